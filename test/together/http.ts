import { together } from '../helpers/together.ts';

await together('test/http/{answering,plugins,problems,server,streaming}/**/*.test.ts');
