/** The two routes every kind of record has: the list and the single record. */
import { type TProperties, Type } from 'typebox';
import type { Cited } from '../../core/citation.ts';
import { ENTITY_SCHEMAS, type Entities, type Kind, PLURALS } from '../../core/entity.ts';
import { Nullable, Record, RefTo } from '../../core/schema.ts';
import type { Store } from '../../core/store.ts';
import { recordsTable } from '../../core/tables/records.ts';
import type { Shape } from '../../formats/format.ts';
import { getRecord, type ListRequest, listRecords } from '../../services/records.ts';
import { responsesOf } from '../answers.ts';
import { cursor, formatParameters, IdParam, limit } from '../parameters.ts';
import type { App, RouteContext } from './context.ts';

type Resource<K extends Kind> = {
  readonly kind: K;
  /** How the list is sorted. */
  readonly order: string;
  readonly filters: TProperties;
  /** What records of this kind rest on, where they are statements. */
  readonly cite?: (store: Store, records: readonly Entities[K][]) => Promise<Cited>;
};

/** Registers `GET /v1/{plural}` with the filters given, and `GET /v1/{plural}/{id}`. */
export function recordRoutes<K extends Kind>(
  app: App,
  { store, answering }: RouteContext,
  { kind, order, filters, cite }: Resource<K>,
): void {
  const plural = PLURALS[kind];
  const single: Shape[] = ['records', 'display', ...(cite === undefined ? [] : (['cited'] as const))];
  const several: Shape[] = ['items', ...single];
  const citing = (records: readonly Entities[K][]) => (cite === undefined ? {} : { cited: () => cite(store, records) });
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
        querystring: Record({ ...filters, limit, cursor, ...formatParameters(several) }),
        response: responsesOf(`A page of ${plural}.`, page, several),
      },
    },
    answering(several, async ({ query }) => {
      // The schema above has made the query what a list request is, but for what concerns the format alone.
      const asked = Object.entries(query as object).filter(([name]) => !(name in formatParameters(several)));
      const { items, next } = await listRecords(store, kind, Object.fromEntries(asked) as ListRequest);
      const table = () => recordsTable(kind, items);
      return {
        document: { items, next },
        items,
        records: table,
        display: () => [table()],
        ...citing(items),
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
        querystring: Record(formatParameters(single)),
        response: responsesOf(`The ${kind}.`, item, single),
      },
    },
    answering(single, async ({ params }, { evidence }) => {
      const record = await getRecord(store, kind, (params as { id: string }).id);
      const table = () => recordsTable(kind, [record]);
      return {
        document: record,
        // With its evidence an answer depends on more than the record.
        revision: evidence === true && cite !== undefined ? undefined : record.revision,
        records: table,
        display: () => [table()],
        ...citing([record]),
      };
    }),
  );
}
