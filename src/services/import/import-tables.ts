/** Import of coded positions from tables: rows of any number, all of them or none. */
import { demand } from '../../core/access/caller.ts';
import { contentOf, readInput } from '../../core/import/bundle/bundle.ts';
import { partOfContent } from '../../core/import/content-part.ts';
import type { FileTable } from '../../core/import/table/file-table.ts';
import { joinedTable } from '../../core/import/table/join.ts';
import { type FreshNames, KnownNames } from '../../core/import/table/known-names.ts';
import { type Mapping, readMapping } from '../../core/import/table/mapping.ts';
import { membershipPart } from '../../core/import/table/part.ts';
import type { LeftOutCount } from '../../core/import/table/session.ts';
import { MAPPING_AT, SCALE_AT, TableSession, type TableSessionOptions } from '../../core/import/table/session.ts';
import { partsOf, partsOfRest } from '../../core/import/table/table.ts';
import { Trial } from '../../core/import/trial.ts';
import type { Store } from '../../core/ports/store.ts';
import { NAMED_KINDS, type NamedKind } from '../../core/records/near.ts';
import type { ScaleInput } from '../../core/records/scale.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { suggest } from '../../core/values/validation.ts';
import { NO_IDS, type WritePart } from '../../core/writing/grounds.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import { noPause, type Pause } from '../slices.ts';
import { importCommit, recordedFor, reportedFor } from './drafts-asked-for.ts';
import type { ImportCommit } from './import.ts';
import { keyedTables } from './joined.ts';
import { takeInNames } from './known-names.ts';
import { missingRows, retractionOf } from './missing-rows.ts';
import { storedRows } from './stored-rows.ts';

export type TableOptions = {
  readonly create: boolean;
  /** Make also those whose names are near others. */
  readonly isNew?: boolean;
  /** Of these names those that are near others, too. */
  readonly fresh?: FreshNames;
  /** Of these kinds those that are near others, too. */
  readonly freshKinds?: readonly NamedKind[];
  /** Retract what is published on the questions and from the sources of the tables, and is none of their rows. */
  readonly retractMissing?: boolean;
  /** The scale of questions that are made: the id of one that is stored, or one to be stored, as in a bundle. */
  readonly scale?: { readonly id: string } | { readonly written: unknown };
  readonly mapping?: TableMapping;
};

export type TableMapping = {
  /** As it was written; its faults are told at `/mapping`, those of a scale at `/scale`. */
  readonly written: unknown;
  /** Another table, as the mapping names it. */
  readonly open: (file: string) => FileTable | Promise<FileTable>;
};

/** `alone`: nobody else waits for this process; otherwise they have their turns by `pause`. */
export type TablesRecorded = ImportCommit & {
  readonly reason: string | null;
  readonly alone?: boolean;
  readonly pause?: Pause;
};

export type TableReport = {
  readonly report: ImportReport;
  readonly rows: number;
  /** True where a row may become several positions, of which each is left out by itself. */
  readonly isWide: boolean;
  readonly leftOut: readonly LeftOutCount[];
};

/**
 * Writes all rows of all tables or nothing. Fails with `invalid` and every fault, the first of them at their places, and
 * as `Store.write` does.
 */
export async function importTables(
  store: Store,
  tables: readonly FileTable[],
  options: TableOptions,
  recorded: TablesRecorded,
): Promise<TableReport> {
  const { caller, at, reason, alone = false, pause = noPause, dryRun = false } = recorded;
  const trial = dryRun ? new Trial() : null;
  demand(caller, 'write');
  const { coding, scale, since } = await begin(store, options, pause);
  const { mapping } = options;
  const others = mapping === undefined ? [] : await keyedTables(coding.options.mapping?.join ?? [], mapping.open);
  const by = { at, ...recordedFor(recorded), reason };
  async function* parts(): AsyncGenerator<WritePart> {
    if (coding.options.near !== null) yield* namedSince(coding.options.near, since);
    if (scale !== null)
      yield partOfContent(contentOf('scale', scale, reason), by, (them) => coding.faults.add(them.map(atScale)));
    for (const table of tables) {
      try {
        yield* partsOf(joinedTable(table, others), coding, by);
      } catch (error) {
        // A table that cannot be read to its end; the next may have faults of its own.
        if (!(error instanceof Failure) || error.kind !== 'invalid' || error.violations.length === 0) throw error;
        if (coding.faults.isFull) throw error;
        coding.faults.add(error.violations);
      }
    }
    yield* partsOfRest(coding, by, pause);
    yield membershipPart(coding);
    yield* coding.texts.parts(caller.name, (violation) => coding.faults.add([violation]));
    yield* missing();
    yield end(coding);
  }
  async function* missing(): AsyncGenerator<WritePart> {
    if (trial === null && options.retractMissing !== true) return;
    for await (const some of missingRows(store, coding.known, pause)) {
      for (const position of some) trial?.noteMissing(position);
      if (options.retractMissing === true && some.length > 0) yield retractionOf(some);
    }
  }
  const told = trial === null ? parts() : watched(parts(), trial);
  const written = store.write({ ...importCommit(recorded, recorded), alone }, told);
  const applied = await reportedFor(recorded, written).catch((error: unknown) => {
    throw named(error);
  });
  const report = trial === null ? applied.report : { ...applied.report, trial: trial.found };
  return { report, rows: coding.rows, isWide: isWide(coding), leftOut: coding.leftOut };
}

