import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { checkpointOf, headIn } from '../../src/core/change-log/tree/checkpoint.ts';
import { readLogKey } from '../../src/signing/log-key.ts';

const NAME = 'stances.example.org/v1/log';
const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = file('log.pem', String(privateKey.export({ format: 'pem', type: 'pkcs8' })));
const HEAD = { size: 70, rootHash: createHash('sha256').digest('base64') };

t.test('a checkpoint is a signed note: name, size, root, and a signature over them', async (t) => {
  const signer = readLogKey(pem, NAME);
  const note = checkpointOf(signer, HEAD);
  const [text = '', signature = ''] = note.split('\n\n');
  t.equal(text, `${NAME}\n70\n${HEAD.rootHash}`);
  const [, name, bytes = ''] = /^— (\S+) (\S+)\n$/.exec(signature) ?? [];
  t.equal(name, NAME);
  const signed = Buffer.from(bytes, 'base64');
  t.equal(signed.length, 4 + 64);
  t.ok(verify(null, Buffer.from(`${text}\n`), publicKey, signed.subarray(4)));
  // The key itself may hold a plus.
  const [, keyName, hash, key = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(signer.verifierKey) ?? [];
  t.strictSame([keyName, hash], [NAME, signed.subarray(0, 4).toString('hex')]);
  const info = Buffer.from(key, 'base64');
  t.equal(info[0], 1);
  t.equal(info.subarray(1).toString('base64url'), publicKey.export({ format: 'jwk' }).x);
  t.equal(
    createHash('sha256').update(`${NAME}\n`).update(info).digest('hex').slice(0, 8),
    hash,
    'the hash of name and key',
  );
  t.strictSame(headIn(note), HEAD);
});

t.test('a file without such a key is refused, and it is said how to make one', async (t) => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  for (const path of [
    join(folder, 'none.pem'),
    file('diary.pem', 'Dear diary'),
    file('rsa.pem', String(rsa.export({ format: 'pem', type: 'pkcs8' }))),
  ])
    t.throws(() => readLogKey(path, NAME), {
      kind: 'invalid',
      message: /STANDPOINT_LOG_KEY.*openssl genpkey -algorithm ed25519/,
    });
});
