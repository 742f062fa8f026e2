/** /desk/import: a table is brought, looked at, settled, tried, and imported. Each step is a form, and needs no script. */
import { isDeepStrictEqual } from 'node:util';
import { Type } from 'typebox';
import { type Caller, mayAlone } from '../../../core/access/caller.ts';
import type { FileTable } from '../../../core/import/table/file-table.ts';
import { writtenMapping } from '../../../core/import/table/mapping.ts';
import type { WrittenMapping } from '../../../core/import/table/mapping-schema.ts';
import { MAPPING_AT } from '../../../core/import/table/session.ts';
import type { SettlingTable } from '../../../core/import/table/settling.ts';
import type { Upload, UploadReading } from '../../../core/import/table/upload.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, Record } from '../../../core/values/schema.ts';
import { TABLE_FORMATS } from '../../../intake/formats.ts';
import { IMPORT, importPage, uploadPath } from '../../../pages/desk/import.ts';
import { importDonePage } from '../../../pages/desk/import-done.ts';
import { type ImportWork, importTablePage, type Tried } from '../../../pages/desk/import-table.ts';
import { importTables, type TableReport } from '../../../services/import/import-tables.ts';
import { listMappings, saveMapping } from '../../../services/import/mappings.ts';
import {
  bringTable,
  finishUpload,
  getUpload,
  keepReading,
  listUploads,
  lookAtTable,
} from '../../../services/import/uploads.ts';
import type { DeskAnswer } from '../../answering/desk-pages.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { withLittleGarbage } from '../../old-generation.ts';
import { IdParam } from '../../parameters.ts';
import type { Form } from '../../plugins/forms.ts';
import { wrongParameter } from '../../problems/problems.ts';
import { pauseOfWriters } from '../../streaming/fair-turns.ts';
import type { TypedRequest } from '../../typed-request.ts';
import { uploadedTable, uploadFormat } from '../../writing/uploaded-table.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk, given } from './forms.ts';
import { readingIn } from './import-reading.ts';

/** A larger table is imported over the API or at the command line. */
const MAX_MEGABYTES = 16;
const MAX_TABLE_BYTES = MAX_MEGABYTES * 1024 * 1024;
/** Beside the table a form has its other fields. */
const MAX_FORM_BYTES = MAX_TABLE_BYTES + 64 * 1024;
/** The form of a table with a column for each of some hundred questions names each of them several times. */
const MAX_READING_BYTES = 4 * 1024 * 1024;
const MAX_MAPPINGS = 500;
const ACTS = ['look', 'try', 'import', 'publish'] as const;

type Working = TypedRequest<{ readonly id: string }, unknown>;
type Look = SettlingTable | { readonly unread: string; readonly faults: Failure['violations'] };

