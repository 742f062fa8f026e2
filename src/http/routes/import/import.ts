/** /v1/import: a bundle, or a table of coded positions, at once: all of it or nothing. */

import { Type } from 'typebox';
import { Bundle } from '../../../core/import/bundle/bundle.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { type ImportReport, ImportReport as Report } from '../../../core/writing/plan.ts';
import { batchesOf, frameOf } from '../../../intake/bundle-lines.ts';
import { DELIMITER_NAMES, type DelimiterName, delimiterNamed } from '../../../intake/delimiter.ts';
import { encodingNamed } from '../../../intake/encoding.ts';
import { TABLE_FORMATS, type TableFormat, untaken } from '../../../intake/formats.ts';
import { linesOf } from '../../../intake/lines.ts';
import { type ImportCommit, importBundle } from '../../../services/import/import.ts';
import { importParts } from '../../../services/import/import-lines.ts';
import { importTables, type TableMapping } from '../../../services/import/import-tables.ts';
import { getMapping } from '../../../services/import/mappings.ts';
import { withPauses } from '../../../services/slices.ts';
import { jsonResponses } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { withLittleGarbage } from '../../old-generation.ts';
import { flag } from '../../parameters.ts';
import { HttpProblem, wrongParameter } from '../../problems/problems.ts';
import { pauseOfWriters } from '../../streaming/fair-turns.ts';
import type { TypedRequest } from '../../typed-request.ts';
import { idempotencyOf } from '../../writing/idempotency.ts';
import { piecesOf, readTableForm } from '../../writing/table-form.ts';
import { IDEMPOTENCY_HEADER, writing } from '../../writing/written-record.ts';

/** A larger bundle or table is imported at the command line. */
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

const FORM = 'multipart/form-data';
/** Those that a body may have by itself. */
const FORMATS = Object.values<TableFormat>(TABLE_FORMATS).flatMap(({ mediaType, ...format }) =>
  mediaType === null ? [] : [{ mediaType, ...format }],
);

type Query = {
  readonly dryRun?: 'true' | 'false';
  readonly create?: 'true' | 'false';
  readonly new?: 'true' | 'false';
  readonly retractMissing?: 'true' | 'false';
  readonly scale?: string;
  readonly delimiter?: DelimiterName;
  readonly sheet?: string;
  readonly mapping?: string;
  readonly reason?: string;
  readonly status?: 'draft';
};

const QUERY = Record({
  dryRun: flag('true: say what would be written, and write nothing.'),
  create: flag('true: make what a table names and is not stored. Only for tables.'),
  new: flag('true: make them also where a name is near one that is known. Only with create=true.'),
  retractMissing: flag(
    'true: retract what is published on the questions and from the sources of the tables and is none of their rows. Only for tables; needs a reason.',
  ),
  scale: Type.Optional({ ...Id, description: 'Id of the scale of questions that are made. Only with create=true.' }),
  delimiter: Type.Optional(
    OneOf(
      DELIMITER_NAMES,
      'What stands between the cells of a table; found in its head line unless given. Only for tables.',
    ),
  ),
  sheet: Type.Optional(Text(31, 'The sheet of a workbook; the first unless given. Only for tables.')),
  mapping: Type.Optional({ ...Id, description: 'Id of a stored mapping that the table is read by. Only for tables.' }),
  status: Type.Optional(
    OneOf(
      ['draft'],
      'draft: what is made is a draft, whatever it says of itself; what would change what is public is refused.',
    ),
  ),
  reason: Type.Optional(Text(2000, 'Why; kept in the change log. Required where the public sees what changes.')),
});

const binary = (description: string) => Type.String({ format: 'binary', description });
const TableForm = Record({
  file: binary('A table, by its name of one of the formats of tables; several where the field is repeated.'),
  mapping: Type.Optional(binary('How its columns and spellings are to be read: YAML or JSON, as a text or a file.')),
  join: Type.Optional(binary('A table that the mapping joins, under the name that it has there; may be repeated.')),
});

export const importRoutes: Routes = (root, { store }) => {
  const { validatorCompiler } = root;
  if (validatorCompiler === undefined) throw new TypeError('requests are validated before there are routes');
  root.register((app: App, _options, done) => {
    // Tables are read here and nowhere else: any other route answers 415.
    app.addContentTypeParser(
      FORMATS.map(({ mediaType }) => mediaType),
      { parseAs: 'buffer', bodyLimit: MAX_BUNDLE_BYTES },
      (_request, body, parsed) => parsed(null, body),
    );
    app.addContentTypeParser(
      FORM,
      { parseAs: 'buffer', bodyLimit: MAX_BUNDLE_BYTES },
      // Not read yet: what came is what a key of idempotency stands for.
      (_request, body, parsed) => parsed(null, body),
    );
    app.post(
      '/v1/import',
      {
        config: { scope: 'write', jsonShape: 'bundle' },
        bodyLimit: MAX_BUNDLE_BYTES,
        // Faults of what is imported are told by the import itself, all of them at once.
        validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validatorCompiler(part)),
        schema: {
          operationId: 'importBundle',
          summary: 'Import a bundle or a table: all of it or nothing',
          description:
            'The body is a Bundle, or a table of coded positions as docs/guide/import.md explains it, by itself or in a form with ' +
            'its mapping. Every fault is reported at once, with its place. What is stored is updated where it differs. ' +
            'Positions that are public, or become so, need the scope "publish".',
          tags: ['import'],
          querystring: QUERY,
          headers: IDEMPOTENCY_HEADER,
          body: {
            content: {
              'application/json': { schema: RefTo(Bundle) },
              ...Object.fromEntries(FORMATS.map(({ mediaType }) => [mediaType, { schema: Type.String() }])),
              [FORM]: { schema: TableForm },
            },
          },
          response: jsonResponses(200, 'What was written, or would be.', RefTo(Report)),
        },
      },
      writing(async (request, reply) => {
        const report = await withLittleGarbage(() => carryOut(store, request));
        return reply.header('cache-control', 'no-store').send(report);
      }),
    );
    done();
  });
};

