import { together } from '../helpers/together.ts';

await together('test/config.test.ts', 'test/{core,formats,house,intake,openapi,pages,seed,services}/**/*.test.ts');
