/** The routes every kind of record has: the list, the single record, and its writing. */
import type { FastifyContextConfig } from 'fastify';
import { type TProperties, Type } from 'typebox';
import type { Shape } from '../../../answers/answer.ts';
import { recordsTable } from '../../../answers/records.ts';
import type { Cited } from '../../../core/matrix/citation.ts';
import type { ListFilter, Reading } from '../../../core/ports/store.ts';
import { ENTITY_SCHEMAS, type Entities, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Nullable, Record, RefTo } from '../../../core/values/schema.ts';
import { everyRecord, getRecord, type ListRequest, listRecords } from '../../../services/records/records.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { cursor, formatParameters, IdParam, knownAt, limitOfList } from '../../parameters.ts';
import { pageOrWhole } from '../../streaming/whole-lists.ts';
import { editingRoutes } from './editing.ts';

type Resource<K extends Kind> = {
  readonly kind: K;
  /** How the list is sorted. */
  readonly order: string;
  readonly filters: TProperties;
  /** What records of this kind rest on, where they are statements. */
  readonly cite?: (store: Reading, records: readonly Entities[K][]) => Promise<Cited>;
};

/** Registers `GET /v1/{plural}` with the filters given, and `GET /v1/{plural}/{id}`. */
export function recordRoutes<K extends Kind>(
  app: App,
  context: RouteContext,
  { kind, order, filters, cite }: Resource<K>,
): void {
  const { readingFor, answering, held } = context;
  const plural = PLURALS[kind];
  const single: Shape[] = ['records', 'display', ...(cite === undefined ? [] : (['cited'] as const))];
  const several: Shape[] = ['items', ...single];
  const citing = (reading: Reading, records: readonly Entities[K][]) =>
    cite === undefined ? {} : { cited: () => cite(reading, records) };
  const tags = [plural];
  const config: FastifyContextConfig = { scope: 'read', drafts: kind === 'position' };
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
      config,
      schema: {
        operationId: `list${plural[0]?.toUpperCase()}${plural.slice(1)}`,
        summary: `List ${plural}, ${order}`,
        tags,
        querystring: Record({ ...filters, knownAt, limit: limitOfList, cursor, ...formatParameters(several) }),
        response: responsesOf(`A page of ${plural}.`, page, several),
      },
    },
    answering(several, async (request, format) => {
      const { query, caller } = request;
      const { cursor: from, ...given } = query as ListRequest;
      // The schema above has made the query what a list request is, but for what concerns the format alone.
      const notFilters = { knownAt, limit: limitOfList, ...formatParameters(several) };
      const filter: ListFilter = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in notFilters)));
      const start = from === undefined ? {} : { cursor: from };
      const reading = await readingFor(query);
      const listed = await pageOrWhole(request, format, held, {
        page: (most) => listRecords(reading, kind, { ...filter, ...start, limit: most }, caller),
        pieces: (snapshot, pause) => everyRecord(snapshot, kind, filter, caller, pause),
        portion: (records) => ({ items: () => records, records: () => recordsTable(kind, records) }),
      });
      if ('portions' in listed) return listed;
      const { items, next } = listed;
      const table = () => recordsTable(kind, items);
      return {
        document: { items, next },
        items: () => items,
        records: table,
        display: () => [table()],
        ...citing(reading, items),
        next: next === null ? null : { parameter: 'cursor', value: next },
      };
    }),
  );

  app.get(
    `/v1/${plural}/:id`,
    {
      config,
      schema: {
        operationId: `get${kind[0]?.toUpperCase()}${kind.slice(1)}`,
        summary: `One ${kind}`,
        tags,
        params: IdParam,
        querystring: Record({ knownAt, ...formatParameters(single) }),
        response: responsesOf(`The ${kind}.`, item, single),
      },
    },
    answering(single, async ({ params, query, caller }, { evidence }) => {
      const reading = await readingFor(query);
      const record = await getRecord(reading, kind, (params as { id: string }).id, caller);
      const table = () => recordsTable(kind, [record]);
      return {
        document: record,
        record: record.revision,
        // With its evidence an answer depends on more than the record.
        revision: evidence === true && cite !== undefined ? undefined : record.revision,
        records: table,
        display: () => [table()],
        ...citing(reading, [record]),
      };
    }),
  );

  editingRoutes(app, context, kind);
}
