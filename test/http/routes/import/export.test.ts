/** Everything in one file: what is in it, what is not, and that it comes back. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import t, { type Test } from 'tap';
import { operator } from '../../../../src/core/access/caller.ts';
import type { Store } from '../../../../src/core/ports/store.ts';
import { importParts } from '../../../../src/services/import/import-lines.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { faultsInPackage } from '../../../helpers/formats/data-package.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

type Field = { readonly name: string; readonly type: string };
type Resource = {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly fields: readonly Field[];
    readonly primaryKey?: string;
    readonly foreignKeys?: readonly {
      readonly fields: string;
      readonly reference: { resource: string; fields: string };
    }[];
  };
};
type Package = { readonly version: string; readonly licenses?: object[]; readonly resources: readonly Resource[] };

const town = () =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .says('ada', 'bridge', 'support', { id: 'p1' })
    .says('bo', 'bridge', 'oppose', { id: 'p2' })
    .says('cy', 'ferry', 'support', { id: 'hidden', status: 'draft' });

const unpacked = (body: Buffer) =>
  new Map(Object.entries(unzipSync(new Uint8Array(body))).map(([name, bytes]) => [name, strFromU8(bytes)]));

const described = (files: ReadonlyMap<string, string>): Package => JSON.parse(files.get('datapackage.json') ?? '');

async function served(t: Test, options: { license?: string } = {}) {
  const store: Store = await storeOf(t, town());
  return { store, app: await serviceOver(t, store, options) };
}

const bytesOf = (body: Buffer): ArrayBuffer => Uint8Array.from(body).buffer;
const readParquet = (body: Buffer): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: bytesOf(body) });

/** A row as CSV has it: nothing is an empty text, and a day its ten characters. */
const written = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? ''),
    ]),
  );

t.test('the package has a table for each kind and for corrections, as its description says', async (t) => {
  const { app } = await served(t);
  const reply = await app.inject('/v1/export.zip');
  t.equal(reply.statusCode, 200);
  t.match(reply.headers, { 'content-type': 'application/zip', 'content-disposition': /standpoint\.zip/ });
  const files = unpacked(reply.rawPayload);
  const { resources, licenses } = described(files);
  t.equal(licenses, undefined);
  t.match(files.get('LICENSE.txt'), /has named no licence/);
  t.strictSame([...files.keys()], [...resources.map(({ path }) => path), 'LICENSE.txt', 'datapackage.json']);
  t.strictSame(
    resources.map(({ name }) => name),
    ['scales', 'experts', 'sources', 'questions', 'statements', 'positions', 'corrections'],
  );
  for (const { name, path, bytes, hash, schema } of resources) {
    const text = files.get(path) ?? '';
    t.equal(Buffer.byteLength(text), bytes, name);
    t.equal(`sha256:${createHash('sha256').update(text).digest('hex')}`, hash, name);
    t.strictSame(
      (parse(text) as string[][])[0],
      schema.fields.map((field) => field.name),
      name,
    );
    t.equal(text, (await app.inject(`/v1/${name}.csv`)).body, `${name} is what its own address says`);
  }
});

t.test('the description is what the published profile of data packages demands, as others judge it', async (t) => {
  for (const license of [undefined, 'CC-BY-4.0', 'https://herald.example/terms']) {
    const { app } = await served(t, license === undefined ? {} : { license });
    const description = described(unpacked((await app.inject('/v1/export.zip')).rawPayload));
    t.strictSame(faultsInPackage(description), [], String(license));
    for (const [broken, fault] of [
      [{ ...description, resources: [] }, /resources/],
      [{ ...description, licenses: [{}] }, /licenses/],
      [{ ...description, created: 'today' }, /created/],
      [{ ...description, resources: description.resources.map((it) => ({ ...it, name: undefined })) }, /name/],
    ] as const)
      t.match(faultsInPackage(broken).join(), fault, 'the judge finds what is wrong');
  }
});

t.test('what refers to a row of another table finds it', async (t) => {
  const { app } = await served(t);
  const files = unpacked((await app.inject('/v1/export.zip')).rawPayload);
  const { resources } = described(files);
  const rows = (path = ''): { [column: string]: string }[] => parse(files.get(path) ?? '', { columns: true });
  const keys = resources.flatMap(({ path, schema }) => (schema.foreignKeys ?? []).map((key) => ({ path, ...key })));
  t.strictSame(
    keys.map(({ path, fields }) => `${path} ${fields}`),
    [
      'questions.csv scale',
      'statements.csv expert_id',
      'statements.csv source_id',
      'positions.csv expert_id',
      'positions.csv question_id',
    ],
  );
  for (const { path, fields, reference } of keys) {
    const known = new Set(rows(`${reference.resource}.csv`).map((row) => row[reference.fields]));
    const held = rows(path).map((row) => row[fields]);
    t.ok(held.length > 0 && held.every((id) => known.has(id)), `${path} ${fields}`);
  }
  const days = resources.flatMap(({ schema }) => schema.fields.filter(({ type }) => type === 'date'));
  t.strictSame([...new Set(days.map(({ name }) => name))], ['said_from', 'said_until']);
});

