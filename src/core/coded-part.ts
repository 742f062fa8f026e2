/** Some rows of a table as a part of a load: planned by the rules of a bundle, with every fault at its cell. */
import { type BundleContent, type Entry, type Inputs, readInput } from './bundle.ts';
import { COLUMNS_OF, type CodedColumn } from './coded-columns.ts';
import { type CodedEntry, REFERRED, type ReferredKind } from './coded-entry.ts';
import { contradictions, MAKING } from './coded-facts.ts';
import type { CellFault } from './coded-reading.ts';
import type { Coding } from './coding.ts';
import type { Entities, Kind } from './entity.ts';
import type { Violation } from './errors.ts';
import { toExpert } from './expert.ts';
import { planImport } from './import.ts';
import type { Grounds, Ids, Part } from './load.ts';
import type { Write } from './plan.ts';
import { toQuestion } from './question.ts';
import { SUPPORT_SCALE } from './scale.ts';
import { toSource } from './source.ts';
import { suggest } from './validation.ts';

/** What the rows are rows of. */
export type CodedFile = {
  readonly name: string | null;
  /** What its lines are counted from among all lines. */
  readonly from: number;
  readonly fault: CellFault;
};

/** Who imports and when, and why. */
export type CodedBy = { readonly at: string; readonly by: string; readonly reason: string | null };

export const partOf = (coding: Coding, file: CodedFile, entries: readonly CodedEntry[], by: CodedBy): Part => ({
  ids: idsOf(coding, entries),
  plan: (grounds) => new RowPlanner(coding, file, grounds).plan(entries, by),
});

function idsOf({ options }: Coding, entries: readonly CodedEntry[]): Ids {
  const set = (of: (entry: CodedEntry) => string) => new Set(entries.map(of));
  return {
    scale: new Set(options.create ? [options.scale ?? SUPPORT_SCALE.id] : []),
    expert: set(({ refers }) => refers.expert.id),
    source: set(({ refers }) => refers.source.id),
    question: set(({ refers }) => refers.question.id),
    statement: set(({ statement }) => statement),
    position: set(({ position }) => position),
  };
}

const TO_RECORD = { expert: toExpert, question: toQuestion, source: toSource } as {
  readonly [K in ReferredKind]: (input: Inputs[K]) => Entities[K];
};

