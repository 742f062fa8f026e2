import { gzipSync } from 'node:zlib';
import t from 'tap';
import { formatOfFile, unpacked } from '../../src/intake/formats.ts';
import { refused } from '../helpers/asserts/refusal.ts';
import { piecesOf } from '../helpers/fixtures/coded.ts';

t.test('the name of a file tells its format, and whether it is packed', async (t) => {
  t.strictSame(formatOfFile('votes.csv'), { format: 'csv', isPacked: false });
  t.strictSame(formatOfFile('a/VOTES.TSV.GZ'), { format: 'tsv', isPacked: true });
  t.strictSame(formatOfFile('votes.jsonl'), { format: 'ndjson', isPacked: false });
  t.strictSame(formatOfFile('votes.json'), { format: 'json', isPacked: false });
  t.strictSame(formatOfFile('votes.ndjson.gz'), { format: 'ndjson', isPacked: true });
  t.strictSame(formatOfFile('votes.xls'), { format: 'xlsx', isPacked: false }, 'whose reader tells what it is');
  for (const path of ['-', 'story.yaml', 'csv', 'votes.csv.yaml', 'votes.gz']) t.equal(formatOfFile(path), null, path);
});

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all).toString();
};

t.test('what was packed is read, and refused where it is cut short or was never packed', async (t) => {
  const text = 'a,b\n'.repeat(10_000);
  const packed = gzipSync(text);
  t.equal(await textOf(unpacked('a.csv.gz', piecesOf(packed, 100))), text);
  const message = 'a.csv.gz cannot be unpacked: it is no gzip, or cut short';
  await refused(t, textOf(unpacked('a.csv.gz', piecesOf(packed.subarray(0, -10), 100))), { kind: 'invalid', message });
  await refused(t, textOf(unpacked('a.csv.gz', piecesOf(text, 100))), { kind: 'invalid', message });
});
