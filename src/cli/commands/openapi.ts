/** standpoint openapi */
import type { CommandOf } from '../context.ts';

export const openapiCommand: CommandOf = (program, context) => {
  program
    .command('openapi')
    .summary('print the OpenAPI document')
    .description('Print the OpenAPI 3.1 document of the API, as /openapi.json serves it.')
    .action(async () => {
      const config = await context.readConfig();
      const store = await context.openStore({ ...config, database: ':memory:' });
      const service = await context.createService(store, config);
      await service.ready();
      context.stdout.write(`${JSON.stringify(service.swagger(), null, 2)}\n`);
      await service.close();
      await store.close();
    });
};
