/** /v1/documents/{id}/candidates and /v1/candidates: proposing statements by hand, and deciding on them. */

import { Type } from 'typebox';
import {
  Acceptance,
  Joining,
  NewCandidate,
  Rejection,
  Reopening,
  Splitting,
} from '../../../core/capture/candidate-input.ts';
import { DocumentCandidate } from '../../../core/capture/document.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { acceptCandidate } from '../../../services/capture/accept-candidate.ts';
import {
  changeCandidate,
  proposeCandidate,
  rejectCandidate,
  reopenCandidate,
} from '../../../services/capture/candidates.ts';
import { extractAgain } from '../../../services/capture/extract-again.ts';
import { joinInOne, splitInTwo } from '../../../services/capture/rework-candidates.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { refuseBody, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { flag, IdParam } from '../../parameters.ts';
import { editorOf, IDEMPOTENCY_HEADER, MAX_RECORD_BYTES } from '../../writing/written-record.ts';

const write = { config: { scope: 'write' }, bodyLimit: MAX_RECORD_BYTES } as const;
const common = { tags: ['documents'], params: IdParam, querystring: Record({}) } as const;
const answered = jsonResponses(200, 'The candidate as it is now.', RefTo(DocumentCandidate));

const REVISED = 'is not needed: the revision tells whether it was done';

// What is within a body stands there itself: bodies are checked one by one, and know of no other.
const CandidateChange = Record(
  { revision: Type.Integer({ minimum: 1 }), candidate: Record(NewCandidate.properties) },
  { $id: 'CandidateChange', description: 'What an open candidate is to say instead.' },
);

export const candidateRoutes: Routes = (app, { store, capture }) => {
  app.post(
    '/v1/documents/:id/extract',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'extractAgain',
        summary: 'Look for statements in a document again, as with a newer release',
        description:
          'What was proposed and decided stays; a statement is proposed where no candidate shares four fifths of its words.',
        response: jsonResponses(
          200,
          'What is proposed that was not before.',
          Record({ items: Type.Array(RefTo(DocumentCandidate)) }),
        ),
      },
    },
    uncachedJson(async (request) => {
      refuseBody(request);
      return { document: { items: await extractAgain(store, request.caller, capture.extract, request.params.id) } };
    }),
  );

  app.post(
    '/v1/documents/:id/candidates',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'proposeCandidate',
        summary: 'Propose a statement in a document',
        description: 'Words are located exactly: what is refused names the nearest, or the places where they are.',
        body: RefTo(NewCandidate),
        response: jsonResponses(201, 'The candidate.', RefTo(DocumentCandidate)),
      },
    },
    uncachedJson(async ({ params, body, caller }) => {
      const candidate = await proposeCandidate(store, caller, params.id, body);
      return { document: candidate, location: `/v1/documents/${candidate.document}/candidates` };
    }),
  );

  app.patch(
    '/v1/candidates/:id',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'changeCandidate',
        summary: 'Put other words, another speaker or day into an open candidate',
        body: RefTo(CandidateChange),
        response: answered,
      },
    },
    uncachedJson(
      async ({ params, body, caller }) => ({
        document: await changeCandidate(store, caller, params.id, body.revision, body.candidate),
      }),
      REVISED,
    ),
  );

  app.post(
    '/v1/candidates/:id/accept',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'acceptCandidate',
        summary: 'Make drafts of a candidate',
        headers: IDEMPOTENCY_HEADER,
        querystring: Record({ new: flag('true: newExpert is another than those whose names are near.') }),
        description: 'The statement, and the positions that rest on it, in one commit.',
        body: RefTo(Acceptance),
        response: answered,
      },
    },
    uncachedJson(
      async (request) => ({
        document: await acceptCandidate(
          store,
          request.params.id,
          request.body,
          editorOf(request),
          request.query.new === 'true',
        ),
      }),
      null,
    ),
  );

  app.post(
    '/v1/candidates/:id/reject',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'rejectCandidate',
        summary: 'Set a candidate aside',
        body: RefTo(Rejection),
        response: answered,
      },
    },
    uncachedJson(
      async ({ params, body, caller }) => ({
        document: await rejectCandidate(store, caller, params.id, body.revision, body.reason ?? null),
      }),
      REVISED,
    ),
  );

  app.post(
    '/v1/candidates/:id/reopen',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'reopenCandidate',
        summary: 'Undo the decision on a candidate; drafts that were made of it are deleted',
        body: RefTo(Reopening),
        response: answered,
      },
    },
    uncachedJson(
      async (request) => ({
        document: await reopenCandidate(store, request.params.id, request.body.revision, editorOf(request)),
      }),
      REVISED,
    ),
  );

  app.post(
    '/v1/candidates/:id/split',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'splitCandidate',
        summary: 'Make two of an open candidate',
        description:
          'Its words from `begins` on become a candidate of their own; retold words lose the comma and the “and” that joined them.',
        body: RefTo(Splitting),
        response: jsonResponses(
          200,
          'Both, the one that was split first.',
          Record({ items: Type.Array(RefTo(DocumentCandidate)) }),
        ),
      },
    },
    uncachedJson(
      async ({ params, body: { revision, begins }, caller }) => ({
        document: { items: await splitInTwo(store, caller, params.id, revision, begins) },
      }),
      REVISED,
    ),
  );

  app.post(
    '/v1/candidates/:id/join',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'joinCandidates',
        summary: 'Put the words of another open candidate into this one',
        description:
          'The other is set aside. 409 where somebody else says it, or a third candidate stands between the two.',
        body: RefTo(Joining),
        response: answered,
      },
    },
    uncachedJson(
      async ({ params: { id }, body: { revision, other, otherRevision }, caller }) => ({
        document: await joinInOne(store, caller, { id, revision }, { id: other, revision: otherRevision }),
      }),
      REVISED,
    ),
  );
};
