/** /v1/documents/{id}/draft, /v1/documents/{id}/draftings and /v1/candidates/{id}/machine: a model that proposes statements. */
import { Type } from 'typebox';
import { DocumentCandidate } from '../../../core/capture/document.ts';
import { Drafting } from '../../../core/capture/drafting/drafting.ts';
import { Id, Nullable, Record, RefTo } from '../../../core/values/schema.ts';
import { draftDocument, listDraftings, machineAnswer } from '../../../services/capture/drafting.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { refuseBody, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';

const config = { scope: 'write' } as const;
const common = { tags: ['documents'], params: IdParam, querystring: Record({}) } as const;

export const draftingRoutes: Routes = (app, { store, drafter }) => {
  app.post(
    '/v1/documents/:id/draft',
    {
      config,
      schema: {
        ...common,
        operationId: 'draftDocument',
        summary: 'Have a model propose statements in a document',
        description:
          'Statements whose words are in the text become open candidates; others are dropped and counted. 409 where the text ' +
          'may not be sent, 502 where nothing of use came back.',
        response: jsonResponses(
          200,
          'What was sent and dropped, and what is proposed.',
          Record({ drafting: RefTo(Drafting), items: Type.Array(RefTo(DocumentCandidate)) }),
        ),
      },
    },
    uncachedJson(async (request) => {
      refuseBody(request);
      return { document: await draftDocument(store, request.caller, drafter, request.params.id, new Date()) };
    }),
  );

  app.get(
    '/v1/documents/:id/draftings',
    {
      config,
      schema: {
        ...common,
        operationId: 'listDraftings',
        summary: 'The times that a model was asked about a document, the newest first',
        response: jsonResponses(
          200,
          'What left the house, and what became of it.',
          Record({ items: Type.Array(RefTo(Drafting)) }),
        ),
      },
    },
    uncachedJson(async ({ params, caller }) => ({
      document: { items: await listDraftings(store, caller, params.id) },
    })),
  );

  app.get(
    '/v1/candidates/:id/machine',
    {
      config,
      schema: {
        ...common,
        operationId: 'getMachineAnswer',
        summary: 'What the model took the words of a candidate for, once somebody has chosen',
        description:
          'null while no position on the question rests on the words, and for ever where several people code them unseen.',
        response: jsonResponses(
          200,
          'The option of the question, or null.',
          Record({ answer: Nullable(Record({ question: Id, option: Id })) }),
        ),
      },
    },
    uncachedJson(async ({ params, caller }) => ({
      document: { answer: await machineAnswer(store, caller, params.id) },
    })),
  );
};
