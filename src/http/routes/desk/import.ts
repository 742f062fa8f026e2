/** /desk/import: a table is brought, looked at, settled, tried, and imported. Each step is a form, and needs no script. */
import { isDeepStrictEqual } from 'node:util';
import { Type } from 'typebox';
import { mayAlone } from '../../../core/access/caller.ts';
import type { SettlingTable } from '../../../core/import/table/settling.ts';
import type { Upload, UploadReading } from '../../../core/import/table/upload.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, Record } from '../../../core/values/schema.ts';
import { TABLE_FORMATS } from '../../../intake/formats.ts';
import { IMPORT, importPage } from '../../../pages/desk/import.ts';
import { importDonePage } from '../../../pages/desk/import-done.ts';
import { importTablePage, type Tried, uploadPath } from '../../../pages/desk/import-table.ts';
import { importTables, type TableReport } from '../../../services/import/import-tables.ts';
import { listMappings, saveMapping } from '../../../services/import/mappings.ts';
import { bringTable, finishUpload, getUpload, keepReading, lookAtTable } from '../../../services/import/uploads.ts';
import type { DeskAnswer } from '../../answering/desk-pages.ts';
import type { RouteContext, Routes } from '../../context.ts';
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
      return importPage({ mappings: items, suffixes, megabytes: MAX_MEGABYTES });
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
      return workPage(context, request, upload, await lookAtUpload(context, request, upload), null);
    }),
  );

  app.post(
    `${IMPORT}/:id`,
    { config, schema: { ...hide, params: IdParam, body: Type.Unsafe<Form>({ type: 'object' }) } },
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
        return workPage(context, request, upload, look, { ...tried, changed: hasChanged && act !== 'try' });
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
};

async function lookAtUpload({ store }: RouteContext, { caller }: Working, upload: Upload): Promise<Look> {
  try {
    return await lookAtTable(store, caller, uploadedTable(store.uploads, upload), upload.how, pauseOfWriters);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
    return { unread: error.message, faults: error.violations };
  }
}

async function workPage(
  context: RouteContext,
  request: Working,
  upload: Upload,
  table: Look,
  tried: Tried | null,
): Promise<DeskAnswer> {
  const { store } = context;
  const scales = await store.getMany('scale', await store.ids('scale'));
  const page = importTablePage({ upload, table, scales, tried, mayPublish: mayAlone(request.caller) });
  return { ...page, status: tried !== null && 'refusal' in tried ? 422 : 200 };
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
    const { report, leftOut } = await imported(context, upload, look, recorded);
    return { report, leftOut, changed: false };
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
  const { mapping, create, scale, fresh }: UploadReading = upload.how;
  const makes = create && look.list === null;
  const open = (name: string) => {
    throw wrongParameter('mapping', `joins "${name}": tables that belong together are imported over the API`);
  };
  const options = {
    ...{ create: makes, fresh },
    ...(makes && scale !== null && { scale: { id: scale } }),
    ...(Object.keys(mapping).length > 0 && { mapping: { written: mapping, open } }),
  };
  return importTables(store, [uploadedTable(store.uploads, upload)], options, recorded);
}
