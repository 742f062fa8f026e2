import t from 'tap';
import { Frontier } from '../../../../src/core/change-log/tree/frontier.ts';
import { provesConsistency, provesInclusion } from '../../../../src/core/change-log/tree/verify.ts';
import { grow, plainSha256 } from '../../../helpers/asserts/grown-tree.ts';
import { naiveLeaf, naivePath, naiveProof, naiveRoot } from '../../../helpers/asserts/naive-tree.ts';
import { random } from '../../../helpers/chance.ts';

const base64 = (of: readonly Buffer[]): string[] => of.map((it) => it.toString('base64'));
const ofHex = (...of: readonly string[]): string[] => base64(of.map((it) => Buffer.from(it, 'hex')));
const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => naiveLeaf(Buffer.from(`leaf ${index}`)));

/** The leaves, roots and paths that the implementations of certificate transparency are tested with. */
const KNOWN = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (data) => naiveLeaf(Buffer.from(data, 'hex')).toString('base64'),
);

const KNOWN_ROOTS = ofHex(
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
);

t.test('the known vectors: the root at every size, a path, proofs between sizes', async (t) => {
  const { roots, proofs } = grow(KNOWN);
  t.strictSame(roots, KNOWN_ROOTS);
  t.strictSame(
    proofs.inclusion(5, 8),
    ofHex(
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ),
  );
  t.strictSame(
    proofs.consistency(1, 8),
    ofHex(
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ),
  );
  t.strictSame(
    proofs.consistency(6, 8),
    ofHex(
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ),
  );
});

t.test('every root, path and proof up to 40 leaves is that of the definition', async (t) => {
  const leaves = leavesOf(40);
  const { proofs, roots } = grow(base64(leaves));
  for (let size = 0; size <= leaves.length; size += 1) {
    const some = leaves.slice(0, size);
    t.equal(proofs.root(size), naiveRoot(some).toString('base64'));
    t.equal(roots[size], proofs.root(size));
    for (let index = 0; index < size; index += 1)
      t.strictSame(proofs.inclusion(index, size), base64(naivePath(index, some)), `leaf ${index} of ${size}`);
    for (let first = 1; first < size; first += 1)
      t.strictSame(proofs.consistency(first, size), base64(naiveProof(first, some)), `${first} to ${size}`);
  }
});

t.test('so are those of a tree of more than 65,536 leaves, of which nodes of two heights are kept', async (t) => {
  const leaves = leavesOf(65_800);
  const { proofs, roots } = grow(base64(leaves));
  for (const size of [256, 257, 511, 4_097, 65_793]) {
    const some = leaves.slice(0, size);
    const index = Math.floor(random() * size);
    const first = 1 + Math.floor(random() * (size - 1));
    t.equal(proofs.root(size), naiveRoot(some).toString('base64'));
    t.equal(roots[size], proofs.root(size));
    t.strictSame(proofs.inclusion(index, size), base64(naivePath(index, some)), `leaf ${index} of ${size}`);
    t.strictSame(proofs.consistency(first, size), base64(naiveProof(first, some)), `${first} to ${size}`);
  }
});

const OTHER = naiveLeaf(Buffer.from('another')).toString('base64');

/** Paths that are not the path, each by a little. */
const bent = (path: readonly string[]): string[][] =>
  [...path.map((_, at) => path.with(at, OTHER)), [...path, OTHER], path.slice(1), path.toReversed()].filter(
    (wrong) => String(wrong) !== String(path),
  );

const SIZES = Array.from({ length: 18 }, (_, index) => index + 1);

t.test('a leaf that is proven to be in a tree is found to be, and nothing else is', async (t) => {
  const leaves = base64(leavesOf(18));
  const { proofs, roots } = grow(leaves);
  for (const size of SIZES)
    for (const [leafIndex, leafHash] of leaves.slice(0, size).entries()) {
      const head = { size, rootHash: roots[size] ?? '' };
      const path = proofs.inclusion(leafIndex, size);
      const isIn = (leaf: typeof leafHash, of: readonly string[], at = head, index = leafIndex) =>
        provesInclusion(plainSha256, { leafIndex: index, leafHash: leaf }, of, at);
      t.ok(isIn(leafHash, path), `leaf ${leafIndex} of ${size}`);
      t.notOk(isIn(OTHER, path));
      t.notOk(isIn(leafHash, path, { size, rootHash: OTHER }));
      t.notOk(isIn(leafHash, path, head, size));
      for (const wrong of bent(path)) t.notOk(isIn(leafHash, wrong), `${leafIndex} of ${size}: ${wrong}`);
    }
});

t.test('a tree that is proven to begin with another is found to, and nothing else is', async (t) => {
  const { proofs, roots } = grow(base64(leavesOf(18)));
  const headOf = (size: number) => ({ size, rootHash: roots[size] ?? '' });
  const begins = (of: readonly string[], from: ReturnType<typeof headOf>, to: ReturnType<typeof headOf>) =>
    provesConsistency(plainSha256, from, to, of);
  for (const size of SIZES)
    for (let first = 0; first <= size; first += 1) {
      const path = proofs.consistency(first, size);
      t.ok(begins(path, headOf(first), headOf(size)), `${first} to ${size}`);
      t.notOk(begins(path, { size: first, rootHash: OTHER }, headOf(size)));
      t.equal(
        begins(path, headOf(first), { size, rootHash: OTHER }),
        first === 0,
        'every tree begins with the empty one',
      );
      t.equal(begins(path, headOf(size), headOf(first)), first === size);
      for (const wrong of bent(path))
        t.notOk(begins(wrong, headOf(first), headOf(size)), `${first} to ${size}: ${wrong}`);
    }
});

t.test('a tree goes on from its frontier as if it had never stopped', async (t) => {
  const leaves = base64(leavesOf(70));
  const { roots } = grow(leaves);
  for (let size = 0; size < leaves.length; size += 1) {
    const { frontier } = grow(leaves.slice(0, size));
    const anew = new Frontier(plainSha256, size, frontier.roots);
    anew.append(leaves[size] ?? '');
    t.equal(anew.root(), roots[size + 1]);
  }
  t.throws(() => new Frontier(plainSha256, 3, ['one']), RangeError);
});

t.test('what a tree has not cannot be proven', async (t) => {
  const { proofs } = grow(base64(leavesOf(5)));
  t.throws(() => proofs.inclusion(5, 5), RangeError);
  t.throws(() => proofs.inclusion(-1, 5), RangeError);
  t.throws(() => proofs.consistency(6, 5), RangeError);
  t.throws(() => proofs.root(6), RangeError);
});
