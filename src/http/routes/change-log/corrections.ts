/** /v1/corrections, and the page that shows them. */
import { Type } from 'typebox';
import { CORRECTIONS_SHAPES, correctionsAnswer } from '../../../answers/change-log/corrections.ts';
import { Correction } from '../../../core/change-log/correction.ts';
import type { Reading } from '../../../core/ports/store.ts';
import { languageOf } from '../../../core/records/question.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { type CorrectedOf, correctionsPage } from '../../../pages/corrections.ts';
import { publicTo } from '../../../services/access/sight.ts';
import type { About } from '../../../services/change-log/changes.ts';
import { correctionsOf, listCorrections } from '../../../services/change-log/history.ts';
import { toldCorrections } from '../../../services/change-log/told-corrections.ts';
import { requireKnown } from '../../../services/records/require-known.ts';
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
          answer: () => correctionsAnswer,
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
    paging(async ({ query, caller }, { say }) => {
      const { cursor: from, expert = '', question = '' } = query;
      // A field that was left empty names nobody.
      const about = { ...(expert !== '' && { expert: [expert] }), ...(question !== '' && { question: [question] }) };
      const publicly = publicTo(caller, store);
      const known = await requireKnown(publicly, about);
      const page = { limit: ON_PAGE, ...(from !== undefined && { cursor: from }) };
      const { items, next } = await correctionsOf(publicly, known, page);
      const of = await subjectsOf(publicly, known);
      const told = await toldCorrections(publicly, items);
      return { page: correctionsPage(told, of, { next, isFirst: from === undefined }, say) };
    }),
  );
};

/** Whom and what corrections are asked of, as they are called now. */
async function subjectsOf(
  store: Reading,
  { expert: experts = [], question: questions = [] }: About,
): Promise<CorrectedOf> {
  const [expert = null] = await store.getMany('expert', experts);
  const [question] = await store.getMany('question', questions);
  return {
    expert,
    question: question === undefined ? null : { id: question.id, name: question.title, ...languageOf(question) },
  };
}
