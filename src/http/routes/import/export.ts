/** /v1/export: everything that the public sees, in one file. */
import { Type } from 'typebox';
import { Record } from '../../../core/values/schema.ts';
import { dataPackageFiles } from '../../../formats/archive/data-package.ts';
import { bundleLines } from '../../../formats/bundle-lines.ts';
import { askEverything, exportPublicPages } from '../../../services/import/export.ts';
import { FILE, PROBLEM_RESPONSES } from '../../answering/answers.ts';
import { vary } from '../../answering/content-coding.ts';
import { essenceOf, formatChooser } from '../../answering/negotiation.ts';
import type { Routes } from '../../context.ts';
import { knownAt } from '../../parameters.ts';
import type { Texts } from '../../streaming/table-body.ts';

const ZIP = { name: 'zip', mediaType: 'application/zip' } as const;
const NDJSON = { name: 'ndjson', mediaType: 'application/x-ndjson; charset=utf-8' } as const;

const file = (mediaType: string, schema: object) => ({ [essenceOf(mediaType)]: { schema } });

export const exportRoutes: Routes = (app, { serving, license }) => {
  const choose = formatChooser([ZIP, NDJSON]);
  app.get(
    '/v1/export',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'exportRecord',
        summary: 'Everything that the public sees, in one file',
        description:
          'As zip, a Frictionless data package: a CSV file for each kind of record and for corrections, and datapackage.json, ' +
          'which describes their columns. As ndjson, a bundle, which imports to the same records. Of one state of the store, ' +
          'and sent as it is made.',
        tags: ['import'],
        querystring: Record({ knownAt }),
        response: {
          200: {
            description: 'The file.',
            content: {
              ...file(ZIP.mediaType, FILE),
              ...file(NDJSON.mediaType, Type.String()),
            },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const { format, negotiated } = choose(request.originalUrl, request.raw);
      if (negotiated) vary(reply, 'Accept');
      const { caller } = request;
      if (format.name === 'ndjson')
        return serving(
          request,
          reply,
          format,
          async () => (snapshot) => bundleLines((kind) => exportPublicPages(snapshot, caller, kind)),
        );
      reply.header('content-disposition', 'attachment; filename="standpoint.zip"');
      const variant = { ...format, name: `${format.name} ${license}`, isOfRelease: true };
      const zip: Texts = async function* (snapshot, pause) {
        const { zipOf } = await import('../../../formats/archive/zip-stream.ts');
        const everything = await askEverything(snapshot, caller, pause);
        for await (const bytes of zipOf(dataPackageFiles(everything, license))) {
          yield bytes;
          await pause();
        }
      };
      return serving(request, reply, variant, async () => zip);
    },
  );
};