async function carryOut(store: Store, request: TypedRequest<unknown, Query>): Promise<ImportReport> {
  const { dryRun, create, new: isNew, scale, delimiter, sheet = null, reason = null, status } = request.query;
  const recorded: ImportCommit & { readonly reason: string | null } = {
    at: new Date().toISOString(),
    caller: request.caller,
    reason,
    dryRun: dryRun === 'true',
    drafts: status === 'draft',
    ...idempotencyOf(request),
  };
  const contentType = request.headers['content-type'] ?? '';
  const isForm = contentType.toLowerCase().startsWith(FORM);
  const { format, encoding } = tableTypeOf(contentType);
  if (format === undefined && !isForm) {
    refuseOfTables(request.query);
    return importBundle(store, request.body, recorded);
  }
  if (scale !== undefined && create !== 'true')
    throw wrongParameter('scale', 'is that of questions that are made, and needs create=true');
  if (isNew !== undefined && create !== 'true')
    throw wrongParameter('new', 'is for names that are made, and needs create=true');
  const reading = { encoding, sheet, delimiter: delimiter === undefined ? null : delimiterNamed(delimiter) };
  const options = {
    create: create === 'true',
    isNew: isNew === 'true',
    retractMissing: request.query.retractMissing === 'true',
    ...(scale !== undefined && { scale: { id: scale } }),
  };
  const told = { ...recorded, pause: pauseOfWriters };
  const stored = await storedMapping(store, request);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (format === undefined) {
    const sent = await readTableForm(contentType, body, reading, stored?.written);
    return (
      await importTables(store, sent.tables, { ...options, ...(sent.mapping && { mapping: sent.mapping }) }, told)
    ).report;
  }
  if (format.mediaType === TABLE_FORMATS.ndjson.mediaType) {
    const imported = await importLines(store, request, body, recorded);
    if (imported !== null) return imported;
  }
  const [idle] = untaken(format, reading);
  if (idle !== undefined)
    throw wrongParameter(idle === 'encoding' ? 'charset' : idle, `is not for a table of the type ${format.mediaType}`);
  const table = format.read(null, piecesOf(body), reading);
  return (await importTables(store, [table], { ...options, ...(stored && { mapping: stored }) }, told)).report;
}

/** What a bundle in lines wrote; null where the body is a table, whose first line is a row. */
async function importLines(
  store: Store,
  { query }: { readonly query: Query },
  body: Buffer,
  recorded: ImportCommit,
): Promise<ImportReport | null> {
  const lines = linesOf('the body', piecesOf(body));
  const frame = frameOf((await lines.next()).value ?? '');
  if (frame === null) return null;
  refuseOfTables(query);
  const bundle = { name: 'the body', frame, batches: withPauses(batchesOf(lines), pauseOfWriters) };
  return importParts(store, [bundle], recorded).catch(withoutFile);
}

/** A body is no file among several. */
function withoutFile(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  const violations = error.violations.map(({ file: _, ...violation }) => violation);
  throw new Failure(error.kind, error.message, violations, { cause: error });
}

function refuseOfTables(query: Query): void {
  const given = OF_TABLES.find((name) => query[name] !== undefined);
  if (given !== undefined) throw wrongParameter(given, 'is for tables; a bundle says all that itself');
}

const OF_TABLES = ['create', 'new', 'retractMissing', 'scale', 'delimiter', 'sheet', 'mapping'] as const;

/** The mapping that the address names; null where it names none. A table that it joins comes with a form. */
async function storedMapping(
  store: Store,
  { caller, query }: TypedRequest<unknown, Query>,
): Promise<TableMapping | null> {
  if (query.mapping === undefined) return null;
  const { mapping: written } = await getMapping(store, caller, query.mapping).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
    throw wrongParameter('mapping', `cannot be used: ${error.message}`);
  });
  const open = (name: string) => {
    throw wrongParameter('mapping', `joins "${name}": send both tables as a form, that one as the field join`);
  };
  return { written, open };
}

/** What the Content-Type says: the format, undefined for a bundle, and the encoding, null where it is not said. */
function tableTypeOf(contentType: string): { format: TableFormat | undefined; encoding: string | null } {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const format = FORMATS.find(({ mediaType }) => mediaType === type);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (format === undefined || charset === undefined) return { format, encoding: null };
  const encoding = encodingNamed(charset.replaceAll('"', ''));
  if (encoding === null)
    throw new HttpProblem('unsupported-media-type', `a table cannot be read as ${charset}; send it as utf-8`);
  return { format, encoding };
}
