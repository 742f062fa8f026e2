/** Tables that are imported at the desk, a step at a time: brought, looked at, settled, tried, imported. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { FileTable } from '../../core/import/table/file-table.ts';
import { foldedReference } from '../../core/import/table/name-index.ts';
import { lookAt, type TableLook } from '../../core/import/table/table-look.ts';
import {
  NOTHING_SAID,
  type SettledKind,
  UPLOAD_MS,
  type Upload,
  type UploadReading,
} from '../../core/import/table/upload.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Near, NearNames } from '../../core/records/near.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import { SUPPORT_SCALE } from '../../core/records/scale.ts';
import { Failure } from '../../core/values/errors.ts';
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

/** A spelling in the column of options, and what it is by itself; null where somebody must say it. */
export type SpellingToSettle = { readonly text: string; readonly rows: number; readonly option: ScaleOption | null };
/** A name that may be another spelling of one that is known. */
export type NameToSettle = { readonly text: string; readonly near: readonly Near[] };

/** What a table looks like, and what is to be settled before it is imported. */
export type SettlingTable = TableLook & {
  readonly options: readonly ScaleOption[];
  readonly toSettle: readonly SpellingToSettle[];
  readonly nearNames: { readonly [K in SettledKind]: readonly NameToSettle[] };
};

/** Looks at all of a table beside what is stored. Fails as the reading of the table does. */
export async function lookAtTable(
  store: Store,
  caller: Caller,
  table: FileTable,
  { mapping, scale }: UploadReading,
): Promise<SettlingTable> {
  demand(caller, 'write');
  const look = await lookAt(table, mapping);
  const options = await optionsFor(store, look, scale ?? SUPPORT_SCALE.id);
  const byName = new Map(
    options.flatMap((option) => [[foldedReference(option.label), option] as const, [option.id, option] as const]),
  );
  return {
    ...look,
    options,
    toSettle: look.spellings.map(({ text, rows }) => ({
      ...{ text, rows, option: byName.get(text.toLowerCase()) ?? byName.get(foldedReference(text)) ?? null },
    })),
    nearNames: {
      expert: await nearNames(store, 'expert', look, mapping.experts),
      question: await nearNames(store, 'question', look, mapping.questions),
    },
  };
}

/** The options of the questions that the table names and that are stored, and of the scale of those that are made. */
async function optionsFor(store: Store, { names }: TableLook, made: string): Promise<ScaleOption[]> {
  const wanted = new Set(names.question.map(({ text }) => foldedReference(text)));
  const ids = (await store.names('question'))
    .filter(({ id, names: known }) => [id, ...known].some((name) => wanted.has(foldedReference(name))))
    .map(({ id }) => id);
  const stored = await store.getMany('question', ids);
  const scales = await store.getMany('scale', [...new Set([made, ...stored.map(({ scale }) => scale)])]);
  const all = scales.some(({ id }) => id === made) || made !== SUPPORT_SCALE.id ? scales : [SUPPORT_SCALE, ...scales];
  const options = all.flatMap((scale) => scale.options);
  return [...new Map(options.map((option) => [option.id, option])).values()];
}

/** Names that nothing stored has, and that are near one that something has, or that stands further up in the table. */
async function nearNames(
  store: Store,
  kind: SettledKind,
  { names }: TableLook,
  settled: { readonly [name: string]: string } = {},
): Promise<NameToSettle[]> {
  const stored = await store.names(kind);
  const known = new Set(stored.flatMap((it) => [it.id, ...it.names].map(foldedReference)));
  const meant = new Set(Object.keys(settled).map(foldedReference));
  const near = new NearNames(kind, stored);
  return names[kind].flatMap(({ text }) => {
    const folded = foldedReference(text);
    if (known.has(folded)) return [];
    known.add(folded);
    const like = near.near({ id: text, names: [text] });
    if (!meant.has(folded)) near.add({ id: text, names: [text] });
    return like.length === 0 ? [] : [{ text, near: like }];
  });
}
