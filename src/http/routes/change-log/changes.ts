/** /v1/changes: in pages, as a feed, as a stream of events. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { CHANGES_SHAPES, changesAnswer } from '../../../answers/change-log/changes.ts';
import { Change } from '../../../core/change-log/change.ts';
import type { Reading, Store } from '../../../core/ports/store.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { Nullable, OneOf, Record, RefTo } from '../../../core/values/schema.ts';
import { FORMAT_OPTIONS, type FormatOptions } from '../../../formats/format.ts';
import { formatsFor } from '../../../formats/registry.ts';
import { readableBy } from '../../../services/access/sight.ts';
import { type About, latestChanges, listChanges } from '../../../services/change-log/changes.ts';
import { Follower } from '../../../services/change-log/follower.ts';
import { withLeaves } from '../../../services/change-log/log-tree.ts';
import { requireKnown } from '../../../services/records/require-known.ts';
import { responsesOf } from '../../answering/answers.ts';
import { vary } from '../../answering/content-coding.ts';
import { listRoute } from '../../answering/list-route.ts';
import { formatChooser } from '../../answering/negotiation.ts';
import type { Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { defaulted, expert, formatParameters, knownAt, limitOfList, question, topic } from '../../parameters.ts';
import { EVENT_STREAM, EventStreams, encodeEvents } from '../../streaming/event-stream.ts';
import type { TypedRequest } from '../../typed-request.ts';
import { aboutOf, type Feeding, feedOr, refuseGiven } from './feeds.ts';

const Page = Record({
  items: Type.Array(RefTo(Change), { description: 'The oldest first.' }),
  next: Nullable(Type.Integer({ description: 'Pass it as after for the next page; null at the end of the log.' })),
});

const IN_PIECE = 200;

const choose = formatChooser([...formatsFor(CHANGES_SHAPES), EVENT_STREAM]);

const FEED: Feeding = {
  path: '/v1/changes',
  name: 'changes',
  description: 'What was recorded, published, corrected and taken back, with the words that prove it.',
  page: '/',
  corrections: false,
};

const after = defaulted(
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    default: 0,
    description: 'Sequence number of the last change already seen. Not for feeds, which hold the latest.',
  }),
);

const leaves = Type.Optional(
  OneOf(
    ['true', 'false'],
    'true: with each entry its leaf in the tree over the log, which /v1/log/proof/inclusion proves to be in it.',
  ),
);

const DESCRIPTION =
  'In pages, the oldest first; as Atom or JSON Feed, the latest, the newest first; as text/event-stream, what follows ' +
  'after, and then every change as it is made. A stream goes on from the header Last-Event-ID, which wins over after. ' +
  'Readers without a key that may write see what is public, in the form it was published.';

type ChangesQuery = About &
  FormatOptions & {
    readonly after: number;
    readonly limit: number;
    readonly knownAt?: string;
    readonly leaves?: 'true' | 'false';
  };

export const changeRoutes: Routes = (app, context) => {
  const { store, answering } = context;
  const responses = responsesOf('A page of changes.', Page, CHANGES_SHAPES);
  const openStream = streaming(app, store);
  const answer = answering<unknown, ChangesQuery>(
    CHANGES_SHAPES,
    feedOr(
      context,
      FEED,
      listRoute(context, {
        start: { parameter: 'after', of: ({ after: from }) => from },
        page: async (reading, { query, caller }, { from = 0, limit }) => {
          const page = await listChanges(reading, caller, { ...aboutOf(query), after: from, limit });
          return query.leaves === 'true' ? { ...page, items: await withLeaves(store, page.items) } : page;
        },
        pieces: IN_PIECE,
        answer: () => changesAnswer,
      }),
    ),
  );

  app.get(
    '/v1/changes',
    {
      config: { scope: 'read', drafts: true },
      schema: {
        operationId: 'listChanges',
        summary: 'The change log',
        description: DESCRIPTION,
        tags: ['changes'],
        querystring: Record({
          expert,
          question,
          topic,
          knownAt,
          after,
          leaves,
          limit: limitOfList,
          ...formatParameters(CHANGES_SHAPES),
        }),
        response: {
          ...responses,
          200: {
            ...responses[200],
            content: { ...responses[200].content, [EVENT_STREAM.mediaType]: { schema: { type: 'string' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const { format, negotiated } = choose(request.originalUrl, request.raw);
      if (format !== EVENT_STREAM) return answer(request, reply);
      if (negotiated) vary(reply, 'Accept');
      return openStream(request, reply);
    },
  );
};

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Makes the handler of streams: one follower of the log for all of them, told at once of what is written here, and elsewhere where the engine hears of it. */
function streaming(app: App, store: Store) {
  const follower = new Follower(store, encodeEvents);
  const streams = new EventStreams(follower);
  app.addHook('onResponse', async ({ method }) => {
    if (!SAFE_METHODS.includes(method)) follower.wake();
  });
  const deaf = store.onChange(() => follower.wake());
  app.addHook('preClose', async () => {
    deaf();
    streams.close();
  });

  return async (request: TypedRequest<unknown, ChangesQuery>, reply: FastifyReply): Promise<FastifyReply> => {
    refuseGiven(
      request,
      ['limit', 'knownAt', 'leaves', ...FORMAT_OPTIONS],
      'is not for an event stream, which has no end',
    );
    const about = await requireKnown(readableBy<Reading>(request.caller, store), aboutOf(request.query));
    const { name, seq } = startOf(request);
    const [last] = await latestChanges(store, request.caller, 1, {});
    if (seq > (last?.seq ?? 0))
      throw invalidParameter(name, `must be the number of a change, and the log has none as high as ${seq} yet`);
    return streams.open(request, reply, { about, caller: request.caller }, seq);
  };
}

/** Where a stream begins, and which part of the request says so. Fails with `invalid` on an id that is none of ours. */
function startOf({ headers, query }: TypedRequest<unknown, ChangesQuery>): {
  readonly name: string;
  readonly seq: number;
} {
  const id = headers['last-event-id'];
  if (id === undefined) return { name: 'after', seq: query.after };
  if (typeof id !== 'string' || !/^\d{1,15}$/.test(id))
    throw invalidParameter('Last-Event-ID', 'must be the id of an event, which is a whole number');
  return { name: 'Last-Event-ID', seq: Number(id) };
}
