import { createHash } from 'node:crypto';
import t from 'tap';
import type { ConsistencyProof, InclusionProof, LogHead } from '../../../../src/core/change-log/tree/log-head.ts';
import { provesConsistency, provesInclusion } from '../../../../src/core/change-log/tree/verify.ts';
import { plainSha256 } from '../../../helpers/asserts/grown-tree.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { LOG_SIGNER } from '../../../helpers/service/log-signer.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const SECRET = 'Nobody knows this yet';

const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p', note: SECRET, status: 'draft' }));
await tell(store, story().says('ada', 'bridge', 'support', { id: 'p', note: 'Known.' }), {
  reason: 'She stands by it.',
});
const app = await serviceOver(t, store);
const writer = await keyWith(store, 'write');
const entries = await store.changes(0, 100);
const published = entries.at(-1)?.seq ?? 0;
const drafted = entries.find(({ after }) => after?.note === SECRET)?.seq ?? 0;

const get = async <T>(url: string, headers = {}): Promise<T> => (await app.inject({ url, headers })).json();
const head = await get<LogHead>('/v1/log/head');

t.test('the head has the size, the root and the day of the log, drafts included', async (t) => {
  t.match(head, { size: entries.length, at: RECORDED.at });
  t.equal(head.rootHash, (await store.log.head()).rootHash);
});

t.test('where there is a key the head is signed, in JSON and as a note by itself', async (t) => {
  const { body, headers } = await app.inject('/v1/log/checkpoint');
  t.equal(body, head.checkpoint);
  t.equal(headers['content-type'], 'text/plain; charset=utf-8');
  t.ok(body.startsWith(`stances.example.org/v1/log\n${head.size}\n${head.rootHash}\n\n— stances.example.org/v1/log `));
  t.equal(head.verifierKey, LOG_SIGNER.verifierKey);
  const unsigned = await serviceOver(t, store, { logSigner: null });
  t.match((await unsigned.inject('/v1/log/head')).json(), { checkpoint: null, verifierKey: null });
  isProblem(t, await unsigned.inject('/v1/log/checkpoint'), 'not-found');
});

t.test('whoever has the head can verify a public entry, and what it says, with nothing of ours', async (t) => {
  const proof = await get<InclusionProof>(`/v1/log/proof/inclusion?seq=${published}`);
  const { salt, content, leafIndex, leafHash, inclusionPath } = proof;
  t.equal(leafHash, createHash('sha256').update(`\0${salt}${content}`).digest('base64'));
  t.ok(provesInclusion(plainSha256, { leafIndex, leafHash }, inclusionPath, head));
  const [told] = (await get<{ items: readonly { before: unknown }[] }>(`/v1/changes?after=${published - 1}`)).items;
  t.strictSame({ ...JSON.parse(content ?? ''), before: null }, told);
});

t.test('a draft is not told of: neither by its own entry, nor as what was before it was published', async (t) => {
  const draft = await app.inject(`/v1/log/proof/inclusion?seq=${drafted}`);
  const none = await app.inject(`/v1/log/proof/inclusion?seq=${published + 1}`);
  isProblem(t, draft, 'not-found');
  const bare = (body: string) => body.replaceAll(/\d+/g, 'N');
  t.equal(bare(draft.body), bare(none.body), 'as if there were no such entry');
  const { body } = await app.inject(`/v1/log/proof/inclusion?seq=${published}`);
  t.equal(JSON.parse(body).before, null);
  t.notOk(body.includes(SECRET));
});

t.test('those who see drafts have proofs of them, too', async (t) => {
  const draft = await get<InclusionProof>(`/v1/log/proof/inclusion?seq=${drafted}`, writer);
  t.ok(draft.content?.includes(SECRET));
  t.ok(provesInclusion(plainSha256, draft, draft.inclusionPath, draft));
  const { content, before } = await get<InclusionProof>(`/v1/log/proof/inclusion?seq=${published}`, writer);
  t.ok(before?.text.includes(SECRET));
  t.equal(plainSha256.text(`${before?.salt}${before?.text}`), JSON.parse(content ?? '').before);
});

t.test('two heads are proven to be of one log, and so is an entry in an earlier one', async (t) => {
  const proof = await get<ConsistencyProof>('/v1/log/proof/consistency?first=2');
  t.strictSame(proof.second, { size: head.size, rootHash: head.rootHash });
  t.ok(provesConsistency(plainSha256, proof.first, proof.second, proof.consistencyPath));
  const earlier = await get<InclusionProof>('/v1/log/proof/inclusion?seq=1&size=2');
  t.ok(provesInclusion(plainSha256, earlier, earlier.inclusionPath, proof.first));
});

t.test('a size that the log never had is refused, and it is said which it has', async (t) => {
  for (const [url, message] of [
    [`/v1/log/proof/inclusion?seq=1&size=${head.size + 1}`, `size must be at most ${head.size}`],
    ['/v1/log/proof/inclusion?seq=2&size=1', 'size must be at least 2'],
    [`/v1/log/proof/consistency?first=1&second=${head.size + 1}`, `second must be at most ${head.size}`],
    ['/v1/log/proof/consistency?first=3&second=2', 'second must be at least 3'],
    ['/v1/log/proof/consistency', 'first'],
    ['/v1/log/proof/inclusion?seq=0', 'seq must be at least 1'],
  ] as const) {
    const reply = await app.inject(url);
    isProblem(t, reply, 'invalid-request');
    t.ok(reply.json().detail.includes(message), `${url}: ${reply.json().detail}`);
  }
});

t.test('the log tells the leaf of each entry where that is asked for, in every form of it', async (t) => {
  const { items } = await get<{ items: readonly { seq: number; leafIndex?: number; leafHash?: string }[] }>(
    '/v1/changes?leaves=true',
  );
  for (const { seq, leafIndex, leafHash } of items) {
    const proof = await get<InclusionProof>(`/v1/log/proof/inclusion?seq=${seq}`);
    t.strictSame([leafIndex, leafHash], [proof.leafIndex, proof.leafHash]);
  }
  t.equal(
    items.some(({ seq }) => seq === drafted),
    false,
  );
  const [header = '', row = ''] = (await app.inject('/v1/changes.csv?leaves=true')).body.split('\r\n');
  t.ok(header.endsWith(',leaf_index,leaf_hash'));
  t.ok(row.endsWith(`,0,${items[0]?.leafHash}`));
  t.notOk((await app.inject('/v1/changes')).body.includes('leaf'));
  isRefusedFor(t, await app.inject('/v1/changes.atom?leaves=true'), ['leaves']);
});
