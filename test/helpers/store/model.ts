/**
 * A store as a few maps and a list, which follows the rules of writing word by word and as slowly as they come: what a
 * real one must show after the same acts.
 */

import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import type { AnyRecord, Commit, Write, WriteAct } from '../../../src/core/writing/plan.ts';

type Fields = { readonly id: string; readonly revision: number; readonly [field: string]: unknown };

export type ModelEntry = {
  readonly seq: number;
  readonly action: string;
  readonly entity: Kind;
  readonly id: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
};

/** Why acts are refused, by the kind of failure. */
export class Refused extends Error {}

const REFERENCES: readonly (readonly [by: Kind, field: string, to: Kind])[] = [
  ['question', 'scale', 'scale'],
  ['statement', 'expert', 'expert'],
  ['statement', 'experts', 'expert'],
  ['statement', 'source', 'source'],
  ['statement', 'sources', 'source'],
  ['position', 'expert', 'expert'],
  ['position', 'question', 'question'],
  ['position', 'statements', 'statement'],
  ['position', 'supersedes', 'position'],
];

export class Model {
  records = new Map<string, { readonly kind: Kind; readonly fields: Fields }>();
  log: ModelEntry[] = [];
  /** From `kind old` to the new id. */
  redirects = new Map<string, string>();
  #commit: Commit = { actor: '', mayPublish: false, reason: null };
  #begin = 0;

  /** All acts, or none where one is refused. Fails with `Refused`. */
  apply(commit: Commit, acts: readonly WriteAct[]): void {
    const before = { records: new Map(this.records), log: [...this.log], redirects: new Map(this.redirects) };
    this.#commit = commit;
    this.#begin = this.log.length;
    try {
      for (const act of acts) this.#do(act);
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }

  all(kind: Kind): Fields[] {
    return [...this.records.values()].flatMap((it) => (it.kind === kind ? [it.fields] : [])).sort(byId);
  }

  get(kind: Kind, id: string): Fields | null {
    return this.records.get(`${kind} ${id}`)?.fields ?? null;
  }

  #do(act: WriteAct): void {
    if (act.act === 'rename') this.#rename(act.kind, act.id, act.to, act.expect);
    else if (act.act === 'remove') this.#remove(act.kind, act.id, act.expect);
    else if (act.act === 'merge') this.#merge(act.kind, act.id, act.into, act.expect);
    else this.#write(act);
  }

