/** Rounds of coding: opening one, coding in it unseen by others, submitting, and deciding what goes on record. */

import { Type } from 'typebox';
import {
  Adjudication,
  AdjudicationInput,
  Coding,
  CodingInput,
  CodingRound,
  RoundInput,
} from '../../../core/capture/coding.ts';
import { Id, OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { adjudicate } from '../../../services/capture/adjudicate.ts';
import { listCodings, putCoding, submitCodings } from '../../../services/capture/codings.ts';
import { listCoders, listRounds, openRound } from '../../../services/capture/rounds.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { refuseBody, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { editorOf, IDEMPOTENCY_HEADER } from '../../writing/written-record.ts';

const write = { config: { scope: 'write' } } as const;
const publish = { config: { scope: 'publish' } } as const;
const common = { tags: ['documents'], params: IdParam, querystring: Record({}) } as const;
const items = (of: Parameters<typeof RefTo>[0]) => Record({ items: Type.Array(RefTo(of)) });
const Coder = Record({ id: Id, name: Text(200) }, { $id: 'Coder', description: 'A key that may code.' });
const AGAIN = 'is not needed: sent again it changes nothing';

export const codingRoutes: Routes = (app, { store }) => {
  app.get(
    '/v1/coders',
    {
      ...publish,
      schema: {
        operationId: 'listCoders',
        summary: 'Whose keys may code: those that may write',
        tags: common.tags,
        querystring: common.querystring,
        response: jsonResponses(200, 'By name.', items(Coder)),
      },
    },
    uncachedJson(async ({ caller }) => ({ document: { items: await listCoders(store, caller, new Date()) } })),
  );

  app.get(
    '/v1/documents/:id/rounds',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'listRounds',
        summary: 'The rounds in which several people code a document',
        response: jsonResponses(200, 'The oldest first.', items(CodingRound)),
      },
    },
    uncachedJson(async ({ params, caller }) => ({ document: { items: await listRounds(store, caller, params.id) } })),
  );

  app.post(
    '/v1/documents/:id/rounds',
    {
      ...publish,
      schema: {
        ...common,
        operationId: 'openRound',
        summary: 'Have several people code the accepted candidates of a document, unseen by each other',
        description:
          '409 while candidates or another round are open, or where a position says already what is to be coded.',
        body: RefTo(RoundInput),
        response: jsonResponses(201, 'The round.', RefTo(CodingRound)),
      },
    },
    uncachedJson(async (request) => {
      const round = await openRound(store, request.caller, request.params.id, request.body, new Date());
      return { document: round, location: `/v1/documents/${round.document}/rounds` };
    }, 'is not needed: a document has one open round at a time'),
  );

  app.get(
    '/v1/documents/:id/codings',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'listCodings',
        summary: 'What was coded in the newest round of a document',
        description: '403 blind where those of all are asked for by a coder who has not submitted.',
        querystring: Record({
          of: Type.Optional(OneOf(['own', 'all'], 'own, unless given; all: of everybody who has submitted.')),
        }),
        response: jsonResponses(200, 'In the order of the units.', items(Coding)),
      },
    },
    uncachedJson(async ({ params, query: { of = 'own' }, caller }) => ({
      document: { items: await listCodings(store, caller, params.id, of) },
    })),
  );

  app.put(
    '/v1/candidates/:id/codings/:question',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'putCoding',
        summary: 'Say what the words of a candidate mean for a question',
        description: 'Your own coding, in the newest round that has both.',
        params: Record({ id: Id, question: Id }),
        body: RefTo(CodingInput),
        response: jsonResponses(200, 'The coding as it is now.', RefTo(Coding)),
      },
    },
    uncachedJson(async (request) => {
      const { id, question } = request.params;
      return { document: await putCoding(store, request.caller, id, question, request.body) };
    }, 'is not needed: the revision tells whether it was put'),
  );

  app.post(
    '/v1/documents/:id/submit',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'submitCodings',
        summary: 'Submit your codings of the newest round: they never change from then on',
        description: '409 while a unit is not coded. Afterwards you may see what others have submitted.',
        response: jsonResponses(200, 'The round as it is now.', RefTo(CodingRound)),
      },
    },
    uncachedJson(async (request) => {
      refuseBody(request);
      return { document: await submitCodings(store, request.caller, request.params.id) };
    }, AGAIN),
  );

  app.post(
    '/v1/adjudications',
    {
      ...publish,
      schema: {
        operationId: 'adjudicate',
        summary: 'Decide what goes on record of that which several people have coded',
        description:
          'Makes a draft of the position; none where the words say nothing on the question. A reason is needed where the ' +
          'coders differ, or all say something else.',
        tags: common.tags,
        querystring: common.querystring,
        headers: IDEMPOTENCY_HEADER,
        body: RefTo(AdjudicationInput),
        response: jsonResponses(201, 'What was decided.', RefTo(Adjudication)),
      },
    },
    uncachedJson(async (request) => {
      const done = await adjudicate(store, request.body, editorOf(request, request.body.reason ?? null));
      return { document: done, location: `/v1/documents/${done.document}/rounds` };
    }, null),
  );
};