class RowPlanner {
  readonly #coding: Coding;
  readonly #file: CodedFile;
  readonly #grounds: Grounds;
  readonly #faults: Violation[] = [];
  readonly #entries: { readonly [K in Kind]: Entry<Inputs[K]>[] } = {
    ...{ scale: [], expert: [], source: [], question: [], statement: [], position: [] },
  };
  readonly #made: { readonly [K in ReferredKind]: Map<string, Entities[K]> } = {
    ...{ expert: new Map(), question: new Map(), source: new Map() },
  };
  readonly #statements = new Set<string>();
  readonly #broken = new Set<string>();

  constructor(coding: Coding, file: CodedFile, grounds: Grounds) {
    this.#coding = coding;
    this.#file = file;
    this.#grounds = grounds;
  }

  plan(entries: readonly CodedEntry[], { at, by, reason }: CodedBy): readonly Write[] {
    entries.forEach((entry, index) => this.#take(entry, `/${index}`));
    const content: BundleContent = { entries: this.#entries, broken: this.#broken, reason };
    const { plan, violations } = planImport(content, this.#grounds.stored, { at, by });
    for (const { pointer = '', message } of violations) {
      const [, index = '', kind = '', field = ''] = pointer.split('/');
      const entry = entries[Number(index)];
      if (entry !== undefined) this.#faultAt(entry, columnsOf(kind, field), message);
    }
    this.#coding.faults.add(...eachOnce(this.#faults));
    if (this.#coding.faults.count === 0) return plan.writes;
    // Nothing will stay written. What others refer to is, so that the rows that follow are judged as they would be.
    return plan.writes.filter(({ kind }) => kind !== 'statement' && kind !== 'position');
  }

  #faultAt(entry: CodedEntry, columns: readonly CodedColumn[], message: string): void {
    const fault = this.#file.fault(entry.at, columns, message);
    this.#faults.push(this.#file.name === null ? fault : { ...fault, file: this.#file.name });
  }

  /** What it is called now that may have been given up. */
  #now(kind: Kind, id: string): string {
    return this.#grounds.redirects[kind].get(id) ?? id;
  }

  #line(entry: CodedEntry): number {
    return this.#file.from + entry.at.line;
  }

  #take(entry: CodedEntry, place: string): void {
    for (const kind of REFERRED) this.#settle(kind, entry, place);
    const { row } = entry;
    const [statement, position] = [this.#now('statement', entry.statement), this.#now('position', entry.position)];
    const expert = this.#now('expert', entry.refers.expert.id);
    const isRepeated = entry.statement !== entry.position && this.#isRepeated(entry, statement);
    if (!isRepeated) {
      this.#statements.add(statement);
      this.#read('statement', entry, place, {
        id: statement,
        expert,
        source: this.#now('source', entry.refers.source.id),
        saidOn: row.said_on,
        attribution: row.attribution ?? attributionOf(entry),
        quotes: row.quote,
        paraphrase: row.paraphrase,
        venue: row.venue,
      });
    }
    this.#read('position', entry, place, {
      id: position,
      expert,
      question: this.#now('question', entry.refers.question.id),
      option: row.option,
      summary: row.summary ?? row.paraphrase ?? this.#labelOf(entry),
      condition: row.condition,
      basis: row.basis ?? 'stated',
      statements: [statement],
      status: row.status,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by,
      note: row.note,
    });
  }

  /** Sees to it that there is what the row refers to, and that both say the same of it. */
  #settle<K extends ReferredKind>(kind: K, entry: CodedEntry, place: string): void {
    const id = this.#now(kind, entry.refers[kind].id);
    const known = this.#known(kind, id);
    if (known === undefined) {
      this.#make(kind, id, entry, place);
      return;
    }
    const otherwise = () => {
      const line = this.#coding.seen.lineOf(`${kind} ${id}`);
      return line === undefined ? 'what is stored says' : `${this.#coding.lines.inWords(line, this.#file.from)} says`;
    };
    for (const { column, message } of contradictions(kind, entry, known, otherwise))
      this.#faultAt(entry, [column], message);
  }

  #known<K extends ReferredKind>(kind: K, id: string): Entities[K] | undefined {
    return this.#made[kind].get(id) ?? (this.#grounds.stored[kind] as ReadonlyMap<string, Entities[K]>).get(id);
  }

  #make<K extends ReferredKind>(kind: K, id: string, entry: CodedEntry, place: string): void {
    this.#broken.add(`${kind} ${id}`);
    // Said once, of the first row that names it.
    if (this.#coding.seen.lineOf(`lacking ${kind} ${id}`) !== undefined) return;
    const before = this.#faults.length;
    const { create, scale } = this.#coding.options;
    const { input, lacking } = MAKING[kind](entry, scale);
    const known = [...this.#made[kind].keys(), ...this.#grounds.stored[kind].keys()];
    const unknown = `names the ${kind} "${id}", which is not stored${suggest(id, known, false)}`;
    if (!create) this.#faultAt(entry, [kind], `${unknown}; "create" makes what is missing`);
    else if (lacking.length > 0) this.#faultAt(entry, [kind], `${unknown}; to make it takes ${lacking.join(', ')}`);
    else {
      const valid = this.#read(kind, entry, place, { ...input, id });
      if (valid !== null) {
        this.#made[kind].set(id, TO_RECORD[kind](valid));
        this.#broken.delete(`${kind} ${id}`);
        this.#coding.seen.note(`${kind} ${id}`, this.#line(entry));
      }
    }
    if (this.#faults.length > before) this.#coding.seen.note(`lacking ${kind} ${id}`, this.#line(entry));
  }

  /** Takes an input in, where it is of the shape of its kind. */
  #read<K extends Kind>(kind: K, entry: CodedEntry, place: string, input: unknown): Inputs[K] | null {
    const valid = readInput(kind, input);
    if (valid.ok) {
      this.#entries[kind].push({ input: valid.value, place: `${place}/${kind}` });
      return valid.value;
    }
    this.#broken.add(`${kind} ${(input as { id: string }).id}`);
    for (const { pointer = '', message } of valid.violations)
      this.#faultAt(entry, columnsOf(kind, pointer.split('/')[1] ?? ''), message);
    return null;
  }

  /** A statement that several positions rest on is written once, and must be the same in every row. */
  #isRepeated(entry: CodedEntry, id: string): boolean {
    const { row, refers } = entry;
    const { said_on, quote, paraphrase, attribution, venue } = row;
    const content = JSON.stringify([
      refers.expert.id,
      refers.source.id,
      said_on,
      quote,
      paraphrase,
      attribution,
      venue,
    ]);
    const { seen } = this.#coding;
    const before = seen.note(`statement ${id}`, this.#line(entry));
    if (before === undefined) {
      seen.note(`statement ${id} ${content}`, this.#line(entry));
      return false;
    }
    if (seen.lineOf(`statement ${id} ${content}`) === undefined) {
      const line = this.#coding.lines.inWords(before, this.#file.from);
      this.#faultAt(
        entry,
        ['statement'],
        `"${id}" is a statement of ${line} already, with other words, or of another day, expert or source`,
      );
    }
    return this.#statements.has(id) || this.#grounds.stored.statement.has(id);
  }

  #labelOf({ refers, row }: CodedEntry): string | undefined {
    const question = this.#known('question', this.#now('question', refers.question.id));
    const scale = question && this.#grounds.stored.scale.get(question.scale);
    const options = scale?.options ?? (question?.scale === SUPPORT_SCALE.id ? SUPPORT_SCALE.options : []);
    return options.find(({ id }) => id === row.option)?.label ?? row.option;
  }
}

const columnsOf = (kind: string, field: string): readonly CodedColumn[] =>
  COLUMNS_OF[kind as keyof typeof COLUMNS_OF]?.[field] ?? ['expert'];

const attributionOf = ({ row }: CodedEntry): 'direct' | 'mixed' | 'paraphrase' => {
  if (row.quote === undefined) return 'paraphrase';
  return row.paraphrase === undefined ? 'direct' : 'mixed';
};

/** What two records of a row have in common is told once. */
const eachOnce = (violations: readonly Violation[]): Iterable<Violation> =>
  new Map(violations.map((violation) => [JSON.stringify(violation), violation])).values();
