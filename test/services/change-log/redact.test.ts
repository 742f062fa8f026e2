import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { CHOSEN_IDS, Redactor, TEXT_FIELDS } from '../../../src/core/change-log/redaction.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { ENTITY_SCHEMAS, KINDS } from '../../../src/core/records/kinds.ts';
import { fieldsReferring } from '../../../src/core/writing/references.ts';
import { connect } from '../../../src/db/sqlite/connection.ts';
import { migrate } from '../../../src/db/sqlite/maintenance/migrate.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { verifyLog } from '../../../src/services/change-log/log-tree.ts';
import { redactWords } from '../../../src/services/change-log/redact.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { ANY, DEMAND, DIGEST, holdingTheName, NAME, PLAIN, SLUG } from '../../helpers/fixtures/redacted.ts';
import type { Newsroom } from '../../helpers/service/newsroom.ts';

const FORMATS = [
  '',
  '.csv',
  '.md',
  '.html',
  '.txt',
  '.ndjson',
  '.jsonld',
  '.anno',
  '.svg',
  '.atom',
  '.jsonfeed',
  '.gexf',
];

/** Every address that can be read, with ids of this record in it, in every format, now and as it was known. */
function addresses({ app }: Newsroom, before: string, webhook: string): string[] {
  const { paths = {} } = app.swagger() as { paths?: { [path: string]: { get?: object } } };
  const ids: { readonly [list: string]: readonly string[] } = {
    experts: ['ben', SLUG, `redacted-${DIGEST.slice(0, 16)}`],
    questions: ['span', `bridge-of-${SLUG}`],
    sources: ['post'],
    webhooks: [webhook],
    proposals: ['1'],
    changes: ['1', '9'],
  };
  const of = (path: string): readonly string[] => {
    const list = path.split('/').find((part) => part in ids) ?? '';
    return ids[list]?.map((id) => path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(id))) ?? [path];
  };
  return Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !/[{]format|stream|metrics|health|openapi/.test(path))
    .flatMap(([path]) => of(path))
    .flatMap((path) => FORMATS.map((suffix) => `${path}${suffix}`))
    .flatMap((path) => [
      path,
      `${path}?knownAt=${before}`,
      `${path}?include=statements`,
      `${path}?status=draft`,
      `${path}?leaves=true`,
    ]);
}

async function stores(t: Test): Promise<{ store: Store; another: Store; path: string }> {
  const path = join(t.testdir(), 'standpoint.sqlite');
  const [store, another] = [openSqliteStore(path), openSqliteStore(path)];
  t.teardown(() => Promise.all([store.close(), another.close()]));
  return { store, another, path };
}

t.test(
  'what was redacted is in no answer to anybody, of any time, and in no file; and the tree is what it was',
  async (t) => {
    const { store, another, path } = await stores(t);
    const { room, before, webhook } = await holdingTheName(t, store);
    const all = addresses(room, before, webhook);
    const held = async (enough = Number.POSITIVE_INFINITY) => {
      const found: string[] = [];
      for (const url of all) {
        if (found.length > enough) break;
        for (const scope of [null, 'admin'] as const) {
          const { body, statusCode, headers } = await room.send(scope, 'GET', url);
          if (
            statusCode < 400 &&
            ANY.test(decodeURIComponent(`${body} ${headers.location ?? ''}`.replaceAll('%', '%25')))
          )
            found.push(url);
        }
      }
      return found;
    };
    t.ok((await held(100)).length > 100, 'it was in many');
    const head = await store.log.head();
    const redacted = await redactWords(another, OPERATOR, DEMAND);
    t.equal(redacted.isErased, true);
    t.ok(redacted.entries > 12, String(redacted.entries));
    t.strictSame(await held(), []);
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      t.notMatch(readFileSync(file, 'latin1'), ANY, file.slice(path.length));
    const verified = await verifyLog(store, OPERATOR, head);
    t.strictSame(verified.findings, []);
    t.equal(verified.redacted, redacted.entries);
    t.strictSame(await store.check(), []);
    t.strictSame(await redactWords(another, OPERATOR, { ...DEMAND, dryRun: true }), {
      ...{ entries: 0, records: [], renamed: 0, others: 0, isErased: null },
    });
  },
);

