/** /v1/{plural}/{id}/history */
import type { FastifyContextConfig } from 'fastify';
import { Type } from 'typebox';
import type { Shape } from '../../../answers/answer.ts';
import { historyDisplay, historyRecords } from '../../../answers/history.ts';
import { HistoryEntry } from '../../../core/change-log/history.ts';
import type { Reading } from '../../../core/ports/store.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Nullable, Record, RefTo } from '../../../core/values/schema.ts';
import { getHistory } from '../../../services/change-log/history.ts';
import { everyPage } from '../../../services/slices.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { cursor, formatParameters, IdParam, knownAt, limitOfList } from '../../parameters.ts';
import { pageOrWhole } from '../../streaming/whole-lists.ts';

const SHAPES: readonly Shape[] = ['items', 'records', 'display'];
const IN_PIECE = 50;

const Page = Record({
  items: Type.Array(RefTo(HistoryEntry), { description: 'The oldest first.' }),
  next: Nullable(
    Type.String({ description: 'Pass it as cursor for the next page; null on the last. Also in the Link header.' }),
  ),
});

export const historyRoutes: Routes = (app, context) => {
  for (const kind of KINDS) historyRoute(app, context, kind);
};

function historyRoute(app: App, { readingFor, answering, held }: RouteContext, kind: Kind): void {
  const config: FastifyContextConfig = { scope: 'read', drafts: kind === 'position' };
  app.get(
    `/v1/${PLURALS[kind]}/:id/history`,
    {
      config,
      schema: {
        operationId: `get${kind[0]?.toUpperCase()}${kind.slice(1)}History`,
        summary: `What was done to one ${kind}, oldest first`,
        description: 'Under whichever ids it had, and field by field. What was deleted has a history still.',
        tags: [PLURALS[kind]],
        params: IdParam,
        querystring: Record({ knownAt, limit: limitOfList, cursor, ...formatParameters(SHAPES) }),
        response: responsesOf('A page of entries of the change log.', Page, SHAPES),
      },
    },
    answering(SHAPES, async (request, format) => {
      const { params, query, caller } = request;
      const { id } = params as { id: string };
      const page = (of: Reading, from: string | undefined, most: number) =>
        getHistory(of, kind, id, { limit: most, ...(from !== undefined && { cursor: from }) }, caller);
      const reading = await readingFor(query);
      const listed = await pageOrWhole(request, format, held, {
        page: (most) => page(reading, (query as { cursor?: string }).cursor, most),
        pieces: (snapshot, pause) => everyPage((from: string | undefined) => page(snapshot, from, IN_PIECE), pause),
        portion: (entries) => ({ items: () => entries, records: () => historyRecords(entries) }),
      });
      if ('portions' in listed) return listed;
      const { items, next } = listed;
      return {
        document: { items, next },
        items: () => items,
        records: () => historyRecords(items),
        display: () => [historyDisplay(items)],
        next: next === null ? null : { parameter: 'cursor', value: next },
      };
    }),
  );
}
