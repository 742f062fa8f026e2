/** /v1/import: a bundle at once, all of it or nothing. */
import type { FastifySchemaCompiler } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { Bundle } from '../../core/bundle.ts';
import { may } from '../../core/caller.ts';
import { ImportReport } from '../../core/plan.ts';
import { OneOf, Record, RefTo } from '../../core/schema.ts';
import { importBundle } from '../../services/import.ts';
import { idempotencyOf } from '../idempotency.ts';
import { IDEMPOTENCY_HEADER, writing, writtenResponses } from '../writing.ts';
import type { Routes } from './context.ts';

/** A larger bundle is imported at the command line. */
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

export const importRoutes: Routes = (app, { store }) => {
  const validatorCompiler = app.validatorCompiler as FastifySchemaCompiler<unknown>;
  app.post(
    '/v1/import',
    {
      config: { scope: 'write' },
      bodyLimit: MAX_BUNDLE_BYTES,
      // Faults of the bundle are told by the import itself, all of them at once.
      validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validatorCompiler(part)),
      schema: {
        operationId: 'importBundle',
        summary: 'Import a bundle: all of it or nothing',
        description:
          'The body is a Bundle; every fault in it is reported at once, at its JSON pointer. What is stored already is ' +
          'updated where it differs and left alone where not. Positions that are public, or become so, need the scope "publish".',
        tags: ['import'],
        querystring: Record({
          dryRun: Type.Optional(OneOf(['true', 'false'], 'true: say what would be written, and write nothing.')),
        }),
        headers: IDEMPOTENCY_HEADER,
        body: RefTo(Bundle) as TSchema,
        response: writtenResponses(200, 'What was written, or would be.', RefTo(ImportReport)),
      },
    },
    writing(async (request, reply) => {
      const { dryRun } = request.query as { dryRun?: 'true' | 'false' };
      const report = await importBundle(store, request.body, {
        at: new Date().toISOString(),
        by: request.caller.name,
        mayPublish: may(request.caller, 'publish'),
        dryRun: dryRun === 'true',
        ...idempotencyOf(request),
      });
      return reply.header('cache-control', 'no-store').send(report);
    }),
  );
};
