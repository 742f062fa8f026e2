import type { Test } from 'tap';
import { provesConsistency, provesInclusion } from '../../../src/core/change-log/tree/verify.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { plainSha256 } from '../../helpers/asserts/grown-tree.ts';
import { naiveLeaf, naiveRoot } from '../../helpers/asserts/naive-tree.ts';
import { COMMIT, partTelling } from '../../helpers/fixtures/loads.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

/** The root over everything that the store says of its log, made apart from it. */
async function rootOf(store: Store): Promise<string> {
  const leaves: Buffer[] = [];
  for (const { seq } of await store.changes(0, 10_000)) {
    const { salt = '', content = '' } = (await store.log.leaf(seq))?.opening ?? {};
    leaves.push(naiveLeaf(Buffer.from(`${salt}${content}`)));
  }
  return naiveRoot(leaves).toString('base64');
}

async function isKept(t: Test, store: Store): Promise<void> {
  const head = await store.log.head();
  t.strictSame([head.size, head.rootHash], [await store.revision(), await rootOf(store)]);
  const { at: _, ...undated } = head;
  t.strictSame(await store.log.verify(null), { head: undated, redacted: 0, findings: [] });
}

const people = (count: number, name = 'Person'): Story =>
  Array.from({ length: count }, (_, at) => at).reduce(
    (told, at) => told.expert(`e${at}`, { name: `${name} ${at}` }),
    story(),
  );

export const logTreeContract: Contract = (t, open) => {
  t.test('an empty log has the tree of no leaves', async (t) => {
    const store = await open(t);
    t.strictSame(await store.log.head(), { size: 0, rootHash: naiveRoot([]).toString('base64'), at: null });
    t.equal(await store.log.leaf(1), null);
    t.strictSame(await store.log.consistencyPath(0, 0), []);
    await isKept(t, store);
  });

  t.test('every entry is a leaf: of drafts, changes, retractions, and of what follows from them', async (t) => {
    const store = await open(t);
    for (const status of ['draft', 'published', 'retracted'] as const) {
      await tell(store, story().says('ada', 'bridge', 'support', { id: 'p', status }));
      await isKept(t, store);
    }
    t.equal((await store.log.head()).at, RECORDED.at);
  });

  t.test('a leaf opens to the entry, and to the record before it', async (t) => {
    const store = await open(t);
    await tell(store, people(1));
    await tell(store, people(1, 'Someone'));
    const [, change] = await store.changes(0, 10);
    const leaf = await store.log.leaf(2);
    const { content = '', before = null } = leaf?.opening ?? {};
    const told = JSON.parse(content);
    t.strictSame({ ...told, before: null }, { ...change, before: null });
    t.strictSame(JSON.parse(before?.text ?? ''), change?.before);
    t.equal(plainSha256.text(`${before?.salt}${before?.text}`), told.before);
    t.equal((await store.log.leaf(1))?.opening?.before, null);
  });

  t.test('what comes to nothing leaves the tree as it is: a trial, a refusal, what is so already', async (t) => {
    const store = await open(t);
    await tell(store, people(3));
    const head = await store.log.head();
    await store.write({ ...COMMIT, dryRun: true }, [partTelling(people(3, 'Other'))]);
    t.strictSame(await store.log.head(), head);
    const failing = () => {
      throw new Error('no');
    };
    await t.rejects(
      store.write(COMMIT, [partTelling(people(3, 'Other')), { ...partTelling(people(1)), plan: failing }]),
    );
    await tell(store, people(3));
    t.strictSame(await store.log.head(), head);
    await tell(store, people(4));
    await isKept(t, store);
  });

  t.test(
    'a leaf is proven to be in the tree of every size that has it, and every tree to begin with those before',
    async (t) => {
      const store = await open(t);
      // More than a row of leaves, and more than the first of the nodes that are kept.
      await tell(store, people(300));
      await tell(store, people(10, 'Someone'));
      const { size } = await store.log.head();
      t.equal(size, 310);
      await isKept(t, store);
      for (const at of [1, 2, 62, 63, 255, 256, 257, 310]) {
        const head = await store.log.head(at);
        for (const seq of [1, 62, 63, 64, 256, 257, at].filter((it) => it <= at)) {
          const { leafHash = '' } = (await store.log.leaf(seq)) ?? {};
          const path = await store.log.inclusionPath(seq - 1, at);
          t.ok(provesInclusion(plainSha256, { leafIndex: seq - 1, leafHash }, path, head), `${seq} in ${at}`);
        }
        for (const first of [0, 1, 63, 256, at].filter((it) => it <= at)) {
          const path = await store.log.consistencyPath(first, at);
          t.ok(provesConsistency(plainSha256, await store.log.head(first), head, path), `${first} to ${at}`);
        }
      }
      await t.rejects(store.log.head(311), { kind: 'not-found', message: /never had 311/ });
      await t.rejects(store.log.inclusionPath(5, 5), RangeError);
      await t.rejects(store.log.consistencyPath(6, 5), RangeError);
      const hashes = await store.log.leafHashes([310, 1, 311]);
      t.strictSame([...hashes.keys()], [310, 1]);
      t.equal(hashes.get(310), (await store.log.leaf(310))?.leafHash);
    },
  );

  t.test('a head that was written down is known again, and another is not', async (t) => {
    const store = await open(t);
    await tell(store, people(5));
    const kept = await store.log.head();
    await tell(store, people(9));
    const found = async (size: number, rootHash: string) =>
      (await store.log.verify({ size, rootHash })).findings.map(({ what }) => what);
    t.strictSame(await found(kept.size, kept.rootHash), []);
    t.strictSame(await found(0, (await store.log.head(0)).rootHash), []);
    t.match(await found(6, kept.rootHash), [/^the log does not begin with the one of that head/]);
    t.match(await found(10, kept.rootHash), [/^the log has 9 entries, and the head is of one that had 10/]);
  });

  t.test('a load of many parts has its leaves, and so has what follows it', async (t) => {
    const store = await open(t);
    await store.write(
      { ...COMMIT, alone: true },
      [people(200), people(200, 'Other'), story().says('ada', 'bridge', 'support')].map((it) => partTelling(it)),
    );
    await tell(store, people(201));
    await isKept(t, store);
  });
};
