import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { contentOf, type LoggedEntry, leafOf } from '../../../../src/core/change-log/tree/leaf.ts';
import { plainSha256 } from '../../../helpers/asserts/grown-tree.ts';
import { holds } from '../../../helpers/asserts/property.ts';

const SALTS = { salt: 'c2FsdHNhbHRzYWx0c2FsdA==', beforeSalt: 'cGVwcGVycGVwcGVycGVwcA==' };

const ENTRY: LoggedEntry = {
  ...{ seq: 7, at: '2024-07-01T09:00:00.000Z', actor: 'a “tester”', action: 'update', entity: 'expert', id: 'ada' },
  ...{ reason: 'So\nit goes.', before: '{"id":"ada","name":"Ada"}', after: '{"id":"ada","name":"Ada Lind"}' },
};

t.test(
  'the content is the entry as JSON, with the record after it as it stands and that before it by its digest',
  async (t) => {
    const content = contentOf(plainSha256, ENTRY, SALTS.beforeSalt);
    const { before, after, ...fields } = ENTRY;
    t.strictSame(JSON.parse(content), {
      ...fields,
      before: createHash('sha256').update(`${SALTS.beforeSalt}${before}`).digest('base64'),
      after: JSON.parse(after ?? ''),
    });
    t.ok(content.endsWith(`"after":${after}}`));
  },
);

t.test('the leaf is a digest over 0x00, the salt and the content', async (t) => {
  t.equal(
    leafOf(plainSha256, ENTRY, SALTS),
    createHash('sha256')
      .update(Uint8Array.of(0))
      .update(SALTS.salt)
      .update(contentOf(plainSha256, ENTRY, SALTS.beforeSalt))
      .digest('base64'),
  );
});

t.test('nothing can be changed in an entry without its leaf being another', async (t) => {
  const leaf = leafOf(plainSha256, ENTRY, SALTS);
  const others: Partial<LoggedEntry>[] = [
    ...[{ seq: 8 }, { at: '2024-07-01T09:00:00.001Z' }, { actor: 'ben' }, { action: 'create' }, { entity: 'source' }],
    ...[{ id: 'ben' }, { reason: null }, { reason: '' }, { before: null }, { before: '{"id":"ada","name":"Bea"}' }],
    ...[{ after: null }, { after: '{"id":"ada","name":"Ada Lynd"}' }],
  ];
  for (const other of others) t.not(leafOf(plainSha256, { ...ENTRY, ...other }, SALTS), leaf, JSON.stringify(other));
  t.not(leafOf(plainSha256, ENTRY, { ...SALTS, salt: SALTS.beforeSalt }), leaf);
  t.not(leafOf(plainSha256, ENTRY, { ...SALTS, beforeSalt: SALTS.salt }), leaf);
});

t.test('the content is what JSON.stringify makes of any entry', async (t) => {
  const text = fc.string({ unit: 'binary' });
  const entry = fc.record({
    ...{
      seq: fc.nat(),
      at: fc.constant(ENTRY.at),
      actor: text,
      action: fc.constant('create'),
      entity: fc.constant('expert'),
    },
    ...{ id: text, reason: fc.option(text), before: fc.constant(null), after: fc.option(fc.json()) },
  });
  holds(t, entry, (it) => {
    const written = JSON.stringify({ ...it, after: it.after === null ? null : JSON.parse(it.after) });
    return JSON.stringify(JSON.parse(contentOf(plainSha256, it, ''))) === written;
  });
});
