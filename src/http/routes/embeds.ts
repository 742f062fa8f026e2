/** /embed and /oembed: pieces of the site for stories elsewhere. */
import { Type } from 'typebox';
import { Failure, invalidParameter } from '../../core/errors.ts';
import { Id, Record } from '../../core/schema.ts';
import type { Store } from '../../core/store.ts';
import { gridEmbed } from '../../pages/grid.ts';
import { questionEmbed } from '../../pages/question.ts';
import { embedCode } from '../../pages/take-along.ts';
import { getRecord } from '../../services/records.ts';
import { PROBLEM_RESPONSES } from '../answers.ts';
import { IdParam } from '../parameters.ts';
import { originOf } from '../public-url.ts';
import type { Routes } from './context.ts';
import { gridData, gridParameters, gridStateOf } from './grid.ts';
import { momentOf, momentParameters } from './page-parameters.ts';
import { cellPage, questionData } from './pages.ts';

const DEFAULT_WIDTH = 640;
const DEFAULT_HEIGHT = 480;
const MAX_SIZE = 10_000;
const CACHE_SECONDS = 300;

/** Addresses of pages that have an embed. */
const EMBEDDABLE = /^\/(?:questions\/[^/]+|grid|cells\/[^/]+\/[^/]+)$/;

const OEmbed = Record(
  {
    version: Type.Literal('1.0'),
    type: Type.Literal('rich'),
    title: Type.String(),
    provider_name: Type.String(),
    provider_url: Type.String(),
    cache_age: Type.Integer(),
    html: Type.String(),
    width: Type.Integer(),
    height: Type.Integer(),
  },
  { description: 'oEmbed 1.0, type rich.' },
);

export const embedRoutes: Routes = (app, { store, paging, publicUrl }) => {
  app.get(
    '/embed/questions/:id',
    { schema: { hide: true, params: IdParam, querystring: Record(momentParameters) } },
    paging(async ({ params, query }, { origin }) => {
      const data = await questionData(store, (params as { id: string }).id, momentOf(query), origin);
      return { page: questionEmbed(data), revision: data.matrix.revision };
    }, 'embed'),
  );

  app.get(
    '/embed/grid',
    { schema: { hide: true, querystring: Record(gridParameters) } },
    paging(async ({ query }, { origin }) => {
      const data = await gridData(store, gridStateOf(query), origin);
      return { page: gridEmbed(data), revision: data.matrix.revision };
    }, 'embed'),
  );

  app.get(
    '/embed/cells/:expert/:question',
    { schema: { hide: true, params: Record({ expert: Id, question: Id }), querystring: Record(momentParameters) } },
    paging(
      async ({ params, query }) => ({
        page: await cellPage(store, params as { expert: string; question: string }, query),
      }),
      'embed',
    ),
  );

  app.get(
    '/oembed',
    {
      schema: {
        operationId: 'getOEmbed',
        summary: 'The embed of a page, for systems that speak oEmbed 1.0',
        tags: ['service'],
        querystring: Record({
          url: Type.String({
            minLength: 1,
            maxLength: 8_000,
            description: 'Address of a question, a grid or a cell of this site.',
          }),
          format: Type.Optional(Type.String({ maxLength: 20, description: 'json, which is also the default.' })),
          maxwidth: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_SIZE, description: 'Pixels.' })),
          maxheight: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_SIZE, description: 'Pixels.' })),
          dnt: Type.Optional(Type.String({ maxLength: 10, description: 'Do not track: nobody is, whatever it says.' })),
        }),
        response: {
          200: { description: 'The embed.', content: { 'application/json': { schema: OEmbed } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const asked = request.query as { url: string; format?: string; maxwidth?: number; maxheight?: number };
      if (asked.format !== undefined && asked.format !== 'json')
        throw invalidParameter('format', 'must be "json": XML is not spoken here');
      const origin = originOf(request, publicUrl);
      const target = URL.parse(asked.url);
      if (target === null || target.origin !== origin || !EMBEDDABLE.test(target.pathname))
        throw new Failure('not-found', `${asked.url} is not the address of a question, a grid or a cell of ${origin}`);
      const path = `${target.pathname}${target.search}`;
      const title = await titleOf(store, target.pathname);
      const width = Math.min(asked.maxwidth ?? DEFAULT_WIDTH, DEFAULT_WIDTH);
      const height = Math.min(asked.maxheight ?? DEFAULT_HEIGHT, DEFAULT_HEIGHT);
      return reply.header('cache-control', `public, max-age=${CACHE_SECONDS}`).send({
        version: '1.0',
        type: 'rich',
        title,
        provider_name: 'Standpoint',
        provider_url: origin,
        cache_age: CACHE_SECONDS,
        html: embedCode(`${origin}/embed${path}`, title, String(width), height),
        width,
        height,
      });
    },
  );
};

/** What the embedded page is called. Fails with `not-found` where it shows nothing that is stored. */
async function titleOf(store: Store, pathname: string): Promise<string> {
  const [, kind, first = '', second = ''] = pathname.split('/').map(decodeURIComponent);
  if (kind === 'grid') return 'Who stands where';
  if (kind === 'questions') return (await getRecord(store, 'question', first)).title;
  const { name } = await getRecord(store, 'expert', first);
  return `${name} on ${(await getRecord(store, 'question', second)).title}`;
}