export const deskImportRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const config = { scope: 'write', desk: true } as const;
  const hide = { hide: true, querystring: Record({}) } as const;
  const suffixes = Object.values(TABLE_FORMATS).flatMap((format) => format.suffixes);

  app.get(
    IMPORT,
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => {
      const { items } = await listMappings(store, caller, { limit: MAX_MAPPINGS });
      const open = (await listUploads(store, caller, new Date())).filter(isOpen);
      return importPage({ mappings: items, suffixes, megabytes: MAX_MEGABYTES, open });
    }),
  );

  app.post(
    IMPORT,
    {
      config,
      bodyLimit: MAX_FORM_BYTES,
      schema: {
        ...hide,
        body: Record({
          file: Type.Optional(Type.Unsafe<File | string>({})),
          mapping: Type.Optional(Type.String({ maxLength: 128 })),
        }),
      },
    },
    desk(async ({ body: { file, mapping }, caller }) => {
      if (!(file instanceof File) || file.size === 0) throw wrongParameter('file', 'is missing: choose a table');
      uploadFormat(file.name);
      if (file.size > MAX_TABLE_BYTES)
        throw wrongParameter(
          'file',
          `has more than ${MAX_MEGABYTES} MB: import it over the API, or at the command line`,
        );
      const bytes = new Uint8Array(await file.arrayBuffer());
      const brought = { caller, now: new Date(), name: file.name, bytes, mapping: given(mapping) ?? null };
      return { goTo: uploadPath(await bringTable(store, brought)) };
    }),
  );

  app.get(
    `${IMPORT}/:id`,
    { config, schema: { hide: true, params: IdParam, querystring: pageQuery({}) } },
    desk(async (request) => {
      const upload = await getUpload(store, request.caller, request.params.id, new Date());
      if (upload.how.done !== null) return importDonePage(upload, upload.how.done);
      return workPage(context, request, { upload, table: await lookAtUpload(context, request, upload) });
    }),
  );

  app.post(
    `${IMPORT}/:id`,
    {
      config,
      bodyLimit: MAX_READING_BYTES,
      schema: { ...hide, params: IdParam, body: Type.Unsafe<Form>({ type: 'object' }) },
    },
    desk(async (request): Promise<DeskAnswer> => {
      const { caller, params, body } = request;
      const before = await getUpload(store, caller, params.id, new Date());
      const act = ACTS.find((each) => each === body.act);
      if (act === undefined) throw wrongParameter('act', `is one of ${ACTS.join(', ')}`);
      if (before.how.done !== null) return { goTo: uploadPath(params.id) };
      const upload = { ...before, how: readingIn(body, before.how) };
      // Nothing is kept that it cannot be read by.
      uploadedTable(store.uploads, upload);
      await keepReading(store, caller, params.id, upload.how, new Date());
      if (act === 'look') return { goTo: uploadPath(params.id) };
      const hasChanged = !isDeepStrictEqual(upload.how, before.how);
      const isTrial = act === 'try' || hasChanged;
      const look = await lookAtUpload(context, request, upload);
      const tried = await attempt(context, request, upload, look, { isTrial, publishes: act === 'publish' });
      // Whoever clicked twice is shown what came of the first.
      if ('refusal' in tried && (await getUpload(store, caller, params.id, new Date())).how.done !== null)
        return { goTo: uploadPath(params.id) };
      if (isTrial || 'refusal' in tried)
        return workPage(context, request, {
          ...{ upload, table: look },
          tried: { ...tried, changed: hasChanged && act !== 'try' },
        });
      await finishUpload(store, caller, params.id, { ...upload.how, done: tried.report }, new Date());
      return { goTo: uploadPath(params.id) };
    }),
  );

  app.post(
    `${IMPORT}/:id/mapping`,
    { config, schema: { ...hide, params: IdParam, body: Record({ mapping: Id }) } },
    desk(async ({ params, body: { mapping }, caller }) => {
      const { how } = await getUpload(store, caller, params.id, new Date());
      if ((await store.mappings.get(mapping)) !== null)
        throw wrongParameter('mapping', `is taken: there is a mapping "${mapping}" already; choose another name`);
      await saveMapping(store, mapping, how.mapping, { caller, at: new Date().toISOString(), seen: null });
      return { goTo: IMPORT };
    }),
  );

  app.post(
    `${IMPORT}/:id/reading`,
    {
      config,
      bodyLimit: MAX_READING_BYTES,
      schema: { ...hide, params: IdParam, body: Record({ mapping: Type.String() }) },
    },
    desk(async (request): Promise<DeskAnswer> => {
      const { caller, params, body } = request;
      const upload = await getUpload(store, caller, params.id, new Date());
      if (upload.how.done !== null) return { goTo: uploadPath(params.id) };
      const read = await mappingIn(body.mapping);
      if (!('refusal' in read)) {
        await keepReading(store, caller, params.id, { ...upload.how, mapping: read.mapping }, new Date());
        return { goTo: uploadPath(params.id) };
      }
      const table = await lookAtUpload(context, request, upload);
      return workPage(context, request, { upload, table, tried: read, written: body.mapping });
    }),
  );
};

const isOpen = ({ how }: Upload): boolean => how.done === null;

/** A mapping as somebody wrote it; or why it cannot be used. */
async function mappingIn(
  text: string,
): Promise<{ readonly mapping: WrittenMapping } | Extract<Tried, { readonly refusal: string }>> {
  try {
    const { readMappingText } = await import('../../../intake/mapping-text.ts');
    const written = text.trim() === '' ? {} : readMappingText('mapping', text);
    const read = writtenMapping(written, MAPPING_AT);
    return read.ok ? { mapping: read.value } : { refusal: 'the mapping cannot be used', faults: read.violations };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
    return { refusal: error.message, faults: error.violations };
  }
}

