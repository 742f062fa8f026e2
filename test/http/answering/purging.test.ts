import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Caller } from '../../../src/core/access/caller.ts';
import type { Change } from '../../../src/core/change-log/change.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { EVENT_TYPES, type EventType, eventOf, idsOf } from '../../../src/core/webhooks/event.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { createRecord, deleteRecord, retractPosition, updateRecord } from '../../../src/services/records/editing.ts';
import { publishRecord } from '../../../src/services/records/publishing.ts';
import { operations, urlOf } from '../../helpers/service/requests.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';

const writer: Caller = { name: 'a writer', key: null, scopes: ['write'] };
const publisher: Caller = { name: 'a publisher', key: null, scopes: ['publish'] };
const by = (caller: Caller) => ({ caller, at: '2024-07-01T10:30:00Z', reason: 'So it goes.' });

const LISTS = ['statements', 'positions', 'changes', 'corrections', 'matrix', 'consensus', 'agreement', 'network'];
const PEOPLE = ['davis', 'turner'];
const QUESTIONS = ['red-line', 'kursk-only'];

/** All that anybody may read, and what is narrowed to some: of others than the changes are about, too. */
const ADDRESSES = [
  ...operations().map(({ path, operation }) => urlOf(path, operation)),
  ...PEOPLE.flatMap((id) => [
    ...LISTS.flatMap((list) => [`/v1/${list}?expert=${id}`, `/v1/${list}?expert=${id}&question=kursk-only`]),
    ...[`/v1/experts/${id}/history`, `/experts/${id}`, `/cells/${id}/red-line`, `/embed/cells/${id}/kursk-only`],
    ...[`/grid?expert=${id}&question=red-line`, `/compare?expert=${id}&expert=herbst`],
  ]),
  ...QUESTIONS.flatMap((id) => [
    ...LISTS.map((list) => `/v1/${list}?question=${id}`),
    ...[`/v1/questions/${id}/history`, `/questions/${id}`, `/embed/questions/${id}`, `/embed/grid?question=${id}`],
  ]),
  ...['/', '/questions', '/experts', '/grid', '/compare', '/corrections', '/search?q=troops'],
];

const WHAT: { readonly [K in Kind]: { readonly id: string; readonly [field: string]: unknown } } = {
  scale: { id: 'yes-no', label: 'Yes or no', options: [{ id: 'yes', label: 'Yes', value: 1 }] },
  expert: { id: 'new', name: 'Ada New' },
  source: { id: 'new', title: 'New', publisher: 'The Post', publishedOn: '2024-06-30', language: 'en' },
  question: { id: 'new', title: 'New', proposition: 'New.', codingRule: 'As said.', scale: 'support' },
  statement: {
    ...{ id: 'new', expert: 'davis', source: 'epoch-times-north-korean-troops' },
    ...{ attribution: 'paraphrase', paraphrase: 'Troops.' },
  },
  position: {
    ...{ id: 'new', expert: 'davis', question: 'red-line', option: 'oppose', basis: 'stated' },
    ...{ summary: 'Davis opposes it.', statements: ['davis-boots-on-the-ground'] },
  },
};

const CHANGED: { readonly [K in Kind]: readonly [id: string, field: string] } = {
  scale: ['support', 'label'],
  expert: ['davis', 'name'],
  source: ['epoch-times-north-korean-troops', 'title'],
  question: ['red-line', 'title'],
  statement: ['davis-boots-on-the-ground', 'paraphrase'],
  position: ['davis-western-troops', 'summary'],
};

type Table = { readonly [kind: string]: readonly string[] };

/** What a receiver purges for a message, by the table of the guide. */
function purged(table: Table, change: Change): string[] {
  const ids = (kind: 'expert' | 'question') => idsOf(change, kind).map((id) => `${kind}-${id}`);
  return (table[`${change.entity}.*`] ?? table['any other'] ?? []).flatMap((name) =>
    name === 'expert-ID' ? ids('expert') : name === 'question-ID' ? ids('question') : [name],
  );
}

