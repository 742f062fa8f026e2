import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { BREAKWATER, SANDHOLM } from '../../../helpers/fixtures/breakwater.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { routesOf } from '../../../helpers/service/router.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

const RUN = 12;
/** Text is compared in these; the others are made of what these are. */
const FORMATS = ['application/json', 'text/csv', 'text/html', 'text/markdown', 'application/x-ndjson'];

/** Every run of twelve words of the article that is not within a quote. */
const RUNS: readonly string[] = BREAKWATER.split('\n\n').flatMap((paragraph) => {
  const words = paragraph.split(/\s+/);
  const quotes = [...paragraph.matchAll(/“([^”]*)”/g)].map(([, quote = '']) => quote);
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, at) => words.slice(at, at + RUN).join(' '))
    .filter((run) => !quotes.some((quote) => quote.includes(run.replaceAll(/^“|”$/g, ''))));
});

/** The first of them that stands in what was sent; undefined where none does. */
function leakIn(sent: string): string | undefined {
  const plain = sent.replaceAll(/\\n|\s+/g, ' ');
  return RUNS.find((run) => plain.includes(run));
}

async function newsroom() {
  const store = openSqliteStore(newPath(t));
  t.teardown(() => store.close());
  await importBundle(store, SANDHOLM, RECORDED);
  const lines: string[] = [];
  const logger = { level: 'trace', stream: { write: (line: string) => lines.push(line) } };
  const app = await serviceOver(t, store, { logger });
  const key = await keyWith(store, 'publish', { name: 'Pia' });
  const post = async (url: string, payload: object, headers: object = key) =>
    app.inject({ method: 'POST', url, headers: { ...headers }, payload });
  const source = { id: 'wall', title: 'Breakwater vote', publisher: 'Sandholm Post', publishedOn: '2026-03-05' };
  await post('/v1/sources', { ...source, language: 'en' });
  await post('/v1/documents', { source: 'wall', text: BREAKWATER });
  return { store, app, key, lines, post };
}

const { store, app, key, lines, post } = await newsroom();

/** What is quoted in it becomes public, in positions on a question. */
async function publishAll() {
  const position = { question: 'breakwater-loan', option: 'support', basis: 'stated', summary: 'Is for it.' };
  for (const { id, speakerName, link, content } of await store.documents.candidates('1', ['open'])) {
    const [known] = (await store.names('expert')).filter(({ names }) => names.includes(speakerName));
    const who = link === 'exact' || known !== undefined ? { expert: known?.id } : { newExpert: { name: speakerName } };
    const retold = content.length > 0 && { paraphrase: 'In our words.' };
    await post(`/v1/candidates/${id}/accept`, { revision: 1, ...who, ...retold, positions: [position] });
  }
  const { items } = (await app.inject({ url: '/v1/documents/1/candidates', headers: key })).json();
  for (const { id, state, revision } of items)
    if (state === 'open') await post(`/v1/candidates/${id}/reject`, { revision });
  return post('/v1/documents/1/publish', {});
}

/** An address with ids that there are. */
function addressOf(path: string, ids: ReadonlyMap<string, string>): string {
  const named = path.replace('{expert}/{question}', 'ingrid-solheim/breakwater-loan').replace('*', 'x');
  return named.replaceAll(/(\w+)\/\{\w+\}/g, (_, kind: string) => `${kind}/${ids.get(kind) ?? 'x'}`);
}

t.test(
  'of a text that is kept, nothing but what is quoted leaves: in no answer, error or line of the log',
  async (t) => {
    const published = await publishAll();
    t.equal(published.statusCode, 200, published.body);
    t.ok(RUNS.length > 300, `${RUNS.length} runs of words are looked for`);
    const whole = await app.inject({ url: '/v1/documents/1/text', headers: key });
    t.ok(leakIn(whole.body), 'they are found where they may be read');

    const [statement = ''] = await store.ids('statement');
    const [position = ''] = await store.ids('position');
    const ids = new Map([
      ...[
        ['experts', 'ingrid-solheim'] as const,
        ['questions', 'breakwater-loan'] as const,
        ['sources', 'wall'] as const,
      ],
      ...[['statements', statement] as const, ['positions', position] as const],
      ...[['documents', '1'] as const, ['candidates', '1'] as const],
    ]);
    const paths = routesOf(app, 'GET').filter((path) => !path.includes('stream'));
    t.ok(paths.length > 60, `${paths.length} addresses`);
    let quoted = 0;
    for (const path of paths)
      for (const accept of FORMATS) {
        const { body } = await app.inject({ url: addressOf(path, ids), headers: { accept } });
        t.equal(leakIn(body), undefined, `${path} as ${accept}`);
        if (body.includes('we will lose the fleet')) quoted += 1;
      }
    t.ok(quoted > 5, `what is quoted is public: in ${quoted} answers`);

    const words = `${RUNS[40]}!`;
    const fields = { expert: 'ingrid-solheim', source: 'wall', attribution: 'direct', quotes: [words] };
    for (const [name, headers] of [
      ['somebody without a key', {}],
      ['somebody who may only read', await keyWith(store, 'read')],
    ] as const) {
      const { statusCode, body } = await post('/v1/statements', fields, headers);
      t.ok(statusCode >= 400, name);
      t.equal(leakIn(body), undefined, name);
    }
    const refused = await post('/v1/statements', fields);
    t.equal(refused.statusCode, 422, 'who writes is told the nearest words');
    t.ok(lines.length > 100);
    t.equal(
      lines.map(leakIn).find((leak) => leak !== undefined),
      undefined,
      'in no line of the log',
    );
  },
);