async function lookAtUpload({ store }: RouteContext, { caller }: Working, upload: Upload): Promise<Look> {
  try {
    const opening = { open: () => uploadedTable(store.uploads, upload), openOther: othersOf(store, caller, upload) };
    return await withLittleGarbage(() => lookAtTable(store, caller, opening, upload.how, pauseOfWriters));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
    return { unread: error.message, faults: error.violations };
  }
}

/** Opens what a mapping joins, out of what the same person brought. Fails with `invalid` where there is no such table. */
const othersOf =
  (store: Store, caller: Caller, { id }: Upload) =>
  async (file: string): Promise<FileTable> => {
    const brought = await listUploads(store, caller, new Date());
    const found = brought.find((it) => it.name === file && it.id !== id && isOpen(it));
    if (found !== undefined) return uploadedTable(store.uploads, found, found.name);
    const message = `joins "${file}", which is not here: bring that table, too`;
    throw new Failure('invalid', `the mapping ${message}`, [{ pointer: `${MAPPING_AT}/join`, message }]);
  };

type Shown = Pick<ImportWork, 'upload' | 'table'> & {
  readonly tried?: Tried;
  /** A mapping that somebody wrote, and that cannot be used. */
  readonly written?: string;
};

async function workPage(
  { store }: RouteContext,
  { caller }: Working,
  { upload, table, tried, written }: Shown,
): Promise<DeskAnswer> {
  const { writeMappingText } = await import('../../../intake/mapping-text.ts');
  const scales = await store.getMany('scale', await store.ids('scale'));
  const brought = await listUploads(store, caller, new Date());
  const mapping = 'unread' in table ? upload.how.mapping : table.mapping;
  const page = importTablePage({
    ...{ upload, table, scales, tried: tried ?? null, mayPublish: mayAlone(caller) },
    others: brought.filter((it) => it.id !== upload.id && isOpen(it)),
    mappingText: { text: written ?? writeMappingText(mapping), isFaulty: written !== undefined },
  });
  return { ...page, status: tried !== undefined && 'refusal' in tried ? 422 : 200 };
}

type Attempt = { readonly isTrial: boolean; readonly publishes: boolean };

/** What came of an import, or would; or why nothing does. */
async function attempt(
  context: RouteContext,
  request: Working & { readonly body: Form },
  upload: Upload,
  look: Look,
  { isTrial, publishes }: Attempt,
): Promise<Tried> {
  const { caller, body } = request;
  if ('unread' in look) return { refusal: look.unread, faults: look.faults };
  const reason = typeof body.reason === 'string' ? given(body.reason) : undefined;
  // A trial is of what the caller may do at the most; why is only asked of what is written.
  const drafts = isTrial ? !mayAlone(caller) : !publishes;
  const recorded = {
    ...{ ...editorAtDesk(request, reason ?? (isTrial ? 'A trial.' : undefined)), drafts, dryRun: isTrial },
    ...(!isTrial && { idempotency: onceFor(upload) }),
  };
  try {
    const { report, leftOut, isWide } = await imported(context, upload, look, recorded);
    return { report, leftOut, isWide, changed: false };
  } catch (error) {
    if (!(error instanceof Failure) || !['invalid', 'conflict', 'forbidden'].includes(error.kind)) throw error;
    return { refusal: error.message, faults: error.violations };
  }
}

/** A table is imported once, whatever is clicked while it is: what came of the first is what came of all. No header has such a key. */
const onceFor = ({ id, key }: Upload) => ({ caller: key, key: `desk import ${id}`, fingerprint: id });

function imported(
  { store }: RouteContext,
  upload: Upload,
  look: SettlingTable,
  recorded: Parameters<typeof importTables>[3],
): Promise<TableReport> {
  const { mapping, create, scale, fresh, nearSources, retractMissing }: UploadReading = upload.how;
  const isCoded = look.list === null;
  const options = {
    ...{ create, fresh, retractMissing: retractMissing && isCoded },
    ...(nearSources && { freshKinds: ['source'] as const }),
    ...(create && isCoded && scale !== null && { scale: { id: scale } }),
    ...(Object.keys(mapping).length > 0 && {
      mapping: { written: mapping, open: othersOf(store, recorded.caller, upload) },
    }),
  };
  return withLittleGarbage(() => importTables(store, [uploadedTable(store.uploads, upload)], options, recorded));
}
