/** Publishing: which records become public when some are published, those that they need among them. */
import { type Static, Type } from 'typebox';
import { Doubt } from '../records/doubts.ts';
import { KINDS } from '../records/kinds.ts';
import { isPublic } from '../records/public-state.ts';
import { wordsOf } from '../records/statement-words.ts';
import { Id, OneOf, Record, RefTo, Text } from '../values/schema.ts';
import type { Stored } from './grounds.ts';
import type { AnyRecord } from './plan.ts';
import { referencesIn } from './references.ts';

const PublishedRecord = Record(
  {
    kind: OneOf(KINDS),
    id: Id,
    text: Type.String({ description: 'Its name, title, label, summary or words.' }),
  },
  { $id: 'PublishedRecord', description: 'A record that becomes public.' },
);
type PublishedRecord = Static<typeof PublishedRecord>;

export const Publishing = Record(
  {
    publishes: Type.Array(RefTo(PublishedRecord), {
      description: 'In the order of the log: what is needed comes first.',
    }),
    doubts: Type.Array(RefTo(Doubt), {
      description: 'What is likely a slip in the statements that become public.',
    }),
  },
  { $id: 'Publishing', description: 'All that becomes public, or would on a trial.' },
);
export type Publishing = Static<typeof Publishing>;

/** What is sent to publish several records. */
export const PublicationOfSeveral = Record(
  {
    records: Type.Array(Record({ kind: OneOf(KINDS), id: Id }), { minItems: 1, maxItems: 1_000 }),
    reason: Type.Optional(Text(2000, 'Why; kept in the change log.')),
  },
  { $id: 'PublicationOfSeveral', description: 'Records to be published, all of them or none.' },
);

/** Every draft that becomes public with the wanted records, what is needed before what needs it, each once. */
export function becomesPublic(wanted: readonly AnyRecord[], stored: Stored): readonly AnyRecord[] {
  const found = new Map<string, AnyRecord>();
  const take = (it: AnyRecord): void => {
    if (isPublic(it.record) || found.has(`${it.kind} ${it.record.id}`)) return;
    for (const { kind, id } of referencesIn(it.kind, it.record)) {
      const record = stored[kind].get(id);
      // Kind and record belong together, which the compiler does not follow through the union.
      if (record !== undefined) take({ kind, record } as AnyRecord);
    }
    found.set(`${it.kind} ${it.record.id}`, it);
  };
  for (const it of wanted) take(it);
  return [...found.values()];
}

/** The record as a list of what becomes public tells it. */
export const toPublishedRecord = (it: AnyRecord): PublishedRecord => ({
  kind: it.kind,
  id: it.record.id,
  text: textOf(it),
});

function textOf(it: AnyRecord): string {
  switch (it.kind) {
    case 'expert':
      return it.record.name;
    case 'scale':
      return it.record.label;
    case 'position':
      return it.record.summary;
    case 'statement':
      return wordsOf(it.record);
    default:
      return it.record.title;
  }
}
