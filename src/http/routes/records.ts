/** The two routes every kind of record has: the list and the single record. */
import { type TProperties, Type } from 'typebox';
import { ENTITY_SCHEMAS, type Kind, PLURALS } from '../../core/entity.ts';
import { Nullable, Record, RefTo } from '../../core/schema.ts';
import { recordsTable } from '../../core/tables/records.ts';
import { getRecord, type ListRequest, listRecords } from '../../services/records.ts';
import { responsesOf } from '../answers.ts';
import { cursor, IdParam, limit } from '../parameters.ts';
import type { App, RouteContext } from './context.ts';

/** Registers `GET /v1/{plural}` with the filters given, and `GET /v1/{plural}/{id}`. `order` tells how the list is sorted. */
export function recordRoutes<K extends Kind>(
  app: App,
  { store, answering }: RouteContext,
  { kind, order, filters }: { kind: K; order: string; filters: TProperties },
): void {
  const plural = PLURALS[kind];
  const tags = [plural];
  const item = RefTo(ENTITY_SCHEMAS[kind]);
  const page = Record({
    items: Type.Array(item),
    next: Nullable(
      Type.String({ description: 'Pass it as cursor for the next page; null on the last. Also in the Link header.' }),
    ),
  });

  app.get(
    `/v1/${plural}`,
    {
      schema: {
        operationId: `list${plural[0]?.toUpperCase()}${plural.slice(1)}`,
        summary: `List ${plural}, ${order}`,
        tags,
        querystring: Record({ ...filters, limit, cursor }),
        response: responsesOf(`A page of ${plural}.`, page, ['items', 'records', 'display']),
      },
    },
    answering(['items', 'records', 'display'], async ({ query }) => {
      // The schema above has made the query what a list request is.
      const { items, next } = await listRecords(store, kind, query as ListRequest);
      const table = () => recordsTable(kind, items);
      return {
        document: { items, next },
        items,
        records: table,
        display: () => [table()],
        next: next === null ? null : { parameter: 'cursor', value: next },
      };
    }),
  );

  app.get(
    `/v1/${plural}/:id`,
    {
      schema: {
        operationId: `get${kind[0]?.toUpperCase()}${kind.slice(1)}`,
        summary: `One ${kind}`,
        tags,
        params: IdParam,
        querystring: Record({}),
        response: responsesOf(`The ${kind}.`, item, ['records', 'display']),
      },
    },
    answering(['records', 'display'], async ({ params }) => {
      const record = await getRecord(store, kind, (params as { id: string }).id);
      const table = () => recordsTable(kind, [record]);
      return { document: record, revision: record.revision, records: table, display: () => [table()] };
    }),
  );
}