t.test('in its place stands a marker, today and at every time, and the correction is on record', async (t) => {
  const { store } = await stores(t);
  const { room, before } = await holdingTheName(t, store);
  await redactWords(store, OPERATOR, DEMAND);
  const id = `redacted-${DIGEST.slice(0, 16)}`;
  const marker = `[redacted:${DIGEST.slice(0, 16)}]`;
  for (const url of [`/v1/experts/${id}`, `/v1/experts/${id}?knownAt=${before}`])
    t.match((await room.send(null, 'GET', url)).json(), { id, name: marker, aliases: [`Ms ${marker}`] }, url);
  const said = (await room.send(null, 'GET', `/v1/statements?expert=${id}`)).json().items[0].quotes;
  t.strictSame(said, [`I, ${marker}, say no.\nTwice.`]);
  t.equal((await room.send(null, 'GET', `/v1/experts/${encodeURIComponent(SLUG)}`)).statusCode, 404);
  const corrections = (await room.send(null, 'GET', '/v1/corrections')).json().items;
  t.match(corrections[0].reason, `Redacted (SHA-256 ${DIGEST}): Order of 2 May.`);
  t.equal((await room.send(null, 'GET', '/v1/search?q=quillfeather')).json().items.length, 0);
});

t.test('an option that was called by the name is called otherwise, and who held it holds it still', async (t) => {
  const { store } = await stores(t);
  const { room } = await holdingTheName(t, store);
  await redactWords(store, OPERATOR, DEMAND);
  const id = `redacted-${DIGEST.slice(0, 16)}`;
  const get = async (url: string) => (await room.send(null, 'GET', url)).json();
  t.strictSame(
    (await get('/v1/scales/whom')).options.map((option: { id: string; value: number }) => [option.id, option.value]),
    [
      [id, 1],
      ['nobody', -1],
    ],
  );
  t.match((await get('/v1/questions/mayor/matrix')).cells, [{ expert: 'ben', option: id, value: 1 }]);
  const corrected = (await get('/v1/corrections?question=mayor')).items.map(({ entity }: { entity: string }) => entity);
  t.ok(corrected.includes('position') && corrected.includes('scale'), corrected.join());
  t.strictSame(await store.check(), []);
});

t.test('a webhook whose address held the name is called no more, and says why', async (t) => {
  const { store } = await stores(t);
  await holdingTheName(t, store);
  await redactWords(store, OPERATOR, DEMAND);
  const called = await store.webhooks.get('wh_called');
  t.match(called, { state: 'disabled', disabledWhy: /address held words that were redacted/ });
  t.equal(called?.url, `https://example.org/redacted-${DIGEST.slice(0, 16)}`);
  t.equal(new URL(called?.url ?? '').href, called?.url);
});

t.test('a trial alters nothing, and says what would be', async (t) => {
  const { store } = await stores(t);
  await holdingTheName(t, store);
  const revision = await store.revision();
  const tried = await redactWords(store, OPERATOR, { ...DEMAND, dryRun: true });
  t.ok(tried.entries > 12 && tried.renamed >= 2 && tried.others >= 4, JSON.stringify(tried));
  t.equal(await store.revision(), revision);
  t.match(await store.get('expert', SLUG), { name: NAME });
  t.strictSame((await verifyLog(store, OPERATOR, null)).redacted, 0);
  t.equal((await redactWords(store, OPERATOR, DEMAND)).entries, tried.entries);
});

t.test('the log is append-only again afterwards', async (t) => {
  const { store } = await stores(t);
  const { room } = await holdingTheName(t, store);
  await redactWords(store, OPERATOR, { ...DEMAND, ids: false });
  const answer = await room.patch('publish', '/v1/experts/ben', { description: 'Left.', reason: 'So.' });
  t.equal(answer.statusCode, 200);
  t.strictSame(await store.check(), []);
});

t.test('words that cannot be looked for are refused', async (t) => {
  const { store } = await stores(t);
  for (const wrong of [{ words: 'x' }, { words: 'redacted' }, { words: '??' }, { reason: ' ' }])
    await t.rejects(redactWords(store, OPERATOR, { ...DEMAND, ...wrong }), { message: /^(words|reason|ids) / });
});

