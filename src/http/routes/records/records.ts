/** The routes every kind of record has: the list, the single record, and its writing. */
import type { FastifyContextConfig } from 'fastify';
import { recordAnswer, recordListShapes, recordShapes, recordsAnswer } from '../../../answers/records/records.ts';
import type { Cited } from '../../../core/matrix/citation.ts';
import type { ListFilter, Reading } from '../../../core/ports/store.ts';
import { ENTITY_SCHEMAS, type Entities, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import type { FormatOptions } from '../../../formats/format.ts';
import { everyRecord, getRecord, type ListRequest, listRecords } from '../../../services/records/records.ts';
import { responsesOf } from '../../answering/answers.ts';
import { CURSOR, listParameters, listRoute, pageOf } from '../../answering/list-route.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { type Filter, filterParameters, formatParameters, IdParam, knownAt } from '../../parameters.ts';
import { editingRoutes } from './editing.ts';

type Resource<K extends Kind> = {
  readonly kind: K;
  /** How the list is sorted. */
  readonly order: string;
  readonly filters: readonly Exclude<Filter, 'id' | 'updatedSince'>[];
  /** What records of this kind rest on, where they are statements. */
  readonly cite?: (store: Reading, records: readonly Entities[K][]) => Promise<Cited>;
};

/** Registers `GET /v1/{plural}` with the filters given, `id` and `updatedSince`, and `GET /v1/{plural}/{id}`. */
export function recordRoutes<K extends Kind>(
  app: App,
  context: RouteContext,
  { kind, order, filters, cite }: Resource<K>,
): void {
  const { readingFor, answering } = context;
  const plural = PLURALS[kind];
  const single = recordShapes(cite !== undefined);
  const several = recordListShapes(cite !== undefined);
  const citing = (reading: Reading, records: readonly Entities[K][]) =>
    cite === undefined ? {} : { cited: () => cite(reading, records) };
  const tags = [plural];
  const config: FastifyContextConfig = { scope: 'read', drafts: true };
  const cost = { row: 15 };
  const item = RefTo(ENTITY_SCHEMAS[kind]);

  app.get(
    `/v1/${plural}`,
    {
      config: { ...config, cost },
      schema: {
        operationId: `list${plural[0]?.toUpperCase()}${plural.slice(1)}`,
        summary: `List ${plural}, ${order}`,
        tags,
        querystring: Record({ ...filterParameters(['id', ...filters, 'updatedSince']), ...listParameters(several) }),
        response: responsesOf(`A page of ${plural}.`, pageOf(item), several),
      },
    },
    answering(
      several,
      listRoute(context, {
        start: CURSOR,
        page: (reading, { query, caller }, { from, limit }) => {
          const start = from === undefined ? {} : { cursor: from };
          return listRecords(reading, caller, kind, { ...filterOf(query), ...start, limit });
        },
        pieces: (snapshot, { query, caller }, pause) => everyRecord(snapshot, caller, kind, filterOf(query), pause),
        answer: (page, reading) => recordsAnswer(kind, page, citing(reading, page.items)),
      }),
    ),
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
      const record = await getRecord(reading, caller, kind, params.id);
      return {
        ...recordAnswer(kind, record, citing(reading, [record])),
        record: record.revision,
        // With its evidence an answer depends on more than the record.
        revision: evidence === true && cite !== undefined ? undefined : record.revision,
      };
    }),
  );

  editingRoutes(app, context, kind);
}

type ListQuery = ListRequest & FormatOptions & { readonly knownAt?: string };

/** What a query says of the records, without what it says of the page and its format. */
function filterOf({ cursor, limit, knownAt: _, bom, shape, width, height, ...filter }: ListQuery): ListFilter {
  return filter;
}
