/** The routes every kind of record has: the list, the single record, and its writing. */
import type { FastifyContextConfig } from 'fastify';
import { Type } from 'typebox';
import { recordAnswer, recordListShapes, recordShapes, recordsAnswer } from '../../../answers/records/records.ts';
import { seesDrafts } from '../../../core/access/caller.ts';
import type { Cited } from '../../../core/matrix/citation.ts';
import type { ListFilter, Reading } from '../../../core/ports/store.ts';
import { type Includable, Included } from '../../../core/records/included.ts';
import { ENTITY_SCHEMAS, type Entities, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import type { Format, FormatOptions } from '../../../formats/format.ts';
import { readableBy } from '../../../services/access/sight.ts';
import { NameReader } from '../../../services/records/called.ts';
import { readIncluded } from '../../../services/records/included.ts';
import { everyRecord, getRecord, type ListRequest, listRecords } from '../../../services/records/records.ts';
import { responsesOf } from '../../answering/answers.ts';
import { CURSOR, listParameters, listRoute, pageOf } from '../../answering/list-route.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import {
  type Filter,
  filterParameters,
  formatParameters,
  IdParam,
  includeParameter,
  knownAt,
  sortParameter,
} from '../../parameters.ts';
import { wrongParameter } from '../../problems/problems.ts';
import type { TypedRequest } from '../../typed-request.ts';
import { editingRoutes } from './editing.ts';

type Resource<K extends Kind> = {
  readonly kind: K;
  /** How the list is sorted. */
  readonly order: string;
  readonly filters: readonly Exclude<Filter, 'id' | 'updatedSince'>[];
  /** What records of this kind rest on, where they are statements. */
  readonly cite?: (store: Reading, records: readonly Entities[K][]) => Promise<Cited>;
  /** The positions among the records: a page of them may have the records that they name beside it. */
  readonly positionsIn?: (records: readonly Entities[K][]) => readonly Entities['position'][];
};

/** Registers `GET /v1/{plural}` with the filters given, `id` and `updatedSince`, and `GET /v1/{plural}/{id}`. */
export function recordRoutes<K extends Kind>(
  app: App,
  context: RouteContext,
  { kind, order, filters, cite, positionsIn }: Resource<K>,
): void {
  const { readingFor, answering } = context;
  const plural = PLURALS[kind];
  const single = recordShapes(cite !== undefined);
  const several = recordListShapes(cite !== undefined);
  const citing = (reading: Reading, records: readonly Entities[K][]) =>
    cite === undefined ? {} : { cited: () => cite(reading, records) };
  // Only tables have names beside ids.
  const calledIn = async (names: NameReader, records: readonly Entities[K][], { needs }: Format) =>
    needs === 'records' || needs === 'display' ? { called: await names.of(kind, records) } : {};
  const tags = [plural];
  const config: FastifyContextConfig = { scope: 'read', drafts: true };
  const cost = { row: 15 };
  const item = RefTo(ENTITY_SCHEMAS[kind]);
  const page = pageOf(item);
  const isAlone = positionsIn === undefined;

  const list = listRoute(context, {
    start: CURSOR,
    page: async (reading, { query, caller }: TypedRequest<unknown, ListQuery>, { from, limit }) => {
      const start = from === undefined ? {} : { cursor: from };
      const found = await listRecords(reading, caller, kind, { ...filterOf(query), ...start, limit });
      if (query.include === undefined || positionsIn === undefined) return found;
      return { ...found, included: await readIncluded(reading, caller, positionsIn(found.items), query.include) };
    },
    pieces: (snapshot, { query, caller }, pause) => everyRecord(snapshot, caller, kind, filterOf(query), pause),
    answer: (reading, { caller }, format) => {
      const names = new NameReader(readableBy(caller, reading));
      return async (page) => {
        const beside = { ...citing(reading, page.items), ...(await calledIn(names, page.items, format)) };
        return recordsAnswer(kind, page, { ...beside, drafts: seesDrafts(caller) });
      };
    },
  });

  app.get(
    `/v1/${plural}`,
    {
      config: { ...config, cost },
      schema: {
        operationId: `list${plural[0]?.toUpperCase()}${plural.slice(1)}`,
        summary: `List ${plural}, ${order}`,
        tags,
        querystring: Record({
          ...filterParameters(['id', ...filters, 'updatedSince']),
          ...includeParameter(!isAlone),
          sort: sortParameter(kind),
          ...listParameters(several),
        }),
        response: responsesOf(
          `A page of ${plural}.`,
          isAlone ? page : Record({ ...page.properties, included: Type.Optional(RefTo(Included)) }),
          several,
        ),
      },
    },
    answering(several, (request: TypedRequest<unknown, ListQuery>, format) => {
      refuseUnlessJson(request.query, format);
      return list(request, format);
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
    answering(single, async ({ params, query, caller }, format) => {
      const reading = await readingFor(query);
      const record = await getRecord(reading, caller, kind, params.id);
      const called = await calledIn(new NameReader(readableBy(caller, reading)), [record], format);
      const beside = { ...citing(reading, [record]), ...called, drafts: seesDrafts(caller) };
      return { ...recordAnswer(kind, record, beside), record: record.revision };
    }),
  );

  editingRoutes(app, context, kind);
}

type ListQuery = ListRequest & FormatOptions & { readonly knownAt?: string; readonly include?: readonly Includable[] };

/** Rows have no place for other records. */
function refuseUnlessJson({ include }: ListQuery, { name }: Format): void {
  if (include !== undefined && name !== 'json') throw wrongParameter('include', `is only for json, not for ${name}`);
}

/** What a query says of the records and their order, without what it says of the page and its format. */
function filterOf(query: ListQuery): ListFilter & Pick<ListQuery, 'sort'> {
  const { cursor, limit, knownAt: _, include, bom, shape, width, height, ...filter } = query;
  return filter;
}
