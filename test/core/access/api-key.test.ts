import fc from 'fast-check';
import t from 'tap';
import {
  ApiKeyInput,
  callerWith,
  keyIdOf,
  keyStateAt,
  type StoredKey,
  shownAt,
  tokenOf,
} from '../../../src/core/access/api-key.ts';
import { ANONYMOUS, may, operator, SCOPES, seesDrafts } from '../../../src/core/access/caller.ts';
import { validator } from '../../../src/core/values/validation.ts';
import { inWords } from '../../helpers/asserts/faults.ts';
import { holds } from '../../helpers/asserts/property.ts';

const KEY: StoredKey = {
  id: 'abcd2345',
  name: 'The desk',
  scopes: ['write'],
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'root',
  expiresAt: '2026-06-01T12:00:00Z',
  revokedAt: null,
  revokedBy: null,
  lastUsedAt: null,
};

t.test('a key is active until the instant at which it expires, and expired from that very instant on', async (t) => {
  const state = (at: string) => keyStateAt(KEY, new Date(at));
  t.equal(state('2026-06-01T11:59:59.999Z'), 'active');
  t.equal(state('2026-06-01T12:00:00Z'), 'expired');
  t.equal(state('2099-01-01T00:00:00Z'), 'expired');
  t.equal(keyStateAt({ ...KEY, expiresAt: null }, new Date('2099-01-01')), 'active');
});

t.test('an instant with a fraction of a second is told from one without', async (t) => {
  const key = { ...KEY, expiresAt: '2026-06-01T12:00:00.5Z' };
  t.equal(keyStateAt(key, new Date('2026-06-01T12:00:00.000Z')), 'active');
  t.equal(keyStateAt(key, new Date('2026-06-01T12:00:00.500Z')), 'expired');
});

t.test('a revoked key is revoked for ever, whether or not it has expired', async (t) => {
  const revoked = { ...KEY, revokedAt: '2026-02-01T00:00:00Z', revokedBy: 'root' };
  for (const at of ['2026-01-15', '2026-03-01', '2027-01-01'])
    t.equal(keyStateAt(revoked, new Date(at)), 'revoked', at);
});

t.test('a key is shown with its state, and without anything that could be its secret', async (t) => {
  t.strictSame(shownAt(KEY, new Date('2026-05-01')), { ...KEY, state: 'active' });
});

t.test('a token tells the id of its key; anything else is no token', async (t) => {
  const token = tokenOf(KEY.id, 'A'.repeat(43));
  t.equal(keyIdOf(token), KEY.id);
  for (const other of [
    '',
    'stp_abcd2345',
    token.slice(1),
    token.slice(0, -1),
    `${token}A`,
    ` ${token}`,
    `${token}\n`,
    token.toUpperCase(),
    token.replace('stp', 'ghp'),
    token.replace('A', '+'),
    token.replace('abcd2345', 'abcd-345'),
  ])
    t.equal(keyIdOf(other), null, JSON.stringify(other));
});

t.test('whoever comes with a key acts under its name, with its scopes', async (t) => {
  t.strictSame(callerWith(KEY), { name: 'The desk', key: 'abcd2345', scopes: ['write'] });
});

t.test('each scope includes those before it, and several are as good as the highest', async (t) => {
  holds(
    t,
    fc.tuple(fc.subarray([...SCOPES]), fc.constantFrom(...SCOPES)),
    ([scopes, wanted]) =>
      may({ name: 'x', key: 'y', scopes }, wanted) ===
      scopes.some((own) => SCOPES.indexOf(own) >= SCOPES.indexOf(wanted)),
  );
  t.equal(may(ANONYMOUS, 'read'), false);
  t.equal(may(operator('root'), 'admin'), true);
});

t.test('drafts are for those who write, and nobody else', async (t) => {
  const sees = SCOPES.filter((scope) => seesDrafts({ name: 'x', key: 'y', scopes: [scope] }));
  t.strictSame(sees, ['write', 'publish', 'admin']);
  t.equal(seesDrafts(ANONYMOUS), false);
});

t.test('a key is asked for with a name and scopes, and every fault is told at its place', async (t) => {
  const read = validator(ApiKeyInput);
  const faults = (value: unknown) => {
    const outcome = read(value);
    return outcome.ok ? [] : inWords(outcome.violations).map((told) => told.split(',')[0]);
  };
  t.strictSame(faults({ name: 'The desk', scopes: ['read', 'write'] }), []);
  t.strictSame(faults({ name: 'The desk', scopes: ['read'], expiresAt: '2030-01-01T00:00:00Z' }), []);
  t.strictSame(faults({}), ['/name is required', '/scopes is required']);
  t.strictSame(faults({ name: ' ', scopes: [], token: 'x' }), [
    '/token is not known here; known: expiresAt',
    '/name must be text that is not blank',
    '/scopes must have at least 1 entry',
  ]);
  t.strictSame(faults({ name: 'x', scopes: ['write', 'write'], expiresAt: '2030-01-01' }), [
    '/scopes must not name the same entry twice (entries 0 and 1 are equal)',
    '/expiresAt must be an instant in UTC',
  ]);
  t.match(faults({ name: 'x', scopes: ['root'] })[0], /^\/scopes\/0 must be one of "read"/);
});
