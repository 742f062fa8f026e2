import { together } from '../helpers/together.ts';

await together('test/http/!(routes)/**/*.test.ts');
