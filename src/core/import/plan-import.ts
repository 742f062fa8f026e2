/** From a bundle to a plan of writes: every rule that ties records to each other, with every fault at its place. */

import { toExpert } from '../records/expert.ts';
import { type Entities, KINDS, type Kind } from '../records/kinds.ts';
import { mayBecome, type Position, type PositionInput, type PositionStatus, toPosition } from '../records/position.ts';
import { isPublic, type PublicState, stateFor } from '../records/public-state.ts';
import { toQuestion } from '../records/question.ts';
import { RESERVED_OPTION_IDS, roleFault, type ScaleInput, SUPPORT_SCALE, toScale } from '../records/scale.ts';
import { toSource } from '../records/source.ts';
import { expertsOf, type StatementInput, sourcesOf, toStatement } from '../records/statement.ts';
import { statementFaults } from '../records/statement-faults.ts';
import { dayOf } from '../values/date.ts';
import type { Violation } from '../values/errors.ts';
import { INPUT_LIMITS } from '../values/input-limits.ts';
import { suggest } from '../values/validation.ts';
import type { Stored } from '../writing/grounds.ts';
import type { Write } from '../writing/plan.ts';
import type { BundleContent, Inputs } from './bundle/bundle.ts';
import { evidenceOfDrafts } from './evidence-of-drafts.ts';
import { nameFaults, optionFaults } from './name-faults.ts';
import { CIRCULAR, supersededFirst, supersedesFaults } from './supersedes.ts';

/** The ids of each kind that a bundle holds or refers to. */
export function idsIn({ entries }: BundleContent): { readonly [K in Kind]: ReadonlySet<string> } {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, new Set<string>()])) as { [K in Kind]: Set<string> };
  for (const kind of KINDS) for (const { input } of entries[kind]) ids[kind].add(input.id);
  for (const { input } of entries.question) ids.scale.add(input.scale ?? SUPPORT_SCALE.id);
  for (const { input } of entries.statement) {
    for (const id of expertsOf(input)) ids.expert.add(id);
    for (const id of sourcesOf(input)) ids.source.add(id);
  }
  for (const { input } of entries.position) {
    ids.expert.add(input.expert);
    ids.question.add(input.question);
    for (const statement of input.statements) ids.statement.add(statement);
    if (input.supersedes !== undefined) ids.position.add(input.supersedes);
  }
  return ids;
}

/** Who records, and when. */
export type Recorded = {
  readonly at: string;
  readonly by: string;
  /** False where whoever records may not publish: what does not say is a draft then, but for a position, which is refused. */
  readonly mayPublish?: boolean;
  /** What was asked for all that do not say, positions among it. */
  readonly status?: PublicState;
};

/**
 * The writes that make the store hold what the bundle says, or every rule it breaks. `stored` holds what `idsIn`
 * names, the scales of stored questions among it; `recorded` stands in where a record says not when, by whom or whether
 * it is public. A statement on which nothing but drafts rest here is a draft as they are.
 * `lacking` says which of the faults are references to what is not there, and to what, as "kind id".
 */
export function planImport(
  content: BundleContent,
  stored: Stored,
  recorded: Recorded,
): {
  plan: { readonly writes: readonly Write[]; readonly reason: string | null };
  violations: Violation[];
  lacking: ReadonlyMap<Violation, string>;
} {
  const { entries } = content;
  const planner = new Planner(stored, content, recorded);
  if (needsSupportScale(content, stored))
    planner.add('scale', toScale({ ...SUPPORT_SCALE, status: planner.otherwise }));
  planner.checkNames();
  for (const { input, place } of entries.scale) {
    planner.checkScale(place, input);
    planner.add('scale', toScale(planner.stated('scale', input, place)), place);
  }
  for (const { input, place } of entries.expert)
    planner.add('expert', toExpert(planner.stated('expert', input, place)), place);
  for (const { input, place } of entries.source)
    planner.add('source', toSource(planner.stated('source', input, place)), place);
  for (const { input, place } of entries.question) {
    const question = toQuestion(planner.stated('question', input, place));
    planner.find('scale', question.scale, `${place}/scale`);
    planner.keep(place, stored.question.get(input.id), question, ['scale']);
    planner.add('question', question, place);
  }
  for (const { input, place } of entries.statement) if (!planner.isFull) planner.addStatement(input, place);
  for (const { input, place } of supersededFirst(entries.position))
    if (!planner.isFull) planner.addPosition(input, place);
  return {
    plan: { writes: planner.writes, reason: content.reason },
    violations: planner.violations,
    lacking: planner.lacking,
  };
}

