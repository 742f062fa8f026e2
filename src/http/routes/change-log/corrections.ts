/** /v1/corrections, and the page that shows them. */
import { Type } from 'typebox';
import type { Shape } from '../../../answers/answer.ts';
import { correctionsDisplay, correctionsRecords } from '../../../answers/history.ts';
import { Correction } from '../../../core/change-log/correction.ts';
import type { Reading } from '../../../core/ports/store.ts';
import { Nullable, Record, RefTo } from '../../../core/values/schema.ts';
import { correctionsPage } from '../../../pages/corrections.ts';
import { listCorrections } from '../../../services/change-log/history.ts';
import { everyPage } from '../../../services/slices.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { cursor, expert, formatParameters, knownAt, limitOfList, question, topic } from '../../parameters.ts';
import { pageOrWhole } from '../../streaming/whole-lists.ts';
import { pageQuery } from '../pages/pages.ts';
import { aboutOf, answerFeed, type Feeding, isFeed, refuseStart } from './feeds.ts';

const SHAPES: readonly Shape[] = ['items', 'records', 'display', 'feed'];
const ON_PAGE = 50;
const IN_PIECE = 50;

const Page = Record({
  items: Type.Array(RefTo(Correction), { description: 'The newest first.' }),
  next: Nullable(
    Type.String({ description: 'Pass it as cursor for the next page; null on the last. Also in the Link header.' }),
  ),
});

const FEED: Feeding = {
  path: '/v1/corrections',
  name: 'corrections',
  description: 'Published positions that were changed or taken back, and why.',
  page: '/corrections',
  corrections: true,
};

export const correctionRoutes: Routes = (app, { store, readingFor, answering, held, paging, publicUrl }) => {
  app.get(
    '/v1/corrections',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'listCorrections',
        summary: 'Published positions that were changed or taken back, newest first',
        description: 'What each said before and says since, field by field, and why. Also as Atom and JSON Feed.',
        tags: ['changes'],
        querystring: Record({
          expert,
          question,
          topic,
          knownAt,
          limit: limitOfList,
          cursor,
          ...formatParameters(SHAPES),
        }),
        response: responsesOf('A page of corrections.', Page, SHAPES),
      },
    },
    answering(SHAPES, async (request, format) => {
      const { query } = request;
      const reading = await readingFor(query);
      if (isFeed(format)) {
        refuseStart(request);
        return answerFeed(request, reading, publicUrl, FEED);
      }
      const page = (of: Reading, from: string | undefined, limit: number) =>
        listCorrections(of, { ...aboutOf(query), limit, ...(from !== undefined && { cursor: from }) });
      const listed = await pageOrWhole(request, format, held, {
        page: (limit) => page(reading, (query as { cursor?: string }).cursor, limit),
        pieces: (snapshot, pause) => everyPage((from: string | undefined) => page(snapshot, from, IN_PIECE), pause),
        portion: (corrections) => ({ items: () => corrections, records: () => correctionsRecords(corrections) }),
      });
      if ('portions' in listed) return listed;
      const { items, next } = listed;
      return {
        document: { items, next },
        items: () => items,
        records: () => correctionsRecords(items),
        display: () => [correctionsDisplay(items)],
        next: next === null ? null : { parameter: 'cursor', value: next },
      };
    }),
  );

  app.get(
    '/corrections',
    {
      config: { scope: 'read' },
      schema: { hide: true, querystring: pageQuery({ cursor: Type.Optional(Type.String({ maxLength: 2_000 })) }) },
    },
    paging(async ({ query }) => {
      const { cursor: from } = query as { cursor?: string };
      const { items, next } = await listCorrections(store, {
        limit: ON_PAGE,
        ...(from !== undefined && { cursor: from }),
      });
      return { page: correctionsPage(items, { next, isFirst: from === undefined }) };
    }),
  );
};
