/** What it takes to make an answer, before it is made: by how much it shows, in which format; what a cell, a pair and a row take stands at each route. */
import type { FastifyRequest } from 'fastify';
import type { AgreementPart } from '../../core/comparison/agreement/agreement.ts';
import type { MatrixExtent } from '../../core/ports/store.ts';
import { SHARE_SIZE } from '../../formats/picture/size.ts';

/** What an answer of a route takes, in microseconds; experts and questions that are not named count as all there are. */
export type RouteCost = {
  /** For every cell of the matrix that it is made from. */
  readonly cell?: number;
  /** For every pair of experts. */
  readonly pair?: number;
  /** For every row that may be asked for. */
  readonly row?: number;
  /** The most questions that are shown, where that is bounded. */
  readonly questions?: number;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What it takes to make an answer; nothing to speak of where it is not said. */
    cost?: RouteCost;
  }
}

/** How often as long as JSON it takes in a format; in one that is not named, as long. */
const TIMES: { readonly [format: string]: number } = {
  ...{ csv: 2, tsv: 2, md: 2, ndjson: 2, html: 3, txt: 4 },
  ...{ jsonld: 3, anno: 3, gexf: 2, graphml: 2, xlsx: 15 },
};
/** How many milliseconds it takes whatever is shown; 0 in a format that is not named. */
const BASE_MS: { readonly [format: string]: number } = { xlsx: 20, svg: 30, png: 200 };

/** Cells that are not stored as they are asked for take so many times as long; so those may be of whom the day decides. */
const JUDGED = 3;
const JUDGED_FOR = ['include', 'asOf', 'knownAt', 'rule', 'status', 'affiliation', 'groupBy'];
/** By these parts of time the days of all positions are asked for, which stored cells do not tell; by topic they will do. */
const PERIODS: readonly unknown[] = ['month', 'year'] satisfies AgreementPart[];
const PIXELS_PER_MS = 50_000;
/** No answer is made of more cells; what is larger is sent as it is made. */
const MOST_CELLS = 1_000_000;
const MOST_ROWS = 500;

/** The milliseconds that an answer takes to make, about; `extent` is that of the whole store. */
export function costOf(
  { params, query, routeOptions }: Pick<FastifyRequest, 'params' | 'query' | 'routeOptions'>,
  format: string,
  extent: MatrixExtent,
): number {
  const { cost } = routeOptions.config;
  if (cost === undefined) return 0;
  const experts = named(query, 'expert') ?? extent.experts;
  const one = isRecord(params) && 'id' in params;
  const questions = one
    ? 1
    : Math.min(cost.questions ?? Number.POSITIVE_INFINITY, named(query, 'question') ?? extent.questions);
  const judged =
    isRecord(query) &&
    (JUDGED_FOR.some((name) => isGiven(query[name])) || PERIODS.some((period) => query.by === period));
  const µs =
    (cost.cell ?? 0) * (judged ? JUDGED : 1) * Math.min(MOST_CELLS, experts * questions) +
    (cost.pair ?? 0) * ((experts * experts) / 2) +
    (cost.row ?? 0) * Math.min(MOST_ROWS, size(query, 'limit', MOST_ROWS));
  return (BASE_MS[format] ?? 0) + pixels(format, query) / PIXELS_PER_MS + (µs * (TIMES[format] ?? 1)) / 1_000;
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null;

/** `latest` is the rule by which cells are stored. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== 'latest';

const named = (query: unknown, name: string): number | undefined =>
  isRecord(query) && Array.isArray(query[name]) ? query[name].length : undefined;

const size = (query: unknown, name: string, otherwise: number): number =>
  isRecord(query) && typeof query[name] === 'number' ? query[name] : otherwise;

const pixels = (format: string, query: unknown): number =>
  format === 'png' ? size(query, 'width', SHARE_SIZE.width) * size(query, 'height', SHARE_SIZE.height) : 0;
