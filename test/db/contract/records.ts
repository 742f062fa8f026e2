import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS } from '../../../src/core/records/kinds.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

/** Characters that have gone wrong in some database, encoding or formula somewhere. */
const HARD = [
  '“’s”',
  '🚢',
  'e\u0301',
  'é',
  '\ufeff',
  '\u2028',
  '\r\n',
  '\t',
  '\\',
  "'",
  '"',
  '%',
  '_',
  '=1+1',
  '0',
  'null',
  '\u0085',
];

const texts = fc.array(fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'grapheme' })), {
  minLength: 1,
  maxLength: 5,
});

export const recordsContract: Contract = (t, open) => {
  t.test('an empty store answers every question with nothing', async (t) => {
    const store = await open(t);
    t.equal(await store.isEmpty(), true);
    t.equal(await store.revision(), 0);
    t.equal(await store.changedAt(1), null);
    t.strictSame(await store.topics(), []);
    t.strictSame(await store.changes(0, 10), []);
    t.strictSame(await store.check(), []);
    t.strictSame(await store.search('bridge', { kinds: ['question'], match: 'any', limit: 5 }), []);
    for (const kind of KINDS) {
      t.equal(await store.get(kind, 'ada'), null);
      t.strictSame(await store.getMany(kind, ['ada']), []);
      t.strictSame(await store.ids(kind), []);
      t.strictSame(await store.list(kind, {}, { limit: 10 }), { items: [], next: null });
    }
    await t.resolves(store.ready());
  });

  t.test('every record comes back as it went in, with the number of its last change', async (t) => {
    const store = await open(t);
    await tell(store, everything());
    const records = recordsOf(everything().bundle());
    for (const kind of KINDS)
      for (const record of records[kind]) {
        const found = await store.get(kind, record.id);
        const right = 'recordedSeq' in record ? { ...record, recordedSeq: found?.revision } : record;
        t.strictSame({ ...found, revision: 0 }, right, `${kind} ${record.id}`);
        t.ok(found !== null && found.revision > 0);
      }
    t.equal(await store.isEmpty(), false);
  });

  t.test('many records are got at once: all that exist, each once', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada').expert('ben').expert('cho'));
    const found = await store.getMany('expert', ['cho', 'nobody', 'ada', 'ada', "'; DROP TABLE experts; --"]);
    t.strictSame(found.map(({ id }) => id).sort(), ['ada', 'cho']);
    t.strictSame(await store.getMany('expert', []), []);
  });

  t.test('a thousand records are got at once', async (t) => {
    const store = await open(t);
    const many = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    await tell(
      store,
      many.reduce((told, id) => told.expert(id), story()),
    );
    t.equal((await store.getMany('expert', many)).length, 1000);
  });

  t.test('the ids of a kind are all of them and no other', async (t) => {
    const store = await open(t);
    await tell(store, story().says('ben', 'bridge', 'support').says('ada', 'bridge', 'oppose', { status: 'draft' }));
    t.strictSame([...(await store.ids('expert'))].sort(), ['ada', 'ben']);
    t.strictSame(await store.ids('question'), ['bridge']);
    t.equal((await store.ids('position')).length, 2);
  });

  t.test(
    'a topic in use is named once with the number of its questions, and no longer when it is out of use',
    async (t) => {
      const store = await open(t);
      const told = story()
        .question('bridge', { topics: ['traffic', 'money'] })
        .question('tolls', { topics: ['money'] });
      await tell(store, told);
      t.strictSame(await store.topics(), [
        { topic: 'money', questions: 2 },
        { topic: 'traffic', questions: 1 },
      ]);
      await tell(store, told.question('bridge'));
      t.strictSame(await store.topics(), [{ topic: 'money', questions: 1 }]);
    },
  );

  t.test(
    'organizations are those that somebody ever belonged to, that are experts, or that were spoken for',
    async (t) => {
      const store = await open(t);
      const told = story()
        .expert('ada', {
          affiliations: [{ organization: 'Port' }, { organization: 'Guild', from: '2020', to: '2021' }],
        })
        .expert('ben', { affiliations: [{ organization: 'Port' }] })
        .expert('union', { kind: 'organization', name: 'Union' })
        .expert('cho', { kind: 'organization', name: 'École', status: 'draft' })
        .statement('said', 'ada', { attribution: 'direct', quotes: ['Yes.'], capacity: 'Council' });
      await tell(store, told);
      t.strictSame(await store.organizations(), ['Council', 'Guild', 'Port', 'Union', 'École']);
      t.strictSame(await store.publicly.organizations(), ['Council', 'Guild', 'Port', 'Union']);
      await tell(store, told.expert('ben', { affiliations: [{ organization: 'Ferry' }] }));
      t.ok((await store.organizations()).includes('Ferry'));
      const snapshot = await store.snapshot(null);
      t.strictSame(await snapshot.organizations(), await store.organizations());
      await snapshot.close();
    },
  );

  t.test('every quote comes back with the exact characters that went in', async (t) => {
    const store = await open(t);
    await eventuallyHolds(t, texts.map(speakable), async (quotes) =>
      isDeepStrictEqual(await quotesBack(store, quotes), quotes),
    );
  });

  t.test('every value of a scale comes back as the number that went in', async (t) => {
    const store = await open(t);
    let made = 0;
    const value = fc.double({ min: -1, max: 1, noNaN: true }).map((it) => it + 0);
    await eventuallyHolds(t, fc.oneof(fc.constantFrom(1 / 3, 0.1 + 0.2, 1e-7, 5e-324), value), async (it) => {
      made += 1;
      await tell(store, story().scale(`odd-${made}`, { it }));
      return (await store.get('scale', `odd-${made}`))?.options[0]?.value === it;
    });
  });
};

/** What the schema lets through: text that is not blank, without control characters but tab, line ends and C1. */
const speakable = (parts: readonly string[]): string[] =>
  parts.map((part) => `.${part.replaceAll(/[^\P{Cc}\t\n\r\x80-\x9f]|\p{Cs}/gu, '')}`);

async function quotesBack(store: Store, quotes: string[]): Promise<readonly string[] | undefined> {
  await tell(store, story().statement('said', 'ada', { attribution: 'direct', quotes }));
  return (await store.get('statement', 'said'))?.quotes;
}
