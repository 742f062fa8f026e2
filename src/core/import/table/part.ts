/** Some rows of a table as a part of a load: planned by the rules of a bundle. */

import { NAMED_KINDS } from '../../records/near.ts';
import { SUPPORT_SCALE } from '../../records/scale.ts';
import { firstDay, isPartialDate, lastDay } from '../../values/date.ts';
import { show, suggest } from '../../values/validation.ts';
import { NO_IDS, type RecordIds, type WritePart } from '../../writing/grounds.ts';
import type { Write } from '../../writing/plan.ts';
import { planImport } from '../plan-import.ts';
import type { Recorded } from '../planner.ts';
import type { CodedColumn, CodedRow } from './columns.ts';
import { notADay } from './dates.ts';
import { type CodedFile, columnsOf, Draft } from './draft.ts';
import type { CodedEntry } from './entry.ts';
import { contains, type Stay } from './memberships.ts';
import { optionNamed } from './option-named.ts';
import { numberIn } from './own-columns.ts';
import { Referred } from './referred.ts';
import type { TableSession } from './session.ts';

/** Who imports and when, and why. */
export type CodedBy = Recorded & { readonly reason: string | null };

export const partOf = (
  coding: TableSession,
  file: CodedFile,
  entries: readonly CodedEntry[],
  by: CodedBy,
): WritePart => ({
  ids: idsOf(coding, entries),
  located: new Set(entries.filter((entry) => coding.texts.has(entry)).map(({ statement }) => statement)),
  plan: (grounds) => planRows(new Draft(coding, file, grounds), entries, by),
});

/**
 * When all rows have been looked at: the affiliations of experts of whom they name several, or not the one that came
 * first. Which these are is known when the parts before it have been planned.
 */
export const membershipPart = ({ memberships, faults }: TableSession): WritePart => ({
  get ids() {
    return { ...NO_IDS, expert: new Set(memberships.unlikeMade()) };
  },
  plan: ({ stored }) =>
    faults.count > 0
      ? []
      : memberships.unlikeMade().flatMap((id): Write[] => {
          const record = stored.expert.get(id);
          if (record === undefined) return [];
          const completed = { ...record, affiliations: memberships.affiliationsOf(id) };
          return [{ kind: 'expert', record: completed, expect: record.revision, completes: true }];
        }),
});

function idsOf({ options }: TableSession, entries: readonly CodedEntry[]): RecordIds {
  const set = (of: (entry: CodedEntry) => string) => new Set(entries.map(of));
  return {
    scale: new Set(options.create ? [options.scale ?? SUPPORT_SCALE.id] : []),
    expert: set(({ refers }) => refers.expert.id),
    source: set(({ refers }) => refers.source.id),
    question: set(({ refers }) => refers.question.id),
    statement: set(({ statement }) => statement),
    position: new Set(entries.flatMap(({ position, row }) => [position, row.supersedes ?? position])),
  };
}

function planRows(draft: Draft, entries: readonly CodedEntry[], { reason, ...recorded }: CodedBy): readonly Write[] {
  const rows = new Rows(draft);
  entries.forEach((entry, index) => {
    rows.take(entry, `/${index}`);
  });
  const { plan, violations } = planImport(draft.content(reason), draft.grounds.stored, recorded);
  for (const { pointer = '', message } of violations) {
    const [, index = '', kind = '', field = ''] = pointer.split('/');
    const entry = entries[Number(index)];
    if (entry === undefined) continue;
    const why = kind === 'position' && field === 'option' ? rows.whyNoOption(entry) : null;
    draft.faultAt(entry, columnsOf(kind, field), why ?? message);
  }
  const { faults } = draft.coding;
  faults.add(draft.faults);
  if (faults.count === 0) return plan.writes;
  // Nothing will stay written. What others refer to is, so that the rows that follow are judged as they would be.
  return plan.writes.filter(({ kind }) => kind !== 'statement' && kind !== 'position');
}

const stayColumn = ({ expert_affiliation_from: from }: CodedRow) =>
  from === undefined ? 'expert_affiliation_to' : 'expert_affiliation_from';

