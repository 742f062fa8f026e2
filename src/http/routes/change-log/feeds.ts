/** Feeds: the latest entries of the log, or of the corrections in it, under absolute addresses. */
import type { FastifyRequest } from 'fastify';
import { type Feed, tellChange } from '../../../answers/change-log/feed.ts';
import type { Change } from '../../../core/change-log/change.ts';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { Format } from '../../../formats/format.ts';
import type { Site } from '../../../pages/layout.ts';
import { changePath, expertPath, NOW, questionPath } from '../../../pages/links.ts';
import type { About } from '../../../services/change-log/changes.ts';
import { type ToldChanges, tellLatest } from '../../../services/change-log/feed.ts';
import type { RouteAnswer, StreamedAnswer } from '../../answering/answers.ts';
import type { RouteContext } from '../../context.ts';
import { DEFAULT_LIMIT } from '../../parameters.ts';
import { originOf } from '../../public-url.ts';
import type { TypedRequest } from '../../typed-request.ts';

/** A list of which there is a feed, too. */
export type Feeding = {
  /** Its address without a suffix. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  /** The page that shows the same to people. */
  readonly page: string;
  readonly corrections: boolean;
};

/** Whom and what a query is about. */
export function aboutOf({ expert, question, topic }: About): About {
  return { ...(expert && { expert }), ...(question && { question }), ...(topic && { topic }) };
}

/** Where a page of the list begins, or which state it is of, says nothing to a feed: it holds the latest. */
const refuseStart = (request: FastifyRequest): void =>
  refuseGiven(
    request,
    ['after', 'cursor', 'knownAt', 'leaves'],
    'is not for feeds: a feed holds the latest entries, as many as limit says',
  );

/** Fails with `invalid` where one of the parameters stands in the address, whatever it would be without. */
export function refuseGiven({ originalUrl }: FastifyRequest, parameters: readonly string[], why: string): void {
  const given = new URLSearchParams(originalUrl.split('?', 2)[1]);
  const refused = parameters.filter((name) => given.has(name)).map((parameter) => ({ parameter, message: why }));
  const [first] = refused;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${why}`, refused);
}

/** Makes what `answering` needs of the route of a list that can be had as a feed, too, narrowed as the list is. Fails as `tellLatest` does. */
export const feedOr =
  <Params, Query>(
    context: Pick<RouteContext, 'store' | 'publicUrl' | 'own'>,
    of: Feeding,
    list: (request: TypedRequest<Params, Query & FeedQuery>, format: Format) => Promise<RouteAnswer | StreamedAnswer>,
  ) =>
  async (request: TypedRequest<Params, Query & FeedQuery>, format: Format): Promise<RouteAnswer | StreamedAnswer> => {
    if (format.needs !== 'feed') return list(request, format);
    refuseStart(request);
    return answerFeed(request, context, of);
  };

type FeedQuery = About & { readonly limit: number };

async function answerFeed(
  request: TypedRequest<unknown, FeedQuery>,
  { store, publicUrl, own }: Pick<RouteContext, 'store' | 'publicUrl' | 'own'>,
  of: Feeding,
): Promise<RouteAnswer> {
  const about = aboutOf(request.query);
  const { limit } = request.query;
  const filter = of.corrections ? ({ ...about, corrections: true } as const) : about;
  const told = await tellLatest(store, request.caller, limit, filter);
  const feed = () => toFeed(of, about, limit, told, { origin: originOf(request, publicUrl), own });
  return { document: { items: told.changes.map(({ change }) => change) }, feed };
}

function toFeed(
  of: Feeding,
  about: About,
  limit: number,
  told: ToldChanges,
  { origin, own }: Pick<Site, 'origin' | 'own'>,
): Feed {
  const { begun, changes } = told;
  const narrowed = new URLSearchParams(
    Object.entries(about).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
  const query = new URLSearchParams([
    ...narrowed,
    ...(limit === DEFAULT_LIMIT ? [] : [['limit', String(limit)] as [string, string]]),
  ]);
  // What tells one log from another is when it began: hosts change, and copies of a database are one log.
  const urn = (rest: string) => `urn:standpoint:log:${begun ?? 'empty'}:${rest}`;
  return {
    id: urn(`${of.name}:${encodeURIComponent(String(narrowed))}`),
    title: `${own.name}: ${[of.name, told.about.join(', ')].filter((part) => part !== '').join(' – ')}`,
    description: of.description,
    page: `${origin}${pageOf(about) ?? of.page}`,
    self: (format) => `${origin}${of.path}.${format}${query.size === 0 ? '' : `?${query}`}`,
    updated: changes[0]?.change.at ?? begun ?? NEVER,
    entries: changes.map(({ change, names, passages, touches }) => ({
      id: urn(String(change.seq)),
      ...tellChange(change, names, passages, touches),
      page: `${origin}${addressOf(change)}`,
      at: change.at,
    })),
  };
}

/** A feed must say when it changed last, also the feed of an empty log. */
const NEVER = '1970-01-01T00:00:00Z';

/** The page of the one whom, or the one question that, a feed is about. */
function pageOf({ expert = [], question = [], topic = [] }: About): string | null {
  const [[someone], [something]] = [expert, question];
  if (expert.length + question.length + topic.length !== 1) return null;
  if (someone !== undefined) return expertPath(someone, NOW);
  return something === undefined ? null : questionPath(something, NOW);
}

/** The page that shows the record, or else the record itself, or else, where it is gone, the entry. */
function addressOf({ seq, entity, id, after }: Change): string {
  if (after === null) return `/v1/changes?after=${seq - 1}&limit=1`;
  return changePath(entity, id, after) ?? recordAddress(entity, id);
}

const recordAddress = (kind: Kind, id: string): string => `/v1/${PLURALS[kind]}/${encodeURIComponent(id)}`;
