/** /v1/export: everything that the public sees, in one file. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { PUBLISHED_TABLES, publishedTables } from '../../../answers/import/published-tables.ts';
import type { Caller } from '../../../core/access/caller.ts';
import { OneOf, Record } from '../../../core/values/schema.ts';
import { dataPackageFiles } from '../../../formats/archive/data-package.ts';
import { bundleLines } from '../../../formats/bundle-lines.ts';
import { type Previewed, seenFor } from '../../../services/access/sight.ts';
import { askEverything, exportPublicPages } from '../../../services/import/export.ts';
import { withPauses } from '../../../services/slices.ts';
import { FILE, PROBLEM_RESPONSES } from '../../answering/answers.ts';
import { vary } from '../../answering/content-coding.ts';
import { essenceOf, formatChooser } from '../../answering/negotiation.ts';
import type { Routes } from '../../context.ts';
import { knownAt, knownAtOf, preview } from '../../parameters.ts';
import { wrongParameter } from '../../problems/problems.ts';
import type { Texts } from '../../streaming/table-body.ts';

const ZIP = { name: 'zip', mediaType: 'application/zip' } as const;
const PARQUET = { name: 'parquet', mediaType: 'application/vnd.apache.parquet' } as const;
const NDJSON = { name: 'ndjson', mediaType: 'application/x-ndjson; charset=utf-8' } as const;

const file = (mediaType: string, schema: object) => ({ [essenceOf(mediaType)]: { schema } });

export const exportRoutes: Routes = (app, { store, serving, license }) => {
  const choose = formatChooser([ZIP, NDJSON, PARQUET]);
  app.get(
    '/v1/export',
    {
      config: { scope: 'read', previews: true },
      schema: {
        operationId: 'exportRecord',
        summary: 'Everything that the public sees, in one file',
        description:
          'As zip, a Frictionless data package: a CSV file for each kind of record and for corrections, and datapackage.json, ' +
          'which describes their columns. As ndjson, a bundle, which imports to the same records. As parquet, one of the ' +
          'tables of the package (table). Of one state of the store, and sent as it is made.',
        tags: ['import'],
        querystring: Record({
          knownAt,
          status: preview,
          table: Type.Optional(OneOf(PUBLISHED_TABLES, 'Of which parquet is the file; positions unless given.')),
        }),
        response: {
          200: {
            description: 'The file.',
            content: {
              ...file(ZIP.mediaType, FILE),
              ...file(NDJSON.mediaType, Type.String()),
              ...file(PARQUET.mediaType, FILE),
            },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const { format, negotiated } = choose(request.originalUrl, request.raw);
      if (negotiated) vary(reply, 'Accept');
      const { caller, query, isPreview: drafts } = request;
      const asked = { drafts, knownAt: knownAtOf(request) };
      const name = drafts ? 'standpoint-preview' : 'standpoint';
      // What cannot be a preview is refused before anything is sent.
      seenFor(caller, store, asked);
      if (query.table !== undefined && format.name !== 'parquet')
        throw wrongParameter(
          'table',
          'is for parquet, which has one table: leave it out, or ask for /v1/export.parquet',
        );
      switch (format.name) {
        case 'ndjson':
          return serving(
            request,
            reply,
            format,
            async () => (snapshot) => bundleLines((kind) => exportPublicPages(snapshot, caller, kind, asked)),
          );
        case 'parquet': {
          const table = query.table ?? 'positions';
          attached(reply, `${name}-${table}.parquet`);
          return serving(request, reply, { ...format, isOfRelease: true }, async () =>
            parquetTexts(caller, asked, table),
          );
        }
        case 'zip': {
          attached(reply, `${name}.zip`);
          const variant = { ...format, name: `${format.name} ${license}`, isOfRelease: true };
          return serving(request, reply, variant, async () => zipTexts(caller, asked, license));
        }
      }
    },
  );
};

const attached = (reply: FastifyReply, name: string) =>
  reply.header('content-disposition', `attachment; filename="${name}"`);

function parquetTexts(caller: Caller, asked: Previewed, name: string): Texts {
  return async function* (snapshot, pause) {
    const { parquetOf } = await import('../../../formats/archive/parquet.ts');
    const everything = await askEverything(snapshot, caller, asked, pause);
    const table = publishedTables(everything).find((it) => it.name === name);
    if (table === undefined) throw new RangeError(`there is no table ${name}`);
    yield* withPauses(parquetOf(table, { revision: String(everything.revision) }), pause);
  };
}

function zipTexts(caller: Caller, asked: Previewed, license: string | null): Texts {
  return async function* (snapshot, pause) {
    const { zipOf } = await import('../../../formats/archive/zip-stream.ts');
    const everything = await askEverything(snapshot, caller, asked, pause);
    yield* withPauses(zipOf(dataPackageFiles(everything, license)), pause);
  };
}