const guide = readFileSync(new URL('../../../docs/run/operations.md', import.meta.url), 'utf8');
const rows = guide.slice(guide.indexOf('| message | purge |')).split('\n\n', 1)[0]?.split('\n').slice(2) ?? [];
const TABLE: Table = Object.fromEntries(
  rows.map((row) => {
    const [, message = '', purge = ''] = row.split('|');
    return [message.trim().replaceAll('`', ''), [...purge.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)];
  }),
);

t.test(
  'whatever happens, each public answer that is another one then has a name that the guide purges',
  { timeout: 300_000 },
  async (t) => {
    const store = await storeWith(t, [seed()]);
    const app = await serviceOver(t, store, { publicUrl: 'http://localhost' });
    const answers = async () => {
      const found = new Map<string, { readonly etag: string; readonly names: readonly string[] }>();
      for (const url of ADDRESSES) {
        const { headers } = await app.inject(url);
        if (headers['cache-tag'] !== undefined)
          found.set(url, { etag: String(headers.etag), names: String(headers['cache-tag']).split(',') });
      }
      return found;
    };
    const revisionOf = async (kind: Kind, id: string) => (await store.get(kind, id))?.revision ?? 0;
    const update = async (kind: Kind, id: string, patch: { readonly [field: string]: unknown }) =>
      updateRecord(store, kind, id, patch, await revisionOf(kind, id), by(publisher));

    const happened = new Map<EventType, number>();
    let before = await answers();
    t.ok(before.size > 100, `${before.size} answers`);
    const after = async (act: () => Promise<unknown>) => {
      const seq = await store.revision();
      await act();
      const changes = await store.publicly.changes(seq, 100, {});
      const now = await answers();
      const names = new Set(changes.flatMap((change) => purged(TABLE, change)));
      const altered = [...before].filter(([url, { etag }]) => now.get(url)?.etag !== etag);
      t.strictSame(
        altered.filter(([, answer]) => !answer.names.some((name) => names.has(name))).map(([url]) => url),
        [],
        changes.map(eventOf).join(' '),
      );
      for (const change of changes) happened.set(eventOf(change), altered.length);
      before = now;
    };
    for (const kind of ['scale', 'expert', 'source', 'question', 'statement', 'position'] as const) {
      const [id, field] = CHANGED[kind];
      await after(() => update(kind, id, { [field]: 'Another' }));
      const fresh = WHAT[kind];
      await createRecord(store, kind, fresh, by(writer));
      await after(async () => publishRecord(store, kind, fresh.id, await revisionOf(kind, fresh.id), by(publisher)));
      await after(() => update(kind, fresh.id, { id: `${fresh.id}-2` }));
    }
    // The ids of the first were given up.
    const { position, ...others } = Object.fromEntries(
      Object.entries(WHAT).map(([kind, it]) => [kind, { ...it, id: 'again' }]),
    );
    const bundle = (records: object) => importBundle(store, { bundleVersion: 1, ...records }, by(publisher));
    await after(() => bundle(Object.fromEntries(Object.entries(others).map(([kind, it]) => [`${kind}s`, [it]]))));
    await after(() => bundle({ positions: [position] }));
    await after(async () => retractPosition(store, 'again', await revisionOf('position', 'again'), by(publisher)));
    for (const kind of ['statement', 'question', 'source', 'expert', 'scale'] as const) {
      await after(async () => deleteRecord(store, kind, 'again', await revisionOf(kind, 'again'), by(publisher)));
    }
    for (const type of EVENT_TYPES.filter((each) => each !== 'position.deleted')) {
      const changed = happened.get(type) ?? 0;
      t.ok(changed > 0 && changed < before.size, `${type} changes ${changed} answers of ${before.size}`);
    }
  },
);
