/** Stores that are one for the public and differ in everything else: what was drafted, renamed, deleted, proposed, subscribed. */
import type { Test } from 'tap';
import { type Caller, operator } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { createKey } from '../../../src/services/access/keys.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { createRecord, deleteRecord, updateRecord } from '../../../src/services/records/editing.ts';
import { retractOrPropose, updateOrPropose } from '../../../src/services/records/proposals.ts';
import { publishRecord } from '../../../src/services/records/publishing.ts';
import { createWebhook } from '../../../src/services/webhooks/webhooks.ts';
import { createTargetRule } from '../../../src/webhooks/target.ts';
import { readSeed } from '../fixtures/seed.ts';
import { type Engine, SQLITE } from './engines.ts';

type Fields = { readonly [field: string]: unknown };

const BEGUN = Date.parse('2024-07-01T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const writer: Caller = { name: 'a writer', key: null, scopes: ['write'] };
const publisher: Caller = { name: 'a publisher', key: null, scopes: ['publish'] };

/** Ids of drafts, and those that drafts gave up; near ids and words of what is public, so that whatever is suggested or found would be they. */
export const HIDDEN: { readonly [K in Kind]: readonly string[] } = {
  scale: ['suport', 'supporting'],
  expert: ['davs', 'turnr', 'davis-2'],
  source: ['epoch-times-north-korean-troop', 'epoch-2'],
  question: ['red-lin', 'red-line-2', 'westrn-troops'],
  statement: ['davis-boots-on-the-groun', 'davis-said-more'],
  position: ['davis-western-troop', 'davis-holds-more'],
};
/** Words that nothing public has. */
export const HIDDEN_WORDS: readonly string[] = ['quokka', 'escalations', 'institut'];

const FIELDS: { readonly [K in Kind]: (id: string) => Fields } = {
  scale: (id) => ({ id, label: 'Quokka', options: [{ id: 'yes', label: 'Yes', value: 1 }] }),
  expert: (id) => ({ id, name: 'Davis Quokka', aliases: ['troops'], affiliations: [{ organization: 'Institut' }] }),
  source: (id) => ({ id, title: 'Troops, quokka', publisher: 'The Quokka', publishedOn: '2024-10', language: 'en' }),
  question: (id) => ({
    ...{ id, title: 'Troops quokka', proposition: 'Quokka.', codingRule: 'As said.' },
    ...{ topics: ['escalation', 'escalations'], succeeds: 'red-line' },
  }),
  statement: (id) => ({
    ...{ id, expert: 'davis', source: 'epoch-times-north-korean-troops', saidOn: '2024-10-29' },
    ...{ attribution: 'direct', quotes: ['Quokka troops.'] },
  }),
  position: (id) => ({
    ...{ id, expert: 'davis', question: 'red-line', option: 'oppose', basis: 'stated' },
    ...{ summary: 'Quokka, opposed.', statements: ['davis-boots-on-the-ground'] },
  }),
};

/** What a history is told with: everything takes place a minute after what was before. */
class Teller {
  readonly store: Store;
  readonly #clock: { now: number };

  static async over(t: Pick<Test, 'teardown'>, { open }: Engine): Promise<Teller> {
    const clock = { now: BEGUN };
    return new Teller(await open(t, { now: () => new Date(clock.now) }), clock);
  }

  private constructor(store: Store, clock: { now: number }) {
    this.store = store;
    this.#clock = clock;
  }

  by(caller: Caller): { caller: Caller; at: string; by: string; reason: string } {
    this.#clock.now += MINUTE_MS;
    return { caller, at: new Date(this.#clock.now).toISOString(), by: caller.name, reason: 'So it goes.' };
  }

  /** From now on, whatever was told, it is the same moment. */
  rest(): Store {
    this.#clock.now = BEGUN + DAY_MS;
    return this.store;
  }

  make = (kind: Kind, fields: Fields) => createRecord(this.store, kind, fields, this.by(writer), true);

  async change(kind: Kind, id: string, patch: Fields, caller = writer): Promise<void> {
    await updateRecord(this.store, kind, id, patch, await this.revision(kind, id), this.by(caller));
  }

  async publish(kind: Kind, id: string): Promise<void> {
    await publishRecord(this.store, kind, id, await this.revision(kind, id), this.by(publisher));
  }

  async revision(kind: Kind, id: string): Promise<number> {
    const record = await this.store.get(kind, id);
    if (record === null) throw new Error(`there is no ${kind} "${id}"`);
    return record.revision;
  }
}

/**
 * A store that is, to the public, as every other one that this makes. The plain one had drafts that say nothing of
 * interest; the other one has had as many entries of its log up to the last that is public, and any number since. `told`
 * publishes one more, so that whoever looks can be seen to see.
 */
export async function twin(
  t: Pick<Test, 'teardown'>,
  which: 'plain' | 'other' | 'told',
  engine = SQLITE,
): Promise<Store> {
  const teller = await Teller.over(t, engine);
  await importBundle(teller.store, readSeed(), teller.by(operator('a tester')));
  await tellBecoming(teller, which === 'plain' ? 'plain' : 'quokka');
  await teller.change('expert', 'turner', { description: 'Corrected.' }, publisher);
  if (which !== 'plain') await tellHidden(teller);
  if (which === 'told') await teller.publish('position', 'davis-holds-more');
  return teller.rest();
}

/** Records that said something else, or had another id, before they were published. */
async function tellBecoming(teller: Teller, word: string): Promise<void> {
  await teller.make('expert', { id: 'early', name: word, aliases: [word] });
  await teller.change('expert', 'early', { name: 'Early Bird', sortName: 'Early Bird', aliases: [] });
  if (word === 'plain') {
    await teller.make('source', { ...FIELDS.source('early-source'), title: word });
    await teller.change('source', 'early-source', { title: 'The Early Post' });
  } else {
    await teller.make('source', { ...FIELDS.source('quokka-source'), title: 'The Early Post' });
    await teller.change('source', 'quokka-source', { id: 'early-source' });
  }
  const said = { expert: 'early', source: 'early-source', attribution: 'direct', saidOn: '2024-10-28' };
  await teller.make('statement', { ...said, id: 'early-said', quotes: [`I say ${word}.`] });
  await teller.change('statement', 'early-said', { quotes: ['I say so.'] });
  await teller.make('position', {
    ...{ id: 'early-holds', expert: 'early', question: 'red-line', option: word === 'plain' ? 'oppose' : 'support' },
    ...{ basis: 'stated', summary: word, statements: ['early-said'] },
  });
  await teller.change('position', 'early-holds', { option: 'support', summary: 'Early supports it.' });
  // One more that never becomes public.
  await teller.make('question', { ...FIELDS.question(word), title: word });
  await teller.publish('position', 'early-holds');
}

async function tellHidden(teller: Teller): Promise<void> {
  for (const [kind, ids] of Object.entries(HIDDEN) as [Kind, readonly string[]][])
    for (const id of ids) await teller.make(kind, FIELDS[kind](id));
  await teller.change('expert', 'davis-2', { id: 'davis-3' });
  await teller.change('question', 'red-line-2', { id: 'red-line-3' });
  await deleteRecord(teller.store, 'source', 'epoch-2', await teller.revision('source', 'epoch-2'), teller.by(writer));
  await propose(teller);
  const now = new Date(BEGUN);
  const admin = operator('an admin');
  await createKey(teller.store, admin, { name: 'quokka', scopes: ['read'] }, now);
  const targets = createTargetRule(false);
  await createWebhook(teller.store, admin, { url: 'https://quokka.invalid/' }, { now, targets });
}

/** A writer's changes to what is public. */
async function propose(teller: Teller): Promise<void> {
  const { store } = teller;
  const renamed = await teller.revision('expert', 'davis');
  await updateOrPropose(store, 'expert', 'davis', { id: 'davis-quokka' }, renamed, teller.by(writer));
  const said = await teller.revision('question', 'red-line');
  await updateOrPropose(store, 'question', 'red-line', { title: 'Quokka' }, said, teller.by(writer));
  const held = await teller.revision('position', 'davis-western-troops');
  await retractOrPropose(store, 'davis-western-troops', held, teller.by(writer));
}
