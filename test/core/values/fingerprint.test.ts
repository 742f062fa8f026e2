import t from 'tap';
import { fingerprint, shortHash } from '../../../src/core/values/fingerprint.ts';

const hex = (text: string): string => {
  const { high, low } = fingerprint(text);
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
};

t.test('it is FNV-1a of 64 bits, as its authors publish it', async (t) => {
  t.equal(hex(''), 'cbf29ce484222325');
  t.equal(hex('a'), 'af63dc4c8601ec8c');
  t.equal(hex('foobar'), '85944171f73967e8');
});

t.test('a short hash is ten letters and digits, and another for another text', async (t) => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, at) => shortHash(`ada-bridge-${at}`)));
  t.equal(hashes.size, 100_000);
  for (const hash of [...hashes].slice(0, 1_000)) t.match(hash, /^[0-9a-z]{10}$/);
});