/** The default scale need not be written down: it comes with the first question that uses it. */
function needsSupportScale({ entries }: BundleContent, stored: Stored): boolean {
  const { id } = SUPPORT_SCALE;
  if (stored.scale.has(id) || entries.scale.some(({ input }) => input.id === id)) return false;
  return entries.question.some(({ input }) => input.scale === undefined || input.scale === id);
}

const MAX_NAMED = 5;

/** Ids in quotation marks; of many, the first. */
const named = (ids: readonly string[]): string => {
  const first = ids.slice(0, MAX_NAMED).map((id) => `"${id}"`);
  return ids.length > MAX_NAMED ? `${first.join(', ')} and others` : first.join(', ');
};

/** The plan as it grows: what is known so far, from the store and from the bundle, and what was found wrong. */
class Planner {
  readonly writes: Write[] = [];
  readonly violations: Violation[] = [];
  readonly lacking = new Map<Violation, string>();
  readonly stored: Stored;
  readonly #content: BundleContent;
  readonly #recorded: Recorded;
  readonly #evidence: ReadonlySet<string>;
  readonly #claimed = new Set<string>();
  #compared = 0;
  readonly #planned: { [K in Kind]: Map<string, Entities[K]> } = {
    scale: new Map(),
    expert: new Map(),
    source: new Map(),
    question: new Map(),
    statement: new Map(),
    position: new Map(),
  };

  constructor(stored: Stored, content: BundleContent, recorded: Recorded) {
    this.stored = stored;
    this.#content = content;
    this.#recorded = recorded;
    this.#evidence = evidenceOfDrafts(content, recorded.status ?? 'published');
  }

  /** The state of new records that do not say. */
  get otherwise(): PublicState {
    const { status, mayPublish = true } = this.#recorded;
    return status ?? (mayPublish ? 'published' : 'draft');
  }

  /** The input with the state that its record gets; what was public and is to be a draft is at fault. */
  stated<K extends Exclude<Kind, 'position'>>(kind: K, input: Inputs[K], place: string): Inputs[K] {
    const stored = this.stored[kind].get(input.id);
    if (input.status === 'draft' && stored !== undefined && isPublic(stored)) this.#mustStayPublic(place, stored);
    const rests = kind === 'statement' && this.#evidence.has(input.id);
    return { ...input, status: stateFor(input.status, stored, rests ? 'draft' : this.otherwise) };
  }

  #mustStayPublic(place: string, { id }: { readonly id: string }): void {
    this.fault(`${place}/status`, `cannot be "draft": "${id}" is public, and what was made public stays on record`);
  }

  /** True where there are so many faults that no more are looked for. */
  get isFull(): boolean {
    return this.violations.length >= INPUT_LIMITS.faults;
  }

  fault(pointer: string, message: string): Violation {
    const violation = { pointer, message };
    this.violations.push(violation);
    return violation;
  }

  /** Takes an id for the record at `place`; the second taker is at fault. */
  claim(kind: Kind, id: string, place: string): void {
    const key = `${kind} ${id}`;
    if (this.#claimed.has(key))
      this.fault(`${place}/id`, `"${id}" is taken already; every ${kind} needs an id of its own`);
    this.#claimed.add(key);
  }

  add<K extends Kind>(kind: K, record: Entities[K], place?: string): void {
    if (place !== undefined) this.claim(kind, record.id, place);
    this.#planned[kind].set(record.id, record);
    const expect = this.stored[kind].get(record.id)?.revision ?? 'absent';
    // The compiler does not follow that kind and record belong together through a type parameter.
    this.writes.push({ kind, record, expect } as Write);
  }

  /** The record with that id, as planned or stored; its absence is a fault at `pointer`. */
  find<K extends Kind>(kind: K, id: string, pointer: string): Entities[K] | undefined {
    const record = this.#at(kind, id);
    const key = `${kind} ${id}`;
    if (record === undefined && !this.#claimed.has(key) && !this.#content.broken.has(key)) {
      const message = `names the ${kind} "${id}", which is neither here nor stored${this.#meant(kind, id)}`;
      this.lacking.set(this.fault(pointer, message), key);
    }
    return record;
  }

  /** The record with that id, as planned or stored. */
  #at<K extends Kind>(kind: K, id: string): Entities[K] | undefined {
    // The compiler does not follow that a kind and its records belong together through a type parameter.
    return (this.#planned[kind].get(id) ?? this.stored[kind].get(id)) as Entities[K] | undefined;
  }

  /** Which id was meant, while there are not too many to compare. */
  #meant(kind: Kind, id: string): string {
    this.#compared += this.#planned[kind].size + this.stored[kind].size;
    if (this.#compared > INPUT_LIMITS.comparedNames) return '';
    return suggest(id, [...this.#planned[kind].keys(), ...this.stored[kind].keys()]);
  }

  /** Fields that stay as they are for ever, because others rest on them. */
  keep<F extends string>(
    place: string,
    before: { readonly [K in F]: string } | undefined,
    after: { readonly [K in F]: string },
    fields: readonly F[],
  ): void {
    for (const field of fields) {
      if (before === undefined || before[field] === after[field]) continue;
      this.fault(
        `${place}/${field}`,
        `cannot change from "${before[field]}" to "${after[field]}": use a new id instead`,
      );
    }
  }

  /** Ids and names that could pass for others. */
  checkNames(): void {
    const check = <K extends Kind>(kind: K): void => {
      for (const { input, place } of this.#content.entries[kind])
        for (const { field, message } of nameFaults(kind, input, this.stored[kind].get(input.id) as Entities[K]))
          this.fault(`${place}/${field}`, message);
    };
    for (const kind of KINDS) check(kind);
  }

  checkScale(place: string, scale: ScaleInput): void {
    for (const { field, message } of optionFaults(scale, this.stored.scale.get(scale.id)))
      this.fault(`${place}/${field}`, message);
    const seen = new Set<string>();
    scale.options.forEach((option, index) => {
      const { id } = option;
      const fault = roleFault(option);
      if (fault !== null) this.fault(`${place}/options/${index}/role`, fault);
      if (RESERVED_OPTION_IDS.includes(id))
        this.fault(`${place}/options/${index}/id`, `"${id}" is the name of a cell's state; use another id`);
      if (seen.has(id)) this.fault(`${place}/options/${index}/id`, `"${id}" occurs twice on this scale`);
      seen.add(id);
    });
    const lost = this.stored.scale.get(scale.id)?.options.filter(({ id }) => !seen.has(id)) ?? [];
    if (lost.length > 0) {
      const names = lost.map(({ id }) => `"${id}"`).join(', ');
      this.fault(`${place}/options`, `must keep the options the stored scale has: ${names}; or use a new scale id`);
    }
    this.#checkValues(place, scale);
  }

  /** An option of a public scale keeps its value: positions that hold it would say something else. */
  #checkValues(place: string, { id, options }: ScaleInput): void {
    const stored = this.stored.scale.get(id);
    if (stored === undefined || !isPublic(stored)) return;
    const values = new Map(stored.options.map((option) => [option.id, option.value]));
    options.forEach((option, index) => {
      const value = values.get(option.id);
      if (value !== undefined && value !== option.value)
        this.fault(
          `${place}/options/${index}/value`,
          `must stay ${value}: positions that hold "${option.id}" would say something else; add an option, or use a new scale id`,
        );
    });
  }

  addStatement(input: StatementInput, place: string): void {
    for (const { field, message } of statementFaults(input)) this.fault(`${place}/${field}`, message);
    const experts = expertsOf(input);
    const named = (kind: 'expert' | 'source', ids: readonly string[]) =>
      ids.flatMap((id, index) => {
        const isOne = input[kind] !== undefined && ids.length === 1;
        return this.find(kind, id, `${place}/${isOne ? kind : `${kind}s/${index}`}`) ?? [];
      });
    named('expert', experts);
    const sources = named('source', sourcesOf(input)) as readonly Entities['source'][];
    const [expert] = experts;
    if (expert !== undefined) this.keep(place, this.stored.statement.get(input.id), { expert }, ['expert']);
    if (expert === undefined || sources.length === 0 || sources.length < sourcesOf(input).length)
      this.claim('statement', input.id, place);
    else this.add('statement', toStatement(this.stated('statement', input, place), sources), place);
  }

  addPosition(input: PositionInput, place: string): void {
    const before = this.violations.length;
    this.find('expert', input.expert, `${place}/expert`);
    const question = this.find('question', input.question, `${place}/question`);
    const options = question && this.find('scale', question.scale, `${place}/question`)?.options.map(({ id }) => id);
    if (options !== undefined && !options.includes(input.option))
      this.fault(
        `${place}/option`,
        `"${input.option}" is no option of the scale "${question?.scale}"${suggest(input.option, options)}`,
      );
    const statements = input.statements.map((id, index) => {
      const statement = this.find('statement', id, `${place}/statements/${index}`);
      if (statement !== undefined && !statement.experts.includes(input.expert))
        this.fault(
          `${place}/statements/${index}`,
          `"${id}" is a statement of ${named(statement.experts)}, not of "${input.expert}"`,
        );
      return statement;
    });
    const stored = this.stored.position.get(input.id);
    this.keep(place, stored, input, ['expert', 'question']);
    const status = this.#statusOf(input, stored?.status);
    this.#checkStatus(place, input.id, status, stored?.status);
    if (input.supersedes !== undefined) this.#checkSuperseded({ ...input, status }, input.supersedes, place);
    this.claim('position', input.id, place);
    const known = statements.filter((statement) => statement !== undefined);
    if (this.violations.length > before || known.length < statements.length) return;
    const recorded = {
      at: stored?.recordedAt ?? this.#recorded.at,
      by: stored?.recordedBy ?? this.#recorded.by,
    };
    const position = toPosition({ ...input, status }, known, recorded);
    this.#checkDays(position, place);
    this.add('position', position);
  }

  #checkSuperseded(input: PositionInput, id: string, place: string): void {
    const at = `${place}/supersedes`;
    const found = this.#isToCome(id) ? null : this.find('position', id, at);
    if (found === undefined) return;
    const faults = found === null ? [CIRCULAR] : supersedesFaults(input, found, this.stored.position);
    for (const fault of faults) this.fault(at, fault);
  }

  /** Positions come behind those that they take the place of, but where this goes round in a circle. */
  #isToCome(id: string): boolean {
    if (this.#claimed.has(`position ${id}`) || this.stored.position.has(id)) return false;
    return this.#content.entries.position.some(({ input }) => input.id === id);
  }

  /** A position takes the place of none that is of a later day. */
  #checkDays({ saidOn, supersedes }: Position, place: string): void {
    const superseded = this.#at('position', supersedes ?? '');
    if (superseded !== undefined && dayOf(superseded.saidOn) > dayOf(saidOn))
      this.fault(`${place}/supersedes`, `names "${superseded.id}", which is of a later day: ${superseded.saidOn}`);
  }

  /** A position that does not say is published, unless drafts are asked for and it is none of the public's. */
  #statusOf({ status }: PositionInput, stored: PositionStatus | undefined): PositionStatus {
    if (status !== undefined) return status;
    return stored === undefined || stored === 'draft' ? (this.#recorded.status ?? 'published') : 'published';
  }

  #checkStatus(place: string, id: string, to: PositionStatus, from: PositionStatus | undefined): void {
    if (from === undefined) return;
    if (!mayBecome(from, to))
      this.fault(
        `${place}/status`,
        `cannot go from "${from}" to "${to}": what was made public stays on record; use a new id`,
      );
    else if (from !== to && to === 'retracted' && this.#content.reason === null)
      this.fault(`${place}/status`, `retracts "${id}", so the bundle needs a "reason" beside its lists`);
  }
}