  #write({ kind, record, expect }: Write): void {
    const before = this.get(kind, record.id);
    const isMine = before !== null && before.revision > this.#begin;
    const isGivenUp = before === null && this.redirects.has(`${kind} ${record.id}`);
    if (typeof expect !== 'number' && (isGivenUp || (!isMine && before !== null && expect === 'absent')))
      throw new Refused('conflict');
    if (!isMine && typeof expect === 'number') this.#expect(before, expect);
    this.#put(kind, fieldsOf(record), before, null);
  }

  #put(kind: Kind, written: Fields, before: Fields | null, as: string | null): void {
    if (kind === 'position' && isPublic(written)) this.#publishSuperseded(written);
    const fields = this.#dated(kind, written, before);
    if (before !== null && same(before, fields)) return;
    if (kind === 'statement' && before !== null) {
      const resting = this.#restingOn(before.id);
      const signs = (expert: unknown) => [fields.experts].flat().includes(expert);
      if (as === null && !resting.every(({ expert }) => signs(expert))) throw new Refused('conflict');
    }
    const action = as ?? actionOf(before, fields);
    const after = { ...fields, revision: this.log.length + 1 };
    this.#append(action, kind, before, after);
    if (before !== null) this.records.delete(`${kind} ${before.id}`);
    this.records.set(`${kind} ${after.id}`, { kind, fields: after });
    if (before === null) return;
    if (kind === 'source')
      for (const statement of this.all('statement').filter((it) => [it.sources].flat().includes(after.id)))
        this.#put('statement', statement, statement, null);
    if (kind === 'statement')
      for (const position of this.#restingOn(after.id)) this.#put('position', position, position, null);
  }

  /** What is public names no draft: of these plans only positions are. */
  #publishSuperseded({ supersedes }: Fields): void {
    const superseded = this.get('position', String(supersedes));
    if (superseded !== null && !isPublic(superseded))
      this.#put('position', { ...superseded, status: 'published' }, superseded, null);
  }

  #append(action: string, entity: Kind, before: Fields | null, after: Fields | null): void {
    if (entity === 'position') {
      const [from, to] = [before?.status, after?.status];
      const isBack = (from === 'published' && to === 'draft') || (from === 'retracted' && to !== from);
      if (before !== null && after !== null && (isBack || (from === 'draft' && to === 'retracted')))
        throw new Refused('conflict');
    }
    if (!isPublic(before) && isPublic(after)) this.#requirePublishing(false);
    const isFollowed = entity === 'position' && action !== 'publish';
    if (isPublic(before) && (isFollowed || isCorrected(action, entity, before, after))) this.#requirePublishing(true);
    this.log.push({ seq: this.log.length + 1, action, entity, id: (after ?? before)?.id ?? '', before, after });
  }

  #requirePublishing(withReason: boolean): void {
    if (!this.#commit.mayPublish) throw new Refused('forbidden');
    if (withReason && this.#commit.reason === null) throw new Refused('invalid');
  }

  #rename(kind: Kind, id: string, to: string, expect: number): void {
    const before = this.get(kind, id);
    this.#expect(before, expect);
    const led = this.redirects.get(`${kind} ${to}`);
    if (this.get(kind, to) !== null || (led !== undefined && led !== id)) throw new Refused('conflict');
    this.redirects.delete(`${kind} ${to}`);
    this.#lead(kind, id, to);
    this.#put(kind, { ...fieldsOf(before), id: to }, before, 'rename');
    this.#follow(kind, id, to);
  }

  /** The one record is given up for the other, which stays as it is. Of these plans only positions are drafts, and none is merged. */
  #merge(kind: Kind, id: string, into: string, expect: number): void {
    const before = this.get(kind, id);
    this.#expect(before, expect);
    this.#lead(kind, id, into);
    this.records.delete(`${kind} ${id}`);
    const after = { ...fieldsOf(this.get(kind, into)), revision: this.log.length + 1 };
    this.#append('rename', kind, before, after);
    this.records.set(`${kind} ${into}`, { kind, fields: after });
    this.#follow(kind, id, into);
  }

  #lead(kind: Kind, id: string, to: string): void {
    for (const [old, now] of this.redirects) if (old.startsWith(`${kind} `) && now === id) this.redirects.set(old, to);
    this.redirects.set(`${kind} ${id}`, to);
  }

  /** All that name the one name the other since, each of them once; what gets another day by that says something else. */
  #follow(kind: Kind, id: string, to: string): void {
    for (const by of KINDS) {
      const fields = REFERENCES.filter(([of, , named]) => of === by && named === kind).map(([, field]) => field);
      for (const record of this.all(by).filter((it) => fields.some((field) => [it[field]].flat().includes(id)))) {
        const anew = fields.map((field) => [field, replaced(record[field], id, to)]);
        const following = { ...record, ...Object.fromEntries(anew) };
        const isRedated = by === 'statement' && this.#dated(by, following, record).saidOn !== record.saidOn;
        this.#put(by, following, record, isRedated ? null : 'rename');
      }
    }
  }

  #remove(kind: Kind, id: string, expect: number): void {
    const before = this.get(kind, id);
    this.#expect(before, expect);
    if (kind === 'position' && isPublic(before)) throw new Refused('conflict');
    for (const [by, field] of REFERENCES.filter(([, , named]) => named === kind))
      if (this.all(by).some((it) => [it[field]].flat().includes(id))) throw new Refused('conflict');
    this.#append('delete', kind, before, null);
    this.records.delete(`${kind} ${id}`);
  }

  #expect(before: Fields | null, expect: number): void {
    if (before === null) throw new Refused('not-found');
    if (before.revision !== expect) throw new Refused('stale');
  }

  #publishedOn({ sources }: Fields): string | undefined {
    const days = [sources].flat().map((id) => String(this.get('source', String(id))?.publishedOn));
    return days.sort(compare)[0];
  }

  #restingOn(statement: string): Fields[] {
    return this.all('position').filter((it) => [it.statements].flat().includes(statement));
  }

  /** A statement without a day of its own has that of its first publication; a position that of its latest statement. */
  #dated(kind: Kind, fields: Fields, before: Fields | null): Fields {
    if (kind === 'statement' && fields.saidOnFrom === 'source') return { ...fields, saidOn: this.#publishedOn(fields) };
    if (kind !== 'position') return fields;
    const cited = [fields.statements].flat().flatMap((id) => this.get('statement', String(id)) ?? []);
    const time = (statement: Fields): string => String(statement.saidAt ?? '');
    const [latest] = cited.sort(
      (a, b) => compare(dayOf(b), dayOf(a)) || compare(time(b), time(a)) || compare(a.id, b.id),
    );
    const recordedSeq = before?.recordedSeq ?? this.log.length + 1;
    return { ...fields, saidOn: latest?.saidOn, saidOnFrom: latest?.saidOnFrom, saidAt: latest?.saidAt, recordedSeq };
  }
}

const fieldsOf = (record: AnyRecord['record'] | Fields | null): Fields => ({ id: '', revision: 0, ...record });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: Fields, b: Fields): number => compare(a.id, b.id);
/** The plans of this model have whole days only. */
const dayOf = (statement: Fields): string => String(statement.saidOn);
/** Of these plans only positions are drafts; what has no status is public. */
const isPublic = (fields: Fields | null): boolean => fields !== null && fields.status !== 'draft';

/** What leads to a record and says nothing of it. */
const LEADING: { readonly [kind: string]: readonly string[] } = {
  expert: ['aliases', 'links'],
  question: ['aliases', 'topics'],
};

/** Does it say something else, under another id, or nothing any more? */
function isCorrected(action: string, kind: Kind, before: Fields | null, after: Fields | null): boolean {
  if (before === null || after === null || before.id !== after.id) return true;
  const told = (fields: Fields) => ({
    ...fields,
    ...Object.fromEntries((LEADING[kind] ?? []).map((field) => [field, null])),
  });
  return action !== 'rename' && !same(told(before), told(after));
}

const replaced = (held: unknown, from: string, to: string): unknown =>
  Array.isArray(held) ? [...new Set(held.map((it) => replaced(it, from, to)))] : held === from ? to : held;

const same = (a: Fields, b: Fields): boolean => canonical(a) === canonical(b);
const canonical = ({ revision: _, ...fields }: Fields): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => compare(a, b)));

function actionOf(before: Fields | null, after: Fields): string {
  if (before === null) return 'create';
  if (before.status === after.status) return 'update';
  return after.status === 'retracted' ? 'retract' : 'publish';
}

/** Every record of the model, for comparison. */
export const everyRecord = (model: Model): { readonly [K in Kind]?: Fields[] } =>
  Object.fromEntries(KINDS.map((kind) => [kind, model.all(kind)]));
