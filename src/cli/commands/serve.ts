/** standpoint serve */
import closeWithGrace from 'close-with-grace';
import type { Config } from '../../config.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import type { CliContext, CommandOf, Service } from '../context.ts';

export const CLOSE_WITHIN_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const serveCommand: CommandOf = (program, context) => {
  program
    .command('serve')
    .summary('start the API')
    .description(
      'Start the API. An empty database is filled with the first data set where STANDPOINT_DB names no other one, or ' +
        'with --demo; one with anything in it is never touched.',
    )
    .option('--demo', 'fill an empty database with the first data set, also one that STANDPOINT_DB names')
    .option('--no-seed', 'leave an empty database empty in any case')
    .addHelpText(
      'after',
      '\nSettings come from the environment (HOST, PORT, STANDPOINT_DB, LOG_LEVEL …): docs/reference/settings.md lists them all.',
    )
    .action(async ({ demo = false, seed }: { demo?: boolean; seed: boolean }) => {
      const config = await context.readConfig();
      const store = await context.openStore(config);
      // A named one that is empty may be that of a newsroom whose disk is not mounted.
      const seeded = seed && (demo || !config.databaseIsNamed) && (await store.isEmpty());
      if (seeded) {
        const { importFiles } = await import('../input/import-files.ts');
        await importFiles(store, context.seedFiles(), { by: 'standpoint' }, context);
      }
      const service = await context.createService(store, config);
      const address = await listen(service, config).catch(async (error: unknown) => {
        await store.close();
        throw error;
      });
      const { close } = closeWithGrace({ delay: CLOSE_WITHIN_MS, skip: [...SIGNALS] }, async ({ err }) => {
        if (err) context.stderr.write(`standpoint: ${err.stack ?? err.message}\n`);
        await service.close();
        await store.close();
      });
      endOnSignals(close);
      context.stdout.write(await greeting(context, store, address, config, seeded));
    });
};

/** One Ctrl+C may come as several signals, from the terminal and from npm: all but the first change nothing. */
function endOnSignals(close: () => void): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    close();
  };
  for (const signal of SIGNALS) process.on(signal, end);
}

/** What keeps a service from listening, in the words of whoever started it. */
const WHY_NOT: { readonly [code: string]: (config: Config) => string } = {
  EADDRINUSE: ({ port }) => `port ${port} is taken; set PORT to another one (PORT=0 picks a free one)`,
  EACCES: ({ port }) => `port ${port} is not for this user; set PORT to 1024 or more`,
  EADDRNOTAVAIL: ({ host }) => `HOST ${host} is no address of this machine`,
  ENOTFOUND: ({ host }) => `HOST ${host} is no address of this machine`,
};

async function listen(service: Service, config: Config): Promise<string> {
  try {
    return await service.listen({ host: config.host, port: config.port });
  } catch (error) {
    const why = WHY_NOT[error instanceof Error && 'code' in error ? String(error.code) : ''];
    if (why === undefined) throw error;
    throw new Failure('invalid', why(config), [], { cause: error });
  }
}

const FILLED = ' (was empty; filled with the first data set)';
const EMPTY = ' (is empty; "standpoint import" fills it, and "standpoint serve --demo" with the first data set)';

async function greeting(
  { version }: CliContext,
  store: Store,
  address: string,
  { database, publicRead }: Config,
  seeded: boolean,
): Promise<string> {
  const [question] = (await store.list('question', {}, { limit: 1 })).items;
  const example = (await store.get('question', 'red-line')) ?? question;
  const places = [
    [`${address}/`, 'the pages, for people'],
    [`${address}/docs`, 'the API, to try in the browser'],
    [`${address}/v1/matrix.md`, 'who stands where on every question'],
    ...(example === undefined
      ? []
      : [
          [`${address}/v1/questions/${example.id}/matrix?include=statements`, `"${example.title}", with the quotes`],
          [`${address}/v1/questions/${example.id}/matrix.csv?include=statements`, 'the same for a spreadsheet'],
        ]),
  ] as const;
  const refusal = await store.ready();
  const width = Math.max(...places.map(([url]) => url.length));
  return [
    `Standpoint ${version} is listening on ${address}`,
    `Database: ${database}${seeded ? FILLED : (await store.isEmpty()) ? EMPTY : ''}`,
    ...(refusal === null ? [] : [`Reading only: ${refusal.message}`]),
    ...(publicRead ? [] : ['Reading needs a key: standpoint keys add --name NAME --scope read']),
    '',
    ...places.map(([url, what]) => `  ${url.padEnd(width)}  ${what}`),
    '',
    'Press Ctrl+C to stop.',
    '',
  ].join('\n');
}
