/** Writing single records: POST, PATCH and DELETE of every kind; publishing and retracting. */
import { Type } from 'typebox';
import { aRecordOf, ENTITY_SCHEMAS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { isNamedKind } from '../../../core/records/near.ts';
import { Record, RefTo, Text } from '../../../core/values/schema.ts';
import { CREATION_SCHEMAS, nameOf, PATCH_SCHEMAS, Retraction } from '../../../core/writing/edit-schemas.ts';
import { createRecord, getCurrent } from '../../../services/records/editing.ts';
import { deleteOrPropose, retractOrPropose, updateOrPropose } from '../../../services/records/proposals.ts';
import { GONE, jsonResponses, PROBLEM_RESPONSES } from '../../answering/answers.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { flag, IdParam } from '../../parameters.ts';
import { expectedRevision } from '../../writing/preconditions.ts';
import {
  editorOf,
  IDEMPOTENCY_HEADER,
  IF_MATCH_HEADER,
  MAX_RECORD_BYTES,
  PROPOSED,
  sendProposal,
  sendRecord,
  splitReason,
  writing,
} from '../../writing/written-record.ts';

const write = { config: { scope: 'write' }, bodyLimit: MAX_RECORD_BYTES } as const;

const isNew = flag(
  'true: make it although its name, or an alias, is near that of another record, which is refused otherwise (409, naming these).',
);

/** What bears no name is near no other by it. */
const creationQuery = (kind: Kind) =>
  Type.Unsafe<{ readonly new?: string }>(Record(isNamedKind(kind) ? { new: isNew } : {}));

/** Registers `POST /v1/{plural}`, and `PATCH` and `DELETE` of one. */
export function editingRoutes(app: App, { store }: RouteContext, kind: Kind): void {
  const plural = PLURALS[kind];
  const name = nameOf(kind);
  const record = RefTo(ENTITY_SCHEMAS[kind]);

  app.post(
    `/v1/${plural}`,
    {
      ...write,
      schema: {
        operationId: `create${name}`,
        summary: `Make ${aRecordOf(kind)}`,
        tags: [plural],
        querystring: creationQuery(kind),
        headers: IDEMPOTENCY_HEADER,
        body: RefTo(CREATION_SCHEMAS[kind]),
        response: jsonResponses(201, `The ${kind}, with its address in Location.`, record),
      },
    },
    writing(async (request, reply) => {
      const created = await createRecord(store, kind, request.body, editorOf(request), request.query.new === 'true');
      return sendRecord(request, reply, kind, created, 201);
    }),
  );

  app.patch(
    `/v1/${plural}/:id`,
    {
      ...write,
      schema: {
        operationId: `update${name}`,
        summary: `Change ${aRecordOf(kind)}, or give it a new id`,
        tags: [plural],
        params: IdParam,
        querystring: Record({}),
        headers: IF_MATCH_HEADER,
        body: RefTo(PATCH_SCHEMAS[kind]),
        response: { ...jsonResponses(200, `The ${kind} as it is now.`, record), ...PROPOSED },
      },
    },
    writing(async (request, reply) => {
      const { id } = request.params;
      const { fields, reason } = splitReason(request.body);
      const expect = expectedRevision(request, (await getCurrent(store, request.caller, kind, id)).revision);
      const changed = await updateOrPropose(store, kind, id, fields, expect, editorOf(request, reason));
      if ('proposed' in changed) return sendProposal(reply, changed.proposed);
      return sendRecord(request, reply, kind, changed.made, 200);
    }),
  );

  app.delete(
    `/v1/${plural}/:id`,
    {
      ...write,
      schema: {
        operationId: `delete${name}`,
        summary: `Delete ${aRecordOf(kind)} that nothing cites`,
        tags: [plural],
        params: IdParam,
        querystring: Record({ reason: Type.Optional(Text(2000, 'Why; kept in the change log.')) }),
        headers: IF_MATCH_HEADER,
        response: { 204: GONE, ...PROPOSED, ...PROBLEM_RESPONSES },
      },
    },
    writing(async (request, reply) => {
      const { id } = request.params;
      const { reason = null } = request.query;
      const expect = expectedRevision(request, (await getCurrent(store, request.caller, kind, id)).revision);
      const deleted = await deleteOrPropose(store, kind, id, expect, editorOf(request, reason));
      if ('proposed' in deleted) return sendProposal(reply, deleted.proposed);
      return reply.code(204).header('cache-control', 'no-store').send();
    }),
  );
}

/** What a published position goes through in public. */
export const retractionRoutes: Routes = (app, { store }) => {
  app.post(
    '/v1/positions/:id/retract',
    {
      config: { scope: 'write' },
      schema: {
        operationId: 'retractPosition',
        summary: 'Retract a published position',
        tags: ['positions'],
        params: IdParam,
        querystring: Record({}),
        headers: Type.Object({ ...IF_MATCH_HEADER.properties, ...IDEMPOTENCY_HEADER.properties }),
        body: RefTo(Retraction),
        response: {
          ...jsonResponses(200, 'The position as it is now.', RefTo(ENTITY_SCHEMAS.position)),
          ...PROPOSED,
        },
      },
    },
    writing(async (request, reply) => {
      const { id } = request.params;
      const { reason } = splitReason(request.body);
      const editor = editorOf(request, reason);
      const before = editor.idempotency && (await store.appliedFor(editor.idempotency));
      const { revision } = await getCurrent(store, request.caller, 'position', id);
      // Sent again, the request names the state it found the first time.
      const expect = before ? revision : expectedRevision(request, revision);
      const retracted = await retractOrPropose(store, id, expect, editor);
      if ('proposed' in retracted) return sendProposal(reply, retracted.proposed);
      return sendRecord(request, reply, 'position', retracted.made, 200);
    }),
  );
};
