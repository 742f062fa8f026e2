/** Tables that are imported at the desk, a step at a time: brought, looked at, settled, tried, imported. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { FileTable } from '../../core/import/table/file-table.ts';
import { joinedTable } from '../../core/import/table/join.ts';
import { foldedReference } from '../../core/import/table/name-index.ts';
import { offeredMapping } from '../../core/import/table/offered-mapping.ts';
import { optionNamed } from '../../core/import/table/option-named.ts';
import type { NameToSettle, SettlingTable, SpellingToSettle } from '../../core/import/table/settling.ts';
import { lookAt, type TableLook } from '../../core/import/table/table-look.ts';
import {
  NOTHING_SAID,
  type SettledKind,
  UPLOAD_MS,
  type Upload,
  type UploadReading,
} from '../../core/import/table/upload.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Named, NearNames } from '../../core/records/near.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import { SUPPORT_SCALE } from '../../core/records/scale.ts';
import { Failure } from '../../core/values/errors.ts';
import { noPause, type Pause, runsOf } from '../slices.ts';
import { keyedTables } from './joined.ts';
import { takeInNames } from './known-names.ts';
import { getMapping } from './mappings.ts';

type Bringing = {
  readonly caller: Caller;
  readonly now: Date;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The id of a stored mapping to begin with; null for none. */
  readonly mapping: string | null;
};

/** Keeps a table until it is imported; answers its id. Fails with `not-found` where there is no such mapping. */
export async function bringTable(store: Store, { caller, now, name, bytes, mapping }: Bringing): Promise<string> {
  demand(caller, 'write');
  const begun = mapping === null ? {} : (await getMapping(store, caller, mapping)).mapping;
  const how = { ...NOTHING_SAID, mapping: begun };
  const endsAt = new Date(now.getTime() + UPLOAD_MS).toISOString();
  return store.uploads.add({ key: caller.key ?? '', name, how, endsAt }, bytes, now);
}

/** A table that the caller brought. Fails with `not-found` where it is somebody else's, or has ended. */
export async function getUpload(store: Store, caller: Caller, id: string, now: Date): Promise<Upload> {
  demand(caller, 'write');
  const upload = await store.uploads.find(id);
  if (upload !== null && upload.key === caller.key && upload.endsAt > now.toISOString()) return upload;
  throw new Failure('not-found', 'there is no such table any more: it is kept for eight hours; bring it again');
}

/** Says how it is to be read from now on. Fails as `getUpload` does. */
export async function keepReading(
  store: Store,
  caller: Caller,
  id: string,
  how: UploadReading,
  now: Date,
): Promise<void> {
  await getUpload(store, caller, id, now);
  await store.uploads.keep(id, how);
}

/** Says what came of it, and forgets its bytes. Fails as `getUpload` does. */
export async function finishUpload(
  store: Store,
  caller: Caller,
  id: string,
  how: UploadReading,
  now: Date,
): Promise<void> {
  await getUpload(store, caller, id, now);
  await store.uploads.finish(id, how);
}

/** The tables that the caller has brought, the last one first. */
export async function listUploads(store: Store, caller: Caller, now: Date): Promise<readonly Upload[]> {
  demand(caller, 'write');
  return store.uploads.ofKey(caller.key ?? '', now);
}

type Opening = {
  /** Opens the table, each time anew. */
  readonly open: () => FileTable;
  /** Opens one that its mapping joins. */
  readonly openOther: (file: string) => FileTable | Promise<FileTable>;
};

