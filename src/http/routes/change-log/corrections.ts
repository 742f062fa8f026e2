/** /v1/corrections, and the page that shows them. */
import { Type } from 'typebox';
import { CORRECTIONS_SHAPES, correctionsAnswer } from '../../../answers/change-log/corrections.ts';
import { Correction } from '../../../core/change-log/correction.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { correctionsPage } from '../../../pages/corrections.ts';
import { publicTo } from '../../../services/access/sight.ts';
import type { About } from '../../../services/change-log/changes.ts';
import { listCorrections } from '../../../services/change-log/history.ts';
import { getRecord } from '../../../services/records/records.ts';
import { responsesOf } from '../../answering/answers.ts';
import { CURSOR, listParameters, listRoute, pageOf } from '../../answering/list-route.ts';
import type { Routes } from '../../context.ts';
import { expert, question, topic } from '../../parameters.ts';
import type { TypedRequest } from '../../typed-request.ts';
import { shortText } from '../pages/page-parameters.ts';
import { pageQuery } from '../pages/pages.ts';
import { aboutOf, type Feeding, feedOr } from './feeds.ts';

const ON_PAGE = 50;
const IN_PIECE = 50;

const FEED: Feeding = {
  path: '/v1/corrections',
  name: 'corrections',
  description: 'Published positions that were changed or taken back, and why.',
  page: '/corrections',
  corrections: true,
};

type CorrectionsQuery = About & { readonly limit: number; readonly cursor?: string };

export const correctionRoutes: Routes = (app, context) => {
  const { store, answering, paging } = context;
  app.get(
    '/v1/corrections',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'listCorrections',
        summary: 'Published positions that were changed or taken back, newest first',
        description: 'What each said before and says since, field by field, and why. Also as Atom and JSON Feed.',
        tags: ['changes'],
        querystring: Record({ expert, question, topic, ...listParameters(CORRECTIONS_SHAPES) }),
        response: responsesOf(
          'A page of corrections.',
          pageOf(RefTo(Correction), 'The newest first.'),
          CORRECTIONS_SHAPES,
        ),
      },
    },
    answering(
      CORRECTIONS_SHAPES,
      feedOr(
        context,
        FEED,
        listRoute(context, {
          start: CURSOR,
          page: (reading, { query, caller }: TypedRequest<unknown, CorrectionsQuery>, { from, limit }) =>
            listCorrections(reading, caller, { ...aboutOf(query), limit, ...(from !== undefined && { cursor: from }) }),
          pieces: IN_PIECE,
          answer: correctionsAnswer,
        }),
      ),
    ),
  );

  app.get(
    '/corrections',
    {
      config: { scope: 'read' },
      schema: {
        hide: true,
        querystring: pageQuery({
          cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
          expert: shortText,
          question: shortText,
        }),
      },
    },
    paging(async ({ query, caller }) => {
      const { cursor: from, expert: who = '', question: on = '' } = query;
      const seen = publicTo(caller, store);
      const expert = who === '' ? null : await getRecord(seen, caller, 'expert', who);
      const question = on === '' ? null : await getRecord(seen, caller, 'question', on);
      const { items, next } = await listCorrections(store, caller, {
        ...(expert !== null && { expert: [expert.id] }),
        ...(question !== null && { question: [question.id] }),
        limit: ON_PAGE,
        ...(from !== undefined && { cursor: from }),
      });
      const of = { expert, question: question === null ? null : { id: question.id, name: question.title } };
      return { page: correctionsPage(items, of, { next, isFirst: from === undefined }) };
    }),
  );
};
