import { together } from '../helpers/together.ts';

await together('test/cli/**/*.test.ts', 'test/docs/*.test.ts');
