import { together } from '../helpers/together.ts';

await together('test/db/**/*.test.ts');
