/** A plan of writes as it grows: what every kind of record is looked at for, and what is known of the others. */
import type { Entities, Kind } from '../records/kinds.ts';
import { KINDS } from '../records/kinds.ts';
import type { PositionStatus } from '../records/position.ts';
import { isPublic, type PublicState, stateFor } from '../records/public-state.ts';
import type { Violation } from '../values/errors.ts';
import { INPUT_LIMITS } from '../values/input-limits.ts';
import { suggest } from '../values/validation.ts';
import type { Stored } from '../writing/grounds.ts';
import type { Write } from '../writing/plan.ts';
import type { BundleContent, Inputs } from './bundle/bundle.ts';
import { evidenceOfDrafts } from './evidence-of-drafts.ts';
import { nameFaults } from './name-faults.ts';

/** Who records, and when. */
export type Recorded = {
  readonly at: string;
  readonly by: string;
  /** False where whoever records may not publish: what does not say is a draft then, but for a position, which is refused. */
  readonly mayPublish?: boolean;
  /** What was asked for all that do not say, positions among it. */
  readonly status?: PublicState;
  /** True where drafts were asked for: what is new is a draft, also where it says that it is published. */
  readonly drafts?: boolean;
};

/** The plan as it grows: what is known so far, from the store and from the bundle, and what was found wrong. */
export class Planner {
  readonly writes: Write[] = [];
  readonly violations: Violation[] = [];
  readonly lacking = new Map<Violation, string>();
  readonly stored: Stored;
  readonly content: BundleContent;
  readonly recorded: Recorded;
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
    this.content = content;
    this.recorded = recorded;
    this.#evidence = evidenceOfDrafts(content, recorded.status ?? 'published');
  }

  /** The state of new records that do not say. */
  get otherwise(): PublicState {
    const { status, mayPublish = true } = this.recorded;
    return status ?? (mayPublish ? 'published' : 'draft');
  }

  /** The state that an input says, as far as it counts: where drafts are asked for, none makes anything public. */
  said<S extends PositionStatus>(status: S | undefined): S | undefined {
    return this.recorded.drafts === true && status === 'published' ? undefined : status;
  }

  /** The input with the state that its record gets; what was public and is to be a draft is at fault. */
  stated<K extends Exclude<Kind, 'position'>>(kind: K, input: Inputs[K], place: string): Inputs[K] {
    const stored = this.stored[kind].get(input.id);
    if (input.status === 'draft' && stored !== undefined && isPublic(stored)) this.#mustStayPublic(place, stored);
    const rests = kind === 'statement' && this.#evidence.has(input.id);
    return { ...input, status: stateFor(this.said(input.status), stored, rests ? 'draft' : this.otherwise) };
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
    if (this.isClaimed(kind, id))
      this.fault(`${place}/id`, `"${id}" is taken already; every ${kind} needs an id of its own`);
    this.#claimed.add(key);
  }

  isClaimed(kind: Kind, id: string): boolean {
    return this.#claimed.has(`${kind} ${id}`);
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
    const record = this.at(kind, id);
    const key = `${kind} ${id}`;
    if (record === undefined && !this.isClaimed(kind, id) && !this.content.broken.has(key)) {
      const message = `names the ${kind} "${id}", which is neither here nor stored${this.#meant(kind, id)}`;
      this.lacking.set(this.fault(pointer, message), key);
    }
    return record;
  }

  /** The record with that id, as planned or stored. */
  at<K extends Kind>(kind: K, id: string): Entities[K] | undefined {
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
      for (const { input, place } of this.content.entries[kind])
        for (const { field, message } of nameFaults(kind, input, this.stored[kind].get(input.id) as Entities[K]))
          this.fault(`${place}/${field}`, message);
    };
    for (const kind of KINDS) check(kind);
  }
}