t.test('every field of a record is text, an id, or known to hold no words of people', async (t) => {
  const plain = {
    scale: ['status', 'revision'],
    expert: ['kind', 'status', 'revision'],
    source: ['publishedOn', 'retrievedOn', 'language', 'status', 'revision'],
    question: ['language', 'status', 'revision'],
    statement: ['saidOn', 'saidOnFrom', 'saidAt', 'attribution', 'language', 'status', 'revision'],
    position: [
      'saidOn',
      'saidOnFrom',
      'saidAt',
      'basis',
      'confidence',
      'status',
      'recordedAt',
      'recordedSeq',
      'revision',
    ],
  };
  for (const kind of KINDS)
    t.strictSame(
      Object.keys(ENTITY_SCHEMAS[kind].properties).toSorted(),
      [
        ...new Set([
          ...CHOSEN_IDS.filter((field) => field in ENTITY_SCHEMAS[kind].properties),
          ...TEXT_FIELDS[kind],
          ...fieldsReferring(kind),
          ...plain[kind],
        ]),
      ].toSorted(),
      kind,
    );
});

t.test('only whole words of an id are taken for the name', async (t) => {
  const redactor = new Redactor({ words: 'Bo Li', marker: '[x]', id: { slug: 'bo-li', marker: 'x' } });
  t.equal(redactor.id('bo-li'), 'x');
  t.equal(redactor.id('bo-li-bridge-2'), 'x-bridge-2');
  for (const other of ['bo-lind', 'rambo-li', 'bo']) t.equal(redactor.id(other), other);
});

t.test('words of our own in a part of a record stay as they are: a role is none of what people wrote', async (t) => {
  const redactor = new Redactor({ words: 'side', marker: '[x]', id: null });
  const option = { id: 'side', label: 'On one side', value: 1, role: 'side' };
  t.strictSame(redactor.record('scale', { label: 'side', options: [option] }), {
    label: '[x]',
    options: [{ ...option, label: 'On one [x]' }],
  });
  const affiliation = { organization: 'Seaside', role: 'side', from: '2024', to: null };
  t.strictSame(redactor.record('expert', { affiliations: [affiliation] }), {
    affiliations: [{ ...affiliation, organization: 'Sea[x]', role: '[x]' }],
  });
});

/** Those that redaction looks at: by the records that they belong to, by the log, or one by one. */
const REACHED: { readonly [table: string]: string } = {
  adjudications: 'option position reason decided_by',
  anchors: 'statement',
  api_keys: 'name created_by revoked_by',
  candidates: 'data statement reason decided_by',
  cells: 'expert question held cell',
  cells_to_judge: 'expert question',
  changes: 'actor id reason before after expert question',
  coding_assignments: 'name',
  coding_rounds: 'opened_by',
  coding_units: 'question',
  codings: 'option words',
  corrections: 'expert question position',
  desk_uploads: 'name how',
  divisions: 'question',
  divisions_to_measure: 'question',
  documents: 'source text filename added_by text_removed_by',
  draftings: 'data said asked_by',
  evidence: 'position statement expert',
  experts: 'id name sort_name sort_key description aliases affiliations links',
  idempotency: 'caller key',
  kept_decisions: 'fields',
  mappings: 'id mapping saved_by',
  positions: 'id expert question scale option summary condition latest_statement recorded_by note supersedes',
  proposals: 'record patch before reason proposed_by decided_by decision',
  questions: 'id title sort_key proposition scale coding_rule topics aliases translations succeeds',
  redirects: 'old_id id',
  scale_options: 'scale id label',
  scales: 'id label',
  search_documents: 'id',
  sources: 'id title publisher url archived_url note',
  statement_cosigners: 'statement expert',
  statement_reprints: 'statement source',
  statements: 'id expert source quotes paraphrase selector venue reported_by translations capacity',
  webhook_attempts: 'error',
  webhook_deliveries: 'entity_id lane body',
  webhooks: 'url filters disabled_why created_by',
};

t.test('every column of text is reached, or known to hold no words of people', async (t) => {
  const connection = connect(':memory:');
  t.teardown(() => connection.close());
  migrate(connection, ':memory:');
  const columns = connection
    .prepare<[], { table: string; column: string }>(
      `SELECT t.name AS "table", c.name AS "column" FROM pragma_table_list t, pragma_table_xinfo(t.name) c
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.type = 'TEXT'`,
    )
    .all()
    .map(({ table, column }) => `${table}.${column}`);
  const known = [PLAIN, REACHED].flatMap((lists) =>
    Object.entries(lists).flatMap(([table, names]) => names.split(' ').map((column) => `${table}.${column}`)),
  );
  t.strictSame(columns.toSorted(), known.toSorted());
});
