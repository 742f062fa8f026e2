import { together } from '../helpers/together.ts';

await together('test/faults/*.test.ts');
