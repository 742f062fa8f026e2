/** Merging a record into another of its kind. */

import { Type } from 'typebox';
import { aRecordOf, ENTITY_SCHEMAS, PLURALS } from '../../../core/records/kinds.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { nameOf } from '../../../core/writing/edit-schemas.ts';
import { MERGEABLE_KINDS, type MergeableKind, Merging } from '../../../core/writing/merging.ts';
import { getCurrent } from '../../../services/records/editing.ts';
import { mergeOrPropose } from '../../../services/records/proposals.ts';
import { jsonResponses } from '../../answering/answers.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { IdParam } from '../../parameters.ts';
import { expectedRevision } from '../../writing/preconditions.ts';
import {
  editorOf,
  IDEMPOTENCY_HEADER,
  IF_MATCH_HEADER,
  PROPOSED,
  sendProposal,
  sendRecord,
  writing,
} from '../../writing/written-record.ts';

export const mergingRoutes: Routes = (app, context) => {
  for (const kind of MERGEABLE_KINDS) mergingRoute(app, context, kind);
};

/** Registers `POST /v1/{plural}/{id}/merge`. */
function mergingRoute(app: App, { store }: RouteContext, kind: MergeableKind): void {
  app.post(
    `/v1/${PLURALS[kind]}/:id/merge`,
    {
      config: { scope: 'write' },
      schema: {
        operationId: `merge${nameOf(kind)}`,
        summary: `Merge ${aRecordOf(kind)} into another, which all that refers to it refers to since`,
        tags: [PLURALS[kind]],
        params: IdParam,
        querystring: Record({}),
        headers: Type.Object({ ...IF_MATCH_HEADER.properties, ...IDEMPOTENCY_HEADER.properties }),
        body: RefTo(Merging),
        response: { ...jsonResponses(200, `The ${kind} that stays.`, RefTo(ENTITY_SCHEMAS[kind])), ...PROPOSED },
      },
    },
    writing(async (request, reply) => {
      const { id } = request.params;
      const { into, reason } = request.body;
      const editor = editorOf(request, reason);
      const before = editor.idempotency && (await store.appliedFor(editor.idempotency));
      // Sent again, its id leads to the record that stays already, and the store answers as the first time.
      const expect = before
        ? 0
        : expectedRevision(request, (await getCurrent(store, request.caller, kind, id)).revision);
      const merged = await mergeOrPropose(store, { kind, id, into }, expect, editor);
      if ('proposed' in merged) return sendProposal(reply, merged.proposed);
      return sendRecord(request, reply, kind, merged.made, 200);
    }),
  );
}
