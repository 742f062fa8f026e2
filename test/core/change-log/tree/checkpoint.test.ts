import t from 'tap';
import { headIn, headText } from '../../../../src/core/change-log/tree/checkpoint.ts';

const HEAD = { size: 70, rootHash: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' };

t.test('a head is read as it was written down, printed, signed or answered', async (t) => {
  for (const text of [
    headText(HEAD),
    `  ${headText(HEAD)}\n`,
    JSON.stringify({ ...HEAD, at: null, checkpoint: null }),
    `a.example/log\n70\n${HEAD.rootHash}\n\n— a.example/log AAAA\n`,
  ])
    t.strictSame(headIn(text), HEAD, text);
});

t.test('what is no head is none', async (t) => {
  for (const text of [
    '',
    '70',
    `70 ${HEAD.rootHash}`,
    `-1:${HEAD.rootHash}`,
    `7.5:${HEAD.rootHash}`,
    `070:${HEAD.rootHash}`,
    `70:${HEAD.rootHash}:70`,
    `70:${HEAD.rootHash.slice(1)}`,
    `70:${HEAD.rootHash.replace('U=', 'V=')}`,
    '{"size":70}',
    '{"size":70',
    `a.example/log\n${HEAD.rootHash}\n70\n`,
  ])
    t.equal(headIn(text), null, text);
});