/** Looks at all of a table beside what is stored. Fails as the reading of the table does. */
export async function lookAtTable(
  store: Store,
  caller: Caller,
  { open, openOther }: Opening,
  { mapping: said, scale }: UploadReading,
  pause: Pause = noPause,
): Promise<SettlingTable> {
  demand(caller, 'write');
  const others = await keyedTables(said.join ?? [], openOther);
  const openJoined = () => joinedTable(open(), others);
  const mapping = await offeredMapping(openJoined, said, pause);
  const look = await lookAt(openJoined(), mapping, pause);
  const near = {
    expert: await nearNames(store, 'expert', { look, settled: mapping.experts, pause }),
    question: await nearNames(store, 'question', { look, settled: mapping.questions, pause }),
  };
  const optionsOf = await scalesOf(store, near.question.stored, {
    ...{ look, meant: mapping.questions, made: scale ?? SUPPORT_SCALE.id },
  });
  return {
    ...{ ...look, mapping },
    toSettle: look.spellings.map(({ text, rows, questions }) => settledBy({ text, rows }, optionsOf(questions))),
    nearNames: { expert: near.expert.names, question: near.question.names },
  };
}

type OptionsByScale = ReadonlyMap<string, readonly ScaleOption[]>;

function settledBy({ text, rows }: Pick<SpellingToSettle, 'text' | 'rows'>, byScale: OptionsByScale): SpellingToSettle {
  const named = [...byScale.values()].map((options) => optionNamed(text, options));
  const [option = null] = named;
  const options = new Map([...byScale.values()].flat().map((it) => [it.id, it]));
  return { text, rows, option: named.includes(undefined) ? null : option, options: [...options.values()] };
}

type Scaling = {
  readonly look: TableLook;
  /** Which question is meant by a title, as somebody said. */
  readonly meant: { readonly [name: string]: string } | undefined;
  /** The scale of questions that are made. */
  readonly made: string;
};

/** The scales of some questions as the table names them, with their options: of those that are stored, and of those that are made. */
async function scalesOf(
  store: Store,
  stored: readonly Named[],
  { look, meant = {}, made }: Scaling,
): Promise<(questions: readonly string[]) => OptionsByScale> {
  const idOf = new Map(stored.flatMap(({ id, names }) => [...names, id].map((name) => [foldedReference(name), id])));
  for (const [name, id] of Object.entries(meant)) idOf.set(foldedReference(name), idOf.get(foldedReference(id)) ?? id);
  const ids = look.names.question.flatMap(({ text }) => idOf.get(foldedReference(text)) ?? []);
  const scaleOf = new Map((await store.getMany('question', ids)).map(({ id, scale }) => [id, scale]));
  const scales = await store.getMany('scale', [...new Set([made, ...scaleOf.values()])]);
  const options = new Map([SUPPORT_SCALE, ...scales].map((it) => [it.id, it.options]));
  return (questions) => {
    const of = questions.map((text) => scaleOf.get(idOf.get(foldedReference(text)) ?? '') ?? made);
    return new Map([...new Set(of)].map((scale) => [scale, options.get(scale) ?? []]));
  };
}

/** So many names are compared with the others before somebody else has a turn. */
const NAMES_OF_A_TURN = 50;

type Nearing = {
  readonly look: TableLook;
  readonly settled: { readonly [name: string]: string } | undefined;
  readonly pause: Pause;
};

/** Names that nothing stored has, and that are near one that something has, or that stands further up in the table. */
async function nearNames(
  store: Store,
  kind: SettledKind,
  { look, settled = {}, pause }: Nearing,
): Promise<{ readonly stored: readonly Named[]; readonly names: readonly NameToSettle[] }> {
  const near = new NearNames(kind);
  const stored = await takeInNames(store, kind, (some) => some.forEach((named) => near.add(named)), pause);
  const known = new Set(stored.flatMap((it) => [it.id, ...it.names].map(foldedReference)));
  const meant = new Set(Object.keys(settled).map(foldedReference));
  const names: NameToSettle[] = [];
  for (const some of runsOf(look.names[kind], NAMES_OF_A_TURN)) {
    for (const { text } of some) {
      const folded = foldedReference(text);
      if (known.has(folded)) continue;
      known.add(folded);
      const like = near.near({ id: text, names: [text] });
      if (!meant.has(folded)) near.add({ id: text, names: [text] });
      if (like.length > 0) names.push({ text, near: like });
    }
    await pause();
  }
  return { stored, names };
}
