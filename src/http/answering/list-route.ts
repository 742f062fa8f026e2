/**
 * Routes of lists: a page, with the address of the next in the Link header. In formats that may be of any size it is all
 * of the list, unless a page is asked for: a program that can be given one address and nothing else must not get the
 * beginning of a table and take it for the whole.
 */
import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Answer, ListPage, Shape } from '../../answers/answer.ts';
import type { Reading, Snapshot } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { Next, Record } from '../../core/values/schema.ts';
import type { Format } from '../../formats/format.ts';
import { everyPage, type Pause } from '../../services/slices.ts';
import type { RouteContext } from '../context.ts';
import { cursor, formatParameters, knownAt, limitOfList } from '../parameters.ts';
import type { TypedRequest } from '../typed-request.ts';
import type { RouteAnswer, StreamedAnswer } from './answers.ts';

/** The parameters of a list, beside its filters. */
export const listParameters = (shapes: readonly Shape[]) => ({
  knownAt,
  limit: limitOfList,
  cursor,
  ...formatParameters(shapes),
});

/** A page of these for the OpenAPI document; `order` says how they are sorted. */
export const pageOf = <T extends TSchema>(item: T, order?: string) =>
  Record({
    items: Type.Array(item, order === undefined ? {} : { description: order }),
    next: Next,
  });

/** Where a page begins: the parameter that says so, and what it says. */
export type PageStart<Query, From> = {
  readonly parameter: 'cursor' | 'after';
  readonly of: (query: Query) => From | undefined;
};

type ListQuery = { readonly limit: number; readonly knownAt?: string };

export const CURSOR: PageStart<ListQuery & { readonly cursor?: string }, string> = {
  parameter: 'cursor',
  of: (query) => query.cursor,
};

export type ListRoute<Params, Query, Item, From> = {
  readonly start: PageStart<Query & ListQuery, From>;
  /** A page of the list, as it is or was; from its beginning where `from` is undefined. */
  readonly page: (
    reading: Reading,
    request: TypedRequest<Params, Query & ListQuery>,
    asked: { readonly from: From | undefined; readonly limit: number },
  ) => Promise<ListPage<Item, From | null>>;
  /** All of the list, some at a time; or how many of its items make a piece, where pages will do. */
  readonly pieces:
    | number
    | ((
        snapshot: Snapshot,
        request: TypedRequest<Params, Query & ListQuery>,
        pause: Pause,
      ) => AsyncIterable<readonly Item[]>);
  /** Makes what answers some of the list in that format, as one function for all of its pieces. */
  readonly answer: (
    reading: Reading,
    request: FastifyRequest,
    format: Format,
  ) => (page: ListPage<Item, From | null>) => Answer | Promise<Answer>;
};

/** Makes what `answering` needs of the route of a list. */
export const listRoute =
  <Params, Query, Item, From extends string | number>(
    { readingFor, held }: Pick<RouteContext, 'readingFor' | 'held'>,
    { start, page, pieces, answer }: ListRoute<Params, Query, Item, From>,
  ) =>
  async (request: TypedRequest<Params, Query & ListQuery>, format: Format): Promise<RouteAnswer | StreamedAnswer> => {
    const { query } = request;
    const reading = await readingFor(query);
    const isWhole = wantsWhole(request, format);
    const begin = start.of(query);
    const { wholeUpTo } = format;
    const limit = isWhole ? (wholeUpTo ?? held.rows) : query.limit;
    const found = await page(reading, request, { from: begin, limit });
    const { next } = found;
    if (isWhole && wholeUpTo !== undefined && next !== null) throw tooLong(wholeUpTo, format);
    if (!isWhole || next === null)
      return {
        ...(await answer(reading, request, format)(found)),
        next: next === null ? null : { parameter: start.parameter, value: String(next) },
      };
    return {
      portions: async function* (snapshot, pause) {
        const all =
          typeof pieces === 'number'
            ? everyPage(
                (from: From | undefined) => page(snapshot, request, { from: from ?? begin, limit: pieces }),
                pause,
              )
            : pieces(snapshot, request, pause);
        const answered = answer(snapshot, request, format);
        for await (const items of all) yield await answered({ items, next: null });
      },
    };
  };

const tooLong = (most: number, { name }: Format): Failure =>
  new Failure(
    'too-large',
    `the list has more than ${most.toLocaleString('en')} rows, the most in ${name}: ask for a page with "limit", or for CSV, TSV or NDJSON, which may be of any size`,
  );

/** True where the whole list is wanted: nobody asks for a page of it, and the format may hold a whole one. */
export function wantsWhole({ originalUrl }: FastifyRequest, { renderPortion, wholeUpTo }: Format): boolean {
  const given = new URLSearchParams(originalUrl.split('?', 2)[1]);
  const mayBeWhole = renderPortion !== undefined || wholeUpTo !== undefined;
  return mayBeWhole && !given.has('limit') && !given.has('cursor');
}
