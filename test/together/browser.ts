import { together } from '../helpers/together.ts';

await together('test/browser/*.test.ts');
