/** standpoint openapi [--writing] */
import type { CommandOf } from '../context.ts';

export const openapiCommand: CommandOf = (program, context) => {
  program
    .command('openapi')
    .summary('print the OpenAPI document')
    .description(
      'Print the OpenAPI 3.1 document of what is read, as /openapi.json serves it; with --writing that of what takes a key that may write.',
    )
    .option('--writing', 'the document of writing, as /openapi/writing.json serves it')
    .action(async ({ writing = false }: { writing?: boolean }) => {
      const config = await context.readConfig();
      const store = await context.openStore({ ...config, database: ':memory:' });
      const service = await context.createService(store, config);
      await service.ready();
      const { body } = await service.inject(writing ? '/openapi/writing.json' : '/openapi.json');
      context.stdout.write(`${JSON.stringify(JSON.parse(body), null, 2)}\n`);
      await service.close();
      await store.close();
    });
};
