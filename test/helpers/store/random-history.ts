/** Histories of chance: what a newsroom may do, one act after the other, by writers, publishers and the operator. */
import fc from 'fast-check';
import type { Caller } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { type Entities, KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { isPublic } from '../../../src/core/records/public-state.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import { isMergeable, MERGEABLE_KINDS } from '../../../src/core/writing/merging.ts';
import { redactWords } from '../../../src/services/change-log/redact.ts';
import { createRecord, deleteRecord, updateRecord } from '../../../src/services/records/editing.ts';
import { mergeRecords } from '../../../src/services/records/merging.ts';
import {
  acceptProposal,
  declineProposal,
  listProposals,
  retractOrPropose,
  updateOrPropose,
} from '../../../src/services/records/proposals.ts';
import { publishRecord } from '../../../src/services/records/publishing.ts';
import { OPERATOR } from '../fixtures/callers.ts';
import { type Story, story } from '../fixtures/story.ts';

const writer: Caller = { name: 'a writer', key: null, scopes: ['write'] };
const publisher: Caller = { name: 'a publisher', key: null, scopes: ['publish'] };

type Fields = { readonly [field: string]: unknown };

/** What is public from the beginning. */
export const begun = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind', affiliations: [{ organization: 'The Port' }] })
    .expert('ben', { name: 'Ben Moor', affiliations: [{ organization: 'The Institute' }] })
    .question('bridge', { topics: ['traffic'], aliases: ['span'] })
    .question('tolls', { topics: ['money'] })
    .says('ada', 'bridge', 'support', { id: 'ada-bridge', quote: 'Build the bridge.', on: '2024-03-01' })
    .says('ben', 'bridge', 'oppose', { id: 'ben-bridge', quote: 'No bridge for us.', on: '2024-04-01' })
    .says('ben', 'tolls', 'mixed', { id: 'ben-tolls' })
    .source('mail', { title: 'The Mail', publishedOn: '2024-02-02' })
    .statement('letter', 'ada', { experts: ['ada', 'ben'], sources: ['post', 'mail'] })
    .position('ada-fares', { expert: 'ada', question: 'fares', option: 'support', statements: ['letter'] })
    .position('ben-fares', { expert: 'ben', question: 'fares', option: 'support', statements: ['letter'] });

/** Ids near public ones, so that whatever is suggested would be they; most words are those of what is public. */
const FIELDS: { readonly [K in Kind]: (id: string) => Fields } = {
  scale: (id) => ({ id, label: `Scale ${id}`, options: [{ id: 'yes', label: 'Yes', value: 1 }] }),
  expert: (id) => ({
    ...{ id, name: `Ada Bridge ${id}`, aliases: ['bridge'] },
    affiliations: [{ organization: `The Port of ${id}` }],
  }),
  source: (id) => ({
    id,
    title: `Bridge ${id}`,
    publisher: 'The Harbour Post',
    publishedOn: '2024-02',
    language: 'en',
  }),
  question: (id) => ({
    ...{ id, title: `Bridge ${id}`, proposition: `A bridge, ${id}.`, codingRule: 'As said.' },
    topics: ['traffic', `topic-${id}`],
  }),
  statement: (id) => ({
    id,
    expert: 'ada',
    source: 'post',
    attribution: 'direct',
    quotes: [`The bridge, ${id}, ada.`],
  }),
  position: (id) => ({
    ...{ id, expert: 'ada', question: 'bridge', option: 'oppose', basis: 'stated' },
    ...{ summary: `Ada opposes the bridge, ${id}.`, statements: ['said-ada-bridge'] },
  }),
};

/** What changes what a record says; one of them only where something else was said. */
const PATCHES: { readonly [K in Kind]: readonly Fields[] } = {
  scale: [{ label: 'Bridge or none' }],
  expert: [{ name: 'Ada Bridge the other' }, { affiliations: [] }, { kind: 'organization' }],
  source: [{ title: 'Bridges' }, { publishedOn: '2024-01-09' }],
  question: [{ title: 'Bridges', topics: ['traffic', 'bridges'] }, { proposition: 'No bridge should be built.' }],
  statement: [{ quotes: ['No bridge.'], paraphrase: 'Bridge.' }, { saidOn: '2024-05-05' }, { sources: ['mail'] }],
  position: [{ summary: 'Ada, bridge, port.' }, { option: 'mixed' }, { note: 'Looked at again.' }],
};

/** What leads to a record, and says nothing of it. */
const ADDITIONS: { readonly [K in Kind]?: Fields } = {
  expert: { aliases: ['A. Lind', 'Lind'] },
  question: { topics: ['traffic', 'harbour'] },
  source: { archivedUrl: 'https://archive.example/a' },
};

/** Acts that nobody sees who has no key, as they are done to drafts, or only propose. */
const HIDDEN = ['make', 'change', 'rename', 'delete', 'unite', 'blank', 'propose', 'decline'] as const;
/** Acts that the public sees. */
const SEEN = ['publish', 'correct', 'retitle', 'retract', 'merge', 'redact', 'accept', 'add'] as const;
export const ACTS = [...HIDDEN, ...SEEN] as const;
type ActName = (typeof ACTS)[number];

/** A number chooses among what there is. */
export type Act = { readonly act: ActName; readonly kind: Kind; readonly which: number };

/** What some acts can be done to; the others to anything. */
const DONE_TO: { readonly [A in ActName]?: readonly Kind[] } = {
  ...{ retract: ['position'], unite: MERGEABLE_KINDS, merge: MERGEABLE_KINDS },
  add: ['expert', 'question', 'source'],
};

export const arbitraryAct: fc.Arbitrary<Act> = fc
  .constantFrom('make' as const, 'make' as const, 'make' as const, 'propose' as const, ...ACTS)
  .chain((act) =>
    fc.record({
      act: fc.constant(act),
      kind: fc.constantFrom(...(DONE_TO[act] ?? KINDS)),
      which: fc.nat({ max: 50 }),
    }),
  );

/** A history in which each act is done. */
export const EVERY_ACT: readonly Act[] = [
  ...KINDS.flatMap((kind): Act[] => [0, 1, 2].map((which) => ({ act: 'make', kind, which }))),
  ...HIDDEN.filter((act) => act !== 'make').map((act): Act => ({ act, kind: 'expert', which: 0 })),
  { act: 'publish', kind: 'expert', which: 0 },
  // What is proposed is another change than the one that was made just before.
  ...(['correct', 'propose', 'accept', 'retitle', 'add', 'merge', 'redact'] as const).map(
    (act): Act => ({ act, kind: 'expert', which: act === 'propose' ? 1 : 0 }),
  ),
  { act: 'retract', kind: 'position', which: 0 },
];

type AnyEntity = Entities[Kind];
const by = (caller: Caller) => ({ caller, at: '2024-07-01T09:00:00Z', reason: 'So it goes.' });
const nothingThere = () => new Failure('not-found', 'there is none to do that to');
const chosen = <T>(among: readonly T[], which: number): T => {
  const found = among[which % Math.max(1, among.length)];
  if (found === undefined) throw nothingThere();
  return found;
};

export class RandomHistory {
  readonly store: Store;
  /** Ids that only drafts have had. */
  readonly ids = new Map<string, Kind>();
  /** How often each act was done. */
  readonly done: Map<ActName, number>;
  #count = 0;

  constructor(store: Store, done = new Map<ActName, number>()) {
    this.store = store;
    this.done = done;
  }

  /** Does it, where it may be done; true where it was none of the public's. What is refused changes nothing. */
  async take(it: Act): Promise<boolean> {
    try {
      await this.#do(it);
    } catch (error) {
      if (error instanceof Failure) return true;
      throw error;
    }
    this.done.set(it.act, (this.done.get(it.act) ?? 0) + 1);
    for (const [id, kind] of this.ids) {
      const record = await this.store.get(kind, id);
      if (record !== null && isPublic(record)) this.ids.delete(id);
    }
    return HIDDEN.some((act) => act === it.act);
  }

  async #do({ act, kind, which }: Act): Promise<void> {
    if (act === 'make') return this.#make(kind, which);
    if (act === 'accept' || act === 'decline') return this.#decide(act, which);
    // In an order that does not depend on the store.
    const found: readonly AnyEntity[] = await this.store.getMany(kind, await this.store.ids(kind));
    const all = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const isSeen = SEEN.some((it) => it === act) && act !== 'publish';
    const among = all.filter((record) => isPublic(record) === (isSeen || act === 'propose'));
    const record = chosen(among, which);
    const { id, revision } = record;
    const patch = chosen(PATCHES[kind], which);
    if (act === 'change') await updateRecord(this.store, kind, id, patch, revision, by(writer));
    if (act === 'delete') await deleteRecord(this.store, kind, id, revision, by(writer));
    if (act === 'rename') this.ids.set(await this.#rename(kind, record, writer), kind);
    if (act === 'propose') await updateOrPropose(this.store, kind, id, patch, revision, by(writer));
    if (act === 'publish') await publishRecord(this.store, kind, id, revision, by(publisher));
    if (act === 'correct') await updateRecord(this.store, kind, id, patch, revision, by(publisher));
    if (act === 'retitle') await this.#rename(kind, record, publisher);
    if (act === 'retract') await retractOrPropose(this.store, id, revision, by(publisher));
    if (act === 'add') await this.#add(kind, record);
    if (act === 'unite') await this.#merge(kind, among, record, writer);
    if (act === 'merge') await this.#merge(kind, among, record, publisher);
    if (act === 'blank' || act === 'redact') await this.#redact(record);
  }

  async #make(kind: Kind, which: number): Promise<void> {
    this.#count += 1;
    const id = `${['ad', 'bridg', 'toll', 'pos', 'yes'][which % 5]}${String(this.#count).padStart(3, '0')}`;
    await createRecord(this.store, kind, FIELDS[kind](id), by(writer), true);
    this.ids.set(id, kind);
  }

  async #rename(kind: Kind, { id, revision }: AnyEntity, caller: Caller): Promise<string> {
    this.#count += 1;
    const to = `${id}-${this.#count}`;
    await updateRecord(this.store, kind, id, { id: to }, revision, by(caller));
    return to;
  }

  async #add(kind: Kind, { id, revision }: AnyEntity): Promise<void> {
    const addition = ADDITIONS[kind];
    if (addition === undefined) throw nothingThere();
    await updateRecord(this.store, kind, id, addition, revision, by(writer));
  }

  async #merge(kind: Kind, among: readonly AnyEntity[], record: AnyEntity, caller: Caller): Promise<void> {
    if (!isMergeable(kind)) throw nothingThere();
    const other = chosen(
      among.filter((it) => it !== record),
      record.revision,
    );
    await mergeRecords(this.store, { kind, id: record.id, into: other.id }, record.revision, by(caller));
  }

  /** Takes the longest text of the record out, wherever it stands. */
  async #redact(record: AnyEntity): Promise<void> {
    const texts = ['name', 'proposition', 'label', 'quotes', 'summary', 'title'].flatMap(
      (field) => (record as unknown as Fields)[field] ?? [],
    );
    const words = String(chosen(texts, 0));
    this.#count += 1;
    const digest = String(this.#count).padStart(64, '0');
    await redactWords(this.store, OPERATOR, { words, digest, ids: false, reason: 'By law.', dryRun: false });
  }

  async #decide(act: 'accept' | 'decline', which: number): Promise<void> {
    const { items } = await listProposals(this.store, publisher, { state: ['open'], limit: 50 });
    const { id } = chosen(items, which);
    if (act === 'accept') await acceptProposal(this.store, id, by(publisher));
    else await declineProposal(this.store, id, by(publisher));
  }
}