const isWide = ({ options: { mapping } }: TableSession): boolean =>
  (mapping?.rows ?? []).some((row, index) => index > 0 || row.forEach !== null);

/** The parts, with what they would write told. */
async function* watched(parts: AsyncIterable<WritePart>, trial: Trial): AsyncGenerator<WritePart> {
  for await (const part of parts)
    yield {
      // What a part rests on may be known only when those before it have been planned.
      get ids() {
        return part.ids;
      },
      ...(part.names !== undefined && { names: part.names }),
      ...(part.texts !== undefined && { texts: part.texts }),
      ...(part.located !== undefined && { located: part.located }),
      plan: (grounds) => {
        const acts = part.plan(grounds);
        trial.note(acts, grounds.stored);
        return acts;
      },
    };
}

/** What others have named since the names were read is taken in within the write. */
const namedSince = (known: KnownNames, since: number): readonly WritePart[] =>
  NAMED_KINDS.map((kind) => ({
    ids: NO_IDS,
    names: { kind, since },
    plan: ({ named }) => {
      known.add(kind, named);
      return [];
    },
  }));

/** When all rows have been looked at: where one of them has a fault, none is written. */
const end = (coding: TableSession): WritePart => ({
  ids: NO_IDS,
  plan: () => {
    if (coding.faults.count > 0) throw coding.faults.refusal();
    return [];
  },
});

/** What is the same for all rows; `since` is the revision before the names were read. Fails with `invalid` where the mapping or the scale cannot be used. */
async function begin(
  store: Store,
  { create, isNew = false, fresh = {}, freshKinds = [], retractMissing = false, scale, mapping }: TableOptions,
  pause: Pause,
): Promise<{ coding: TableSession; scale: ScaleInput | null; since: number }> {
  const violations: Violation[] = [];
  const map = mapping === undefined ? null : readMapping(mapping.written, MAPPING_AT);
  if (map?.ok === false) violations.push(...map.violations);
  let written: ScaleInput | null = null;
  if (scale !== undefined && 'written' in scale) {
    const read = readInput('scale', scale.written);
    if (read.ok) written = read.value;
    else violations.push(...read.violations.map(atScale));
  }
  if (scale !== undefined && 'id' in scale) violations.push(...(await unknownScale(store, scale.id)));
  if (violations.length > 0) {
    const [first] = violations;
    throw new Failure(
      'invalid',
      `the ${first?.pointer?.startsWith(MAPPING_AT) ? 'mapping' : 'scale'} cannot be used; nothing was imported`,
      violations,
    );
  }
  const id = scale === undefined ? null : 'id' in scale ? scale.id : (written?.id ?? null);
  const since = await store.revision();
  const near = create && !isNew ? await knownNames(store, new KnownNames(fresh, freshKinds), pause) : null;
  const options: TableSessionOptions = {
    ...{ create, retractMissing, scale: id, near, stored: storedRows(store) },
    mapping: map?.ok === true ? (map.value as Mapping) : null,
  };
  return { coding: new TableSession(options), scale: written, since };
}

async function knownNames(store: Store, known: KnownNames, pause: Pause): Promise<KnownNames> {
  for (const kind of NAMED_KINDS) await takeInNames(store, kind, (some) => known.add(kind, some), pause);
  return known;
}

const atScale = (violation: Violation): Violation => ({
  ...violation,
  pointer: `${SCALE_AT}${violation.pointer ?? ''}`,
});

async function unknownScale(store: Store, id: string): Promise<Violation[]> {
  if ((await store.get('scale', id)) !== null) return [];
  return [{ parameter: 'scale', message: `"${id}" is not stored${suggest(id, await store.ids('scale'))}` }];
}

/** A reason is given beside a table, and not in it. */
function named(error: unknown): unknown {
  if (!(error instanceof Failure)) return error;
  const violations = error.violations.map(
    ({ pointer, ...violation }): Violation =>
      pointer === '/reason'
        ? { ...violation, parameter: 'reason' }
        : { ...violation, ...(pointer !== undefined && { pointer }) },
  );
  return new Failure(error.kind, error.message, violations, { cause: error.cause });
}
