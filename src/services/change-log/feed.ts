/** What a feed holds: the latest entries of the log, each with what it takes to tell it. */
import type { Caller } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { type NamedTouches, type TouchedPositions, UNTOUCHED } from '../../core/change-log/correction.ts';
import { type QuotedStatement, statementsOf } from '../../core/change-log/quoted-statements.ts';
import type { Names } from '../../core/change-log/sentences.ts';
import type { ChangeFilter, Reading } from '../../core/ports/store.ts';
import type { Source } from '../../core/records/source.ts';
import { readableBy } from '../access/sight.ts';
import { requireKnown } from '../records/require-known.ts';
import { latestChanges } from './changes.ts';
import { Earlier } from './record-at.ts';

/** So many of what a correction touches are named. */
const NAMED = 5;

/** A change with the names of its day, the statements that its record is, or rests on, and what it touches as a correction. */
export type ToldChange = {
  readonly change: Change;
  readonly names: Names;
  readonly passages: readonly QuotedStatement[];
  readonly touches: NamedTouches;
};

export type ToldChanges = {
  /** When the log began for the public, which tells it from every other log; null where that has seen nothing. */
  readonly begun: string | null;
  /** Whom and what it is about, in words; empty where it is about everything. */
  readonly about: readonly string[];
  /** The newest first. */
  readonly changes: readonly ToldChange[];
};

/**
 * The latest entries that pass the filter, each told as it was when it was made, so that it stays as it is. Fails with
 * `invalid` on an unknown id or topic.
 */
export async function tellLatest(
  reading: Reading,
  caller: Caller,
  limit: number,
  filter: ChangeFilter,
): Promise<ToldChanges> {
  const store = readableBy(caller, reading);
  const earlier = new Earlier(store);
  const changes: ToldChange[] = [];
  const known = await requireKnown(store, filter);
  const latest = await latestChanges(store, caller, limit, known);
  const touched = await store.touchedBy(latest.map(({ seq }) => seq));
  for (const change of latest)
    changes.push({
      change,
      names: await earlier.namesAt(change),
      passages: await passagesOf(earlier, change),
      touches: await touchesOf(earlier, change, touched.get(change.seq) ?? UNTOUCHED),
    });
  const [first] = await store.publicly.changes(0, 1);
  return { begun: first?.at ?? null, about: await aboutWords(store, known), changes };
}

async function passagesOf(earlier: Earlier, change: Change): Promise<QuotedStatement[]> {
  const passages: QuotedStatement[] = [];
  for (const id of statementsOf(change)) {
    const statement = await earlier.get('statement', id, change.seq);
    if (statement === null) continue;
    const sources: Source[] = [];
    for (const source of statement.sources) {
      const found = await earlier.get('source', source, change.seq);
      if (found !== null) sources.push(found);
    }
    passages.push({ statement, sources });
  }
  return passages;
}

/** What a correction touches beside the record itself. */
async function touchesOf(
  earlier: Earlier,
  { entity, id, seq }: Change,
  { touches, touched }: TouchedPositions,
): Promise<NamedTouches> {
  const others = touches.filter((it) => {
    if (entity === 'position') return it.position !== id;
    return it.position !== null || (entity !== 'expert' && entity !== 'question') || it[entity] !== id;
  });
  const named: NamedTouches['named'][number][] = [];
  for (const { expert, question } of others.slice(0, NAMED))
    named.push({
      expert: expert === null ? null : ((await earlier.get('expert', expert, seq))?.name ?? expert),
      question: question === null ? null : ((await earlier.get('question', question, seq))?.title ?? question),
    });
  return { named, touched: touched - (touches.length - others.length) };
}

async function aboutWords(store: Reading, { expert = [], question = [], topic = [] }: ChangeFilter): Promise<string[]> {
  const experts = new Map((await store.getMany('expert', expert)).map(({ id, name }) => [id, name]));
  const questions = new Map((await store.getMany('question', question)).map(({ id, title }) => [id, title]));
  return [...expert.map((id) => experts.get(id) ?? id), ...question.map((id) => questions.get(id) ?? id), ...topic];
}
