/** /v1/mappings: how kinds of tables are read, by name. */
import { Type } from 'typebox';
import { AnyMapping, MappingSummary, StoredMapping } from '../../../core/import/table/stored-mapping.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { getMapping, listMappings, removeMapping, saveMapping } from '../../../services/import/mappings.ts';
import { GONE, jsonResponses, PROBLEM_RESPONSES } from '../../answering/answers.ts';
import { pageOf } from '../../answering/list-route.ts';
import { refuseHeader, uncachedJson } from '../../answering/uncached-json.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { cursor, IdParam, limit } from '../../parameters.ts';
import { seenRevision } from '../../writing/preconditions.ts';
import { IF_MATCH_HEADER, sendWritten, writing } from '../../writing/written-record.ts';

const config = { scope: 'write' } as const;
const PLACE = '/v1/mappings';
const tags = ['import'];
const querystring = Record({});
const YAML = 'application/yaml';
/** As much as a mapping may have that comes with a table. */
const MAX_MAPPING_BYTES = 256 * 1024;

const Page = pageOf(RefTo(MappingSummary), 'By id.');

export const mappingRoutes: Routes = (root, context) => {
  const { validatorCompiler } = root;
  if (validatorCompiler === undefined) throw new TypeError('requests are validated before there are routes');
  root.register((app: App, _options, done) => {
    // As a mapping is mostly written; any other route answers 415.
    app.addContentTypeParser(YAML, { parseAs: 'string' }, async (_request: unknown, text: string) => {
      // Loaded when it is needed, as it takes a moment.
      const { readMappingText } = await import('../../../intake/mapping-text.ts');
      return readMappingText('the mapping', text);
    });
    readingRoutes(app, context);
    // Faults of a mapping are told by whoever saves it, as those of one that comes with a table.
    app.setValidatorCompiler((part) => (part.httpPart === 'body' ? () => true : validatorCompiler(part)));
    savingRoutes(app, context);
    done();
  });
};

function readingRoutes(app: App, { store }: RouteContext): void {
  app.get(
    PLACE,
    {
      config,
      schema: {
        operationId: 'listMappings',
        summary: 'List stored mappings, by id',
        tags,
        querystring: Record({ limit, cursor }),
        response: jsonResponses(200, 'A page of mappings, without what they say.', Page),
      },
    },
    uncachedJson(async ({ query, caller }) => ({ document: await listMappings(store, caller, query) })),
  );

  app.get(
    '/v1/mappings/:id',
    {
      config,
      schema: {
        operationId: 'getMapping',
        summary: 'One stored mapping',
        tags,
        params: IdParam,
        querystring,
        response: jsonResponses(200, 'The mapping, with its ETag.', RefTo(StoredMapping)),
      },
    },
    writing(async (request, reply) => {
      const mapping = await getMapping(store, request.caller, request.params.id);
      return sendWritten(request, reply, PLACE, mapping, 200);
    }),
  );
}

function savingRoutes(app: App, { store }: RouteContext): void {
  app.put(
    '/v1/mappings/:id',
    {
      config,
      bodyLimit: MAX_MAPPING_BYTES,
      schema: {
        operationId: 'saveMapping',
        summary: 'Save a mapping under a name',
        description:
          'In JSON or YAML, as docs/guide/import.md explains; comments are not kept. A new one needs no If-Match, one that is ' +
          'there its ETag.',
        tags,
        params: IdParam,
        querystring,
        headers: IF_MATCH_HEADER,
        body: {
          content: { 'application/json': { schema: AnyMapping }, [YAML]: { schema: Type.String() } },
        },
        response: {
          ...jsonResponses(200, 'The mapping as it is now.', RefTo(StoredMapping)),
          ...jsonResponses(201, 'The mapping, which is new, with its address in Location.', RefTo(StoredMapping)),
        },
      },
    },
    writing(async (request, reply) => {
      refuseHeader(request, 'Idempotency-Key', 'is not needed: what is put twice is there once');
      const { id } = request.params;
      const seen = seenRevision(request, (await store.mappings.get(id))?.revision ?? null);
      const how = { caller: request.caller, at: new Date().toISOString(), seen };
      const saved = await saveMapping(store, id, request.body, how);
      return sendWritten(request, reply, PLACE, saved, seen === null ? 201 : 200);
    }),
  );

  app.delete(
    '/v1/mappings/:id',
    {
      config,
      schema: {
        operationId: 'removeMapping',
        summary: 'Remove a stored mapping',
        description: 'Nothing of it is kept. What was imported by it stays as it is.',
        tags,
        params: IdParam,
        querystring,
        headers: IF_MATCH_HEADER,
        response: { 204: GONE, ...PROBLEM_RESPONSES },
      },
    },
    writing(async (request, reply) => {
      const { caller, params } = request;
      const { revision } = await getMapping(store, caller, params.id);
      await removeMapping(store, caller, params.id, seenRevision(request, revision) ?? revision);
      return reply.code(204).header('cache-control', 'no-store').send();
    }),
  );
}