class Rows {
  readonly #draft: Draft;
  readonly #referred: Referred;
  readonly #statements = new Set<string>();

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#referred = new Referred(draft);
  }

  /** Takes in what a row says: a position and its statement, and what it refers to where that is new. */
  take(entry: CodedEntry, place: string): void {
    for (const kind of NAMED_KINDS) this.#referred.settle(kind, entry, place);
    const { row, refers } = entry;
    this.#noteMembership(entry);
    const statement = this.#draft.now('statement', entry.statement);
    const expert = this.#draft.now('expert', refers.expert.id);
    const isAlone = entry.statement === entry.position && row.recorded_by === undefined;
    if (isAlone || !this.#isRepeated(entry, statement)) {
      this.#statements.add(statement);
      this.#draft.read('statement', entry, place, {
        id: statement,
        experts: entry.signers.map((id) => this.#draft.now('expert', id)),
        ...this.#sourcesOf(statement, this.#draft.now('source', refers.source.id)),
        saidOn: row.said_on,
        saidAt: row.said_at,
        attribution: row.attribution ?? attributionOf(entry),
        quotes: row.quote,
        paraphrase: row.paraphrase,
        venue: row.venue,
        reportedBy: row.reported_by,
        capacity: row.capacity,
        language: row.statement_language,
        translations: translationsOf(row),
      });
    }
    const option = this.#optionOf(entry);
    this.#draft.read(
      'position',
      entry,
      place,
      {
        id: this.#draft.now('position', entry.position),
        expert,
        question: this.#draft.now('question', refers.question.id),
        option: option.id,
        summary: row.summary ?? row.paraphrase ?? option.label,
        condition: row.condition,
        basis: row.basis ?? 'stated',
        statements: [statement],
        supersedes: this.#superseded(entry),
        status: row.status,
        recordedAt: row.recorded_at,
        recordedBy: row.recorded_by,
        note: row.note,
        confidence: numberIn(row.confidence),
      },
      (field) => (field === 'option' ? this.whyNoOption(entry) : null),
    );
  }

  /** A row names the source that it was read in, and says nothing of others that have printed the same words since. */
  #sourcesOf(statement: string, source: string): { readonly source: string } | { readonly sources: readonly string[] } {
    const { sources = [] } = this.#draft.grounds.stored.statement.get(statement) ?? {};
    return sources.length > 1 && sources[0] === source ? { sources } : { source };
  }

  /** To which organization the expert belonged on the day of the row, where the table makes the expert; on one day to one only. */
  #noteMembership(entry: CodedEntry): void {
    const { row, refers } = entry;
    const { seen, memberships } = this.#draft.coding;
    const id = this.#draft.now('expert', refers.expert.id);
    const organization = row.expert_affiliation;
    const stay = this.#stayIn(entry);
    if (organization === undefined || stay === 'faulty' || !memberships.has(id)) return;
    const source = this.#referred.get('source', this.#draft.now('source', refers.source.id));
    const day = lastDay(row.said_on ?? source?.publishedOn ?? '');
    if (day === null) return;
    const line = this.#draft.lineOf(entry);
    const [onDay, toOne] = [`day ${id} ${day}`, `day ${id} ${day} ${organization}`];
    const before = seen.note(onDay, line);
    if (before === undefined) seen.note(toOne, line);
    else if (seen.lineOf(toOne) === undefined) {
      const message = `says ${show(organization)} of the expert "${id}", but ${this.#draft.lineInWords(before)} says another one of the same day, ${day}`;
      this.#draft.faultAt(entry, ['expert_affiliation'], message);
    }
    memberships.note(id, organization, day);
    if (stay === null) return;
    if (!contains(stay, day)) {
      const message = `is not so on ${day}, the day of the row: leave ${show(organization)} out of it, or mend the day`;
      this.#draft.faultAt(entry, [stayColumn(row)], message);
      return;
    }
    const otherwise = memberships.noteStay(id, organization, stay, line);
    if (otherwise === null) return;
    const message = `says other days of ${show(organization)} for the expert "${id}" than ${this.#draft.lineInWords(otherwise)}`;
    this.#draft.faultAt(entry, [stayColumn(row)], message);
  }

  /** From when to when the row says that its expert belonged to its organization; null where it says nothing of that. */
  #stayIn(entry: CodedEntry): Stay | null | 'faulty' {
    const { row } = entry;
    const { expert_affiliation_from: from = null, expert_affiliation_to: to = null } = row;
    if (from === null && to === null) return null;
    const fault = (column: CodedColumn, message: string) => {
      this.#draft.faultAt(entry, [column], message);
      return 'faulty' as const;
    };
    for (const column of ['expert_affiliation_from', 'expert_affiliation_to'] as const) {
      const text = row[column];
      if (text !== undefined && !isPartialDate(text)) return fault(column, notADay(column, text));
    }
    if (row.expert_affiliation === undefined)
      return fault(stayColumn(row), 'says when, and not to which organization: fill "expert_affiliation"');
    if (from !== null && to !== null && (firstDay(from) ?? '') > (lastDay(to) ?? ''))
      return fault('expert_affiliation_to', `must not be before "expert_affiliation_from", ${from}`);
    return { from, to };
  }

  /** A statement that several positions rest on is written once, and must be the same in every row. */
  #isRepeated(entry: CodedEntry, id: string): boolean {
    const { row, refers } = entry;
    const { said_on, said_at, quote, paraphrase, attribution, venue } = row;
    const content = JSON.stringify([
      ...[entry.signers, refers.source.id],
      ...[said_on, quote, paraphrase, attribution, venue],
      ...[row.reported_by, row.capacity, row.statement_language, translationsOf(row)],
      ...(said_at === undefined ? [] : [said_at]),
    ]);
    const { seen } = this.#draft.coding;
    const line = this.#draft.lineOf(entry);
    const before = seen.note(`statement ${id}`, line);
    if (before === undefined) {
      seen.note(`statement ${id} ${content}`, line);
      return false;
    }
    if (seen.lineOf(`statement ${id} ${content}`) === undefined)
      this.#draft.faultAt(
        entry,
        ['statement'],
        `"${id}" is a statement of ${this.#draft.lineInWords(before)} already, with other words, or of another day, time, expert or source`,
      );
    return this.#statements.has(id) || this.#draft.grounds.stored.statement.has(id);
  }

  /** What is not written because of another fault has no fault of its own. */
  #superseded({ row }: CodedEntry): string | undefined {
    if (row.supersedes === undefined) return undefined;
    const id = this.#draft.now('position', row.supersedes);
    const { stored } = this.#draft.grounds;
    if (
      !stored.position.has(id) &&
      this.#draft.coding.seen.lineOf(`position ${id}`) !== undefined &&
      this.#draft.coding.faults.count > 0
    )
      this.#draft.broken.add(`position ${id}`);
    return id;
  }

  /** The option that the cell names by its id or label; where it names none, an option of that very id, which is a fault. */
  #optionOf({ refers, row }: CodedEntry): { readonly id: string | undefined; readonly label: string | undefined } {
    const options = this.#scaleOf(refers)?.options ?? [];
    return optionNamed(row.option ?? '', options) ?? { id: row.option, label: row.option };
  }

  #scaleOf({ question: { id } }: CodedEntry['refers']): AnyScale | undefined {
    const question = this.#referred.get('question', this.#draft.now('question', id));
    const scale = question && this.#draft.grounds.stored.scale.get(question.scale);
    return scale ?? (question?.scale === SUPPORT_SCALE.id ? SUPPORT_SCALE : undefined);
  }

  /** What is wrong with an option that the scale does not have: the id or label that is nearest, or all labels. */
  whyNoOption({ row, refers }: CodedEntry): string | null {
    const scale = this.#scaleOf(refers);
    if (scale === undefined || row.option === undefined) return null;
    const near = suggest(
      row.option,
      scale.options.flatMap(({ id, label }) => [id, label]),
      false,
    );
    const labels = scale.options.map(({ label }) => show(label)).join(', ');
    return `${show(row.option)} is neither an id nor a label of the scale "${scale.id}"${near || `; its options are ${labels}`}`;
  }
}

type AnyScale = { readonly id: string; readonly options: readonly Option[] };
type Option = { readonly id: string; readonly label: string };

/** What a row has of the words in another language; what is lacking of it is found by the schema. */
const translationsOf = ({ translation, translation_language, translation_by }: CodedEntry['row']) =>
  [translation, translation_language, translation_by].every((cell) => cell === undefined)
    ? undefined
    : [
        {
          ...(translation_language !== undefined && { language: translation_language }),
          ...(translation !== undefined && { text: translation }),
          ...(translation_by !== undefined && { by: translation_by }),
        },
      ];

const attributionOf = ({ row }: CodedEntry): 'direct' | 'mixed' | 'paraphrase' => {
  if (row.quote === undefined) return 'paraphrase';
  return row.paraphrase === undefined && row.reported_by === undefined ? 'direct' : 'mixed';
};
