/** /v1/{plural}/{id}/history */
import type { FastifyContextConfig } from 'fastify';
import { Type } from 'typebox';
import { KINDS, type Kind, PLURALS } from '../../core/entity.ts';
import { HistoryEntry } from '../../core/history.ts';
import { Nullable, Record, RefTo } from '../../core/schema.ts';
import { historyDisplay, historyRecords } from '../../core/tables/history.ts';
import type { Shape } from '../../formats/format.ts';
import { getHistory } from '../../services/history.ts';
import { responsesOf } from '../answers.ts';
import { cursor, formatParameters, IdParam, knownAt, limit } from '../parameters.ts';
import type { App, RouteContext, Routes } from './context.ts';

const SHAPES: readonly Shape[] = ['items', 'records', 'display'];

const Page = Record({
  items: Type.Array(RefTo(HistoryEntry), { description: 'The oldest first.' }),
  next: Nullable(
    Type.String({ description: 'Pass it as cursor for the next page; null on the last. Also in the Link header.' }),
  ),
});

export const historyRoutes: Routes = (app, context) => {
  for (const kind of KINDS) historyRoute(app, context, kind);
};

function historyRoute(app: App, { readingFor, answering }: RouteContext, kind: Kind): void {
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
        querystring: Record({ knownAt, limit, cursor, ...formatParameters(SHAPES) }),
        response: responsesOf('A page of entries of the change log.', Page, SHAPES),
      },
    },
    answering(SHAPES, async ({ params, query, caller }) => {
      const { limit: most, cursor: from } = query as { limit: number; cursor?: string };
      const page = { limit: most, ...(from !== undefined && { cursor: from }) };
      const { id } = params as { id: string };
      const { items, next } = await getHistory(await readingFor(query), kind, id, page, caller);
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
