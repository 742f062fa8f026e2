/** Publishing: a draft of any kind by its address, and many at once, all of them or none. */

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Doubt } from '../../../core/records/doubts.ts';
import { aRecordOf, ENTITY_SCHEMAS, KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { nameOf, Publication } from '../../../core/writing/edit-schemas.ts';
import { PublicationOfSeveral, Publishing } from '../../../core/writing/publishing.ts';
import { json } from '../../../formats/json.ts';
import { getCurrent } from '../../../services/records/editing.ts';
import { publishRecord, publishRecords } from '../../../services/records/publishing.ts';
import { jsonResponses } from '../../answering/answers.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { flag, IdParam } from '../../parameters.ts';
import { expectedRevision } from '../../writing/preconditions.ts';
import {
  editorOf,
  IDEMPOTENCY_HEADER,
  IF_MATCH_HEADER,
  MAX_RECORD_BYTES,
  sendRecord,
  splitReason,
  writing,
} from '../../writing/written-record.ts';

const TRIAL = Record({
  dryRun: flag('true: a trial, which needs no If-Match, says what would become public, and writes nothing.'),
});

const sendPublishing = async (reply: FastifyReply, publishing: Publishing): Promise<FastifyReply> =>
  reply
    .header('cache-control', 'no-store')
    .type(json.mediaType)
    .send(await json.render({ document: publishing }, {}));

export const publishingRoutes: Routes = (app, context) => {
  for (const kind of KINDS) publishingRoute(app, context, kind);
  const { store } = context;
  app.post(
    '/v1/publish',
    {
      config: { scope: 'publish' },
      bodyLimit: MAX_RECORD_BYTES,
      schema: {
        operationId: 'publishSeveral',
        summary: 'Publish drafts of any kind, all of them or none',
        description: 'Every draft that they refer to is published with them. What is public already is left as it is.',
        tags: ['publishing'],
        querystring: TRIAL,
        headers: IDEMPOTENCY_HEADER,
        body: RefTo(PublicationOfSeveral),
        response: jsonResponses(200, 'All that became public, or would.', RefTo(Publishing)),
      },
    },
    writing(async (request, reply) => {
      const { records, reason = null } = request.body;
      const dryRun = request.query.dryRun === 'true';
      const editor = editorOf(request, reason);
      return sendPublishing(reply, await publishRecords(store, records, editor, { dryRun }));
    }),
  );
};

/** More in a header is cut or refused on its way; without a query all doubts there are are listed. */
const MAX_QUERY = 2_000;

/** The record is answered as it stands, with a link to what is doubtful in the statements that became public with it. */
function linkToDoubts(doubts: readonly Doubt[]): string {
  const ids = new Set(doubts.map(({ statement }) => statement));
  const query = `?${[...ids].map((id) => `id=${encodeURIComponent(id)}`).join('&')}`;
  return `</v1/doubts${query.length > MAX_QUERY ? '' : query}>; rel="describedby"; title="${doubts.length === 1 ? '1 doubt' : `${doubts.length} doubts`}"`;
}

/** Registers `POST /v1/{plural}/{id}/publish`. */
function publishingRoute(app: App, { store }: RouteContext, kind: Kind): void {
  const record = RefTo(ENTITY_SCHEMAS[kind]);
  app.post(
    `/v1/${PLURALS[kind]}/:id/publish`,
    {
      config: { scope: 'publish' },
      schema: {
        operationId: `publish${nameOf(kind)}`,
        summary: `Publish ${aRecordOf(kind)} that is a draft, and the drafts that it refers to`,
        tags: [PLURALS[kind]],
        params: IdParam,
        querystring: TRIAL,
        headers: Type.Object({ ...IF_MATCH_HEADER.properties, ...IDEMPOTENCY_HEADER.properties }),
        body: RefTo(Publication),
        response: jsonResponses(
          200,
          `The ${kind} as it is now; of a trial, all that would become public.`,
          Type.Union([record, RefTo(Publishing)]),
        ),
      },
    },
    writing(async (request, reply) => {
      const { id } = request.params;
      const editor = editorOf(request, splitReason(request.body).reason);
      const { revision } = await getCurrent(store, request.caller, kind, id);
      if (request.query.dryRun === 'true')
        return sendPublishing(reply, await publishRecords(store, [{ kind, id }], editor, { dryRun: true }));
      const before = editor.idempotency && (await store.appliedFor(editor.idempotency));
      // Sent again, the request names the state it found the first time.
      const expect = before ? revision : expectedRevision(request, revision);
      const { record, doubts } = await publishRecord(store, kind, id, expect, editor);
      if (doubts.length > 0) reply.header('link', linkToDoubts(doubts));
      return sendRecord(request, reply, kind, record, 200);
    }),
  );
}
