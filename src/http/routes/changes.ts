/** /v1/changes */
import { Type } from 'typebox';
import { Change } from '../../core/change.ts';
import { Nullable, Record, RefTo } from '../../core/schema.ts';
import { changesTable } from '../../core/tables/records.ts';
import type { Shape } from '../../formats/format.ts';
import { listChanges } from '../../services/changes.ts';
import { responsesOf } from '../answers.ts';
import { formatParameters, limit } from '../parameters.ts';
import type { Routes } from './context.ts';

const Page = Record({
  items: Type.Array(RefTo(Change), { description: 'The oldest first.' }),
  next: Nullable(Type.Integer({ description: 'Pass it as after for the next page; null at the end of the log.' })),
});

const SHAPES: readonly Shape[] = ['items', 'records', 'display'];

export const changeRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/changes',
    {
      schema: {
        operationId: 'listChanges',
        summary: 'The change log, oldest first',
        tags: ['changes'],
        querystring: Record({
          after: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: Number.MAX_SAFE_INTEGER,
              default: 0,
              description: 'Sequence number of the last change already seen.',
            }),
          ),
          limit,
          ...formatParameters(SHAPES),
        }),
        response: responsesOf('A page of changes.', Page, SHAPES),
      },
    },
    answering(SHAPES, async ({ query }) => {
      const asked = query as { after: number; limit: number };
      const { items, next } = await listChanges(store, asked.after, asked.limit);
      const table = () => changesTable(items);
      return {
        document: { items, next },
        items,
        records: table,
        display: () => [table()],
        next: next === null ? null : { parameter: 'after', value: String(next) },
      };
    }),
  );
};
