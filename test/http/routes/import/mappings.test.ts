/** Mappings that are kept under a name, and tables that are read by them. */
import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { componentPlace, faultsBy } from '../../../helpers/formats/document.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const VOTES = 'motion,member,vote\n7,Élise Moreau,1\n8,Élise Moreau,2\n';
const MAPPING = `# As the clerk keeps them.
columns:
  expert: "{member}"
  question: "motion-{motion}"
  question_title: "Motion {motion}"
  source: minutes
  source_title: Minutes
  source_publisher: Town council
  source_published_on: "2026-03"
  option: "{vote}"
  paraphrase: As the minutes record it.
values:
  option: { "1": support, "2": oppose }
`;
const YAML = { 'content-type': 'application/yaml' };
const CSV = { 'content-type': 'text/csv' };

const { send, tagOf } = await newsroomOver(t, await storeOf(t, story()));
const put = (id: string, payload: string, headers: { readonly [name: string]: string } = YAML) =>
  send('write', 'PUT', `/v1/mappings/${id}`, { payload, headers });
const importBy = (mapping: string, query = '', headers: { readonly [name: string]: string } = CSV, payload = VOTES) =>
  send('publish', 'POST', `/v1/import?mapping=${mapping}&create=true${query}`, { payload, headers });

t.test('a mapping is saved, read, listed, replaced by its ETag, and removed', async (t) => {
  const made = await put('clerk', MAPPING);
  t.equal(made.statusCode, 201, made.body);
  t.equal(made.headers.location, '/v1/mappings/clerk');
  t.equal(made.headers['cache-control'], 'no-store');
  t.strictSame(faultsBy(componentPlace('StoredMapping'), made.json()), []);
  t.match(made.json(), { id: 'clerk', savedBy: 'a writer', mapping: { values: { option: { 1: 'support' } } } });
  t.strictSame((await send('write', 'GET', '/v1/mappings/clerk')).json(), made.json());

  isProblem(t, await put('clerk', MAPPING), 'precondition-required');
  const stale = { ...YAML, 'if-match': String(made.headers.etag) };
  const body = JSON.stringify({ columns: { expert: '{who}' } });
  const headers = { 'content-type': 'application/json', 'if-match': await tagOf('/v1/mappings/clerk') };
  const replaced = await put('clerk', body, headers);
  t.equal(replaced.statusCode, 200, replaced.body);
  t.strictSame(replaced.json().mapping, JSON.parse(body));
  t.ok(replaced.json().revision > made.json().revision);
  isProblem(t, await put('clerk', MAPPING, stale), 'precondition-failed');
  isProblem(t, await put('nobody', MAPPING, stale), 'precondition-failed');

  const list = await send('write', 'GET', '/v1/mappings?limit=5');
  const { mapping: _, ...summary } = replaced.json();
  t.strictSame(list.json(), { items: [summary], next: null });

  isProblem(t, await send('write', 'DELETE', '/v1/mappings/clerk'), 'precondition-required');
  const gone = await send('write', 'DELETE', '/v1/mappings/clerk', {
    headers: { 'if-match': String(replaced.headers.etag) },
  });
  t.equal(gone.statusCode, 204, gone.body);
  isProblem(t, await send('write', 'GET', '/v1/mappings/clerk'), 'not-found');
});

t.test('whoever prefers it is sent nothing of what was saved, and all of what is read', async (t) => {
  const headers = { prefer: 'return=minimal' };
  const made = await put('brief', MAPPING, { ...YAML, ...headers });
  t.strictSame([made.statusCode, made.body, made.headers['preference-applied']], [201, '', 'return=minimal']);
  const read = await send('write', 'GET', String(made.headers.location), { headers });
  t.match(read.json(), { id: 'brief' });
  t.equal(read.headers.etag, made.headers.etag);
});

t.test('what is no mapping is not saved, and every fault is told', async (t) => {
  const faulty = await put('wrong', '{ columns: { exprt: "{a}", option: "{b" }, timezone: Mars }');
  const { errors } = isProblem(t, faulty, 'invalid-request');
  t.match(
    errors.map(({ pointer }) => pointer),
    ['/columns/exprt'],
  );
  const template = isProblem(t, await put('wrong', 'columns: { option: "{b" }\ntimezone: Mars'), 'invalid-request');
  t.strictSame(
    template.errors.map(({ pointer }) => pointer),
    ['/columns/option', '/timezone'],
  );
  isProblem(t, await put('wrong', 'a: [1'), 'invalid-request');
  isProblem(t, await put('wrong', 'true'), 'invalid-request');
  isProblem(t, await put('wrong', `# ${'x'.repeat(256 * 1024)}`), 'payload-too-large');
  isProblem(t, await put('Wrong name', MAPPING), 'invalid-request');
  isRefusedFor(t, await put('wrong', MAPPING, { ...YAML, 'idempotency-key': 'k' }), ['Idempotency-Key']);
  isProblem(t, await send('write', 'GET', '/v1/mappings/wrong'), 'not-found');
});

t.test('a table is read by the mapping that the address names, alone or in a form', async (t) => {
  t.equal((await put('votes', MAPPING)).statusCode, 201);
  const done = await importBy('votes');
  t.match(done.json(), { position: { created: 2 } }, done.body);
  const form = new FormData();
  form.append('file', new File([VOTES], 'votes.csv'));
  const sent = new Response(form);
  const type = { 'content-type': sent.headers.get('content-type') ?? '' };
  const again = await send('publish', 'POST', '/v1/import?mapping=votes&create=true', {
    payload: Buffer.from(await sent.arrayBuffer()),
    headers: type,
  });
  t.match(again.json(), { position: { created: 0, unchanged: 2 } }, again.body);
});

t.test('which mapping is meant, and what it needs, is never guessed', async (t) => {
  const unknown = isRefusedFor(t, await importBy('vote'), ['mapping']);
  t.match(unknown.detail, /no mapping "vote".*did you mean "votes"/);
  const form = new FormData();
  form.append('file', new File([VOTES], 'votes.csv'));
  form.append('mapping', MAPPING);
  const sent = new Response(form);
  const payload = Buffer.from(await sent.arrayBuffer());
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const twice = await send('publish', 'POST', '/v1/import?mapping=votes&create=true', { payload, headers });
  isRefusedFor(t, twice, ['mapping']);
  t.equal((await put('joined', `${MAPPING}join: [{ file: motions.csv, as: of, on: motion }]\n`)).statusCode, 201);
  const alone = isRefusedFor(t, await importBy('joined'), ['mapping']);
  t.match(alone.detail, /motions\.csv.*as a form/);
  const bundle = { 'content-type': 'application/json' };
  isRefusedFor(t, await importBy('votes', '', bundle, '{"bundleVersion":1}'), ['create']);
  const named = await send('publish', 'POST', '/v1/import?mapping=votes', { body: { bundleVersion: 1 } });
  isRefusedFor(t, named, ['mapping']);
});