t.test('as Parquet a table has the same rows, with types, and as many groups as it takes', async (t) => {
  const { app, store } = await served(t);
  for (const table of ['positions', 'statements', 'corrections']) {
    const reply = await app.inject(`/v1/export.parquet?table=${table}`);
    t.match(reply.headers, {
      'content-type': 'application/vnd.apache.parquet',
      'content-disposition': `attachment; filename="standpoint-${table}.parquet"`,
    });
    const rows = await readParquet(reply.rawPayload);
    const csv = parse((await app.inject(`/v1/${table}.csv`)).body, { columns: true, bom: true });
    t.strictSame(rows.map(written), csv, table);
  }
  const positions = await readParquet((await app.inject('/v1/export.parquet')).rawPayload);
  t.match(
    positions.find(({ id }) => id === 'p1'),
    { id: 'p1', said_from: new Date('2024-06-01'), recorded_seq: Number, confidence: null },
  );
  const many = story();
  for (let at = 0; at < 1_100; at += 1) many.says('ada', 'bridge', 'support', { id: `m${at}` });
  await tell(store, many);
  const { rawPayload } = await app.inject('/v1/export.parquet');
  t.equal((await readParquet(rawPayload)).length, 1_102);
  const { row_groups: groups, key_value_metadata: state } = parquetMetadata(bytesOf(rawPayload));
  t.equal(groups.length, 2);
  t.match(state, [{ key: 'revision', value: String(await store.revision()) }]);
  t.equal((await app.inject('/v1/export.zip?table=positions')).statusCode, 400, 'only of Parquet');
});

t.test('drafts are in no export, whoever asks', async (t) => {
  const { app } = await served(t);
  for (const url of ['/v1/export.zip', '/v1/export.ndjson']) {
    const { rawPayload } = await app.inject(url);
    const text = url.endsWith('zip') ? [...unpacked(rawPayload).values()].join('') : rawPayload.toString();
    t.match(text, 'Ada Lind', url);
    t.notMatch(text, /hidden/, url);
  }
  const positions = await readParquet((await app.inject('/v1/export.parquet')).rawPayload);
  t.strictSame(positions.map(({ id }) => id).sort(), ['p1', 'p2']);
});

t.test('the bundle imports to the same answers in another store', async (t) => {
  const { app } = await served(t);
  const { body } = await app.inject('/v1/export.ndjson');
  const [frame = '', ...lines] = body.trimEnd().split('\n');
  const other = await storeOf(t, story());
  async function* batches() {
    yield lines.map((text, index) => {
      const { kind, ...record } = JSON.parse(text);
      return { line: index + 2, kind, record };
    });
  }
  const bundle = { name: 'it', frame: JSON.parse(frame), batches: batches() };
  await importParts(other, [bundle], { caller: operator('o'), at: new Date().toISOString() });
  const again = await serviceOver(t, other);
  const wide = '/v1/matrix.csv?shape=wide&values=label';
  t.equal((await again.inject(wide)).body, (await app.inject(wide)).body);
  t.equal((await again.inject('/v1/export.ndjson')).body, body);
});

t.test('it is the same bytes until something public changes', async (t) => {
  const { app, store } = await served(t);
  for (const url of ['/v1/export.zip', '/v1/export.ndjson', '/v1/export.parquet']) {
    const first = await app.inject(url);
    const etag = String(first.headers.etag);
    t.strictSame((await app.inject(url)).rawPayload, first.rawPayload, url);
    const known = await app.inject({ url, headers: { 'if-none-match': etag } });
    t.strictSame([known.statusCode, known.body], [304, ''], url);
    const head = await app.inject({ method: 'HEAD', url });
    t.strictSame([head.statusCode, head.headers.etag], [200, etag], url);
    await tell(
      store,
      story()
        .expert('dee', { name: 'Dee Moss' })
        .says('dee', 'bridge', 'support', { id: url.slice(11) }),
    );
    const later = await app.inject({ url, headers: { 'if-none-match': etag } });
    t.equal(later.statusCode, 200, url);
    t.not(later.headers.etag, etag, url);
  }
});

t.test('the licence that was named stands in the package', async (t) => {
  const { app } = await served(t, { license: 'CC-BY-4.0' });
  const files = unpacked((await app.inject('/v1/export.zip')).rawPayload);
  t.strictSame(described(files).licenses, [{ name: 'CC-BY-4.0' }]);
  t.match(files.get('LICENSE.txt'), 'offered under CC-BY-4.0');
});

t.test('an empty store is a package of tables with heads and no rows', async (t) => {
  const app = await serviceOver(t, await storeOf(t, story()));
  const files = unpacked((await app.inject('/v1/export.zip')).rawPayload);
  t.equal(described(files).resources.length, 7);
  t.strictSame((parse(files.get('experts.csv') ?? '') as string[][]).length, 1);
});

t.test('another format, and a parameter that is not known, are refused', async (t) => {
  const { app } = await served(t);
  t.match((await app.inject('/v1/export.csv')).json(), { detail: /\.zip .*\.ndjson/ });
  t.equal((await app.inject('/v1/export.csv')).statusCode, 404);
  t.equal((await app.inject('/v1/export.zip?limit=1')).statusCode, 400);
  t.match((await app.inject('/v1/export')).headers, { 'content-type': 'application/zip', vary: /Accept/ });
});
