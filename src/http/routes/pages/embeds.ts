/** /embed and /oembed: pieces of the site for stories elsewhere. */

import { type Static, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Rule } from '../../../core/matrix/cell.ts';
import type { Reading, Store } from '../../../core/ports/store.ts';
import type { Entities } from '../../../core/records/kinds.ts';
import { Failure, invalidParameter } from '../../../core/values/errors.ts';
import { Record } from '../../../core/values/schema.ts';
import { Moved } from '../../../core/writing/redirects.ts';
import { gridEmbed } from '../../../pages/grid.ts';
import { canonicalIn, type Language, MESSAGES } from '../../../pages/languages/languages.ts';
import { themeIn } from '../../../pages/layout.ts';
import { cellPath, embedPath, gridPath, questionPath, withParameter } from '../../../pages/links.ts';
import { questionEmbed } from '../../../pages/question.ts';
import { embedCode } from '../../../pages/take-along.ts';
import { getRecord } from '../../../services/records/records.ts';
import { PROBLEM_RESPONSES } from '../../answering/answers.ts';
import { namedLanguage } from '../../answering/language.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { originOf } from '../../public-url.ts';
import {
  gridData,
  gridMatrix,
  gridParameters,
  gridStateOf,
  portionParameters,
  portionsBy,
  requirePortions,
} from '../matrix/grid.ts';
import { embedParameters, viewOf, viewParameters } from './page-parameters.ts';
import { CellParams, cellPage, questionData, seenIn } from './pages.ts';

const DEFAULT_WIDTH = 640;
const DEFAULT_HEIGHT = 480;
const MAX_SIZE = 10_000;
const CACHE_SECONDS = 300;

/** Addresses of pages that have an embed. */
const EMBEDDABLE = /^\/(?:questions\/[^/]+|grid|cells\/[^/]+\/[^/]+)$/;

const config = { scope: 'read' } as const;

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

export const embedRoutes: Routes = (app, { store, serving, paging, publicUrl, own }) => {
  app.get(
    '/embed/questions/:id',
    {
      config: { ...config, cost: { cell: 30 } },
      schema: { hide: true, params: IdParam, querystring: Record({ ...viewParameters, ...embedParameters }) },
    },
    paging(async ({ params, query, caller }, site) => {
      const data = await questionData(store, caller, params.id, viewOf(query), site);
      return { page: { ...questionEmbed(data, site.say), theme: query.theme } };
    }, 'embed'),
  );

  app.get(
    '/embed/grid',
    {
      config: { ...config, cost: { cell: 12 } },
      schema: { hide: true, querystring: Record({ ...gridParameters, ...portionParameters, ...embedParameters }) },
    },
    paging(async ({ query, caller }, { origin, say }) => {
      const data = await gridData(store, caller, gridStateOf(query), origin);
      const asked = portionsBy(query);
      requirePortions(data, asked);
      return { page: gridEmbed(data, asked, query.theme, say) };
    }, 'embed'),
  );

  app.get(
    '/embed/cells/:expert/:question',
    {
      config,
      schema: { hide: true, params: CellParams, querystring: Record({ ...viewParameters, ...embedParameters }) },
    },
    paging(async ({ params, query, caller }, { say }) => {
      const page = await cellPage(store, caller, params, viewOf(query), say);
      return { page: { ...page, theme: query.theme } };
    }, 'embed'),
  );

  app.get(
    '/oembed',
    {
      config,
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
      const asked = request.query;
      if (asked.format !== undefined && asked.format !== 'json')
        throw invalidParameter('format', 'must be "json": XML is not spoken here');
      const origin = originOf(request, publicUrl);
      const target = URL.parse(asked.url);
      if (target === null || target.origin !== origin || !EMBEDDABLE.test(target.pathname))
        throw new Failure('not-found', `${asked.url} is not the address of a question, a grid or a cell of ${origin}`);
      const variant = { name: `oembed ${origin}`, mediaType: 'application/json; charset=utf-8', isOfRelease: true };
      return serving(request, reply, variant, async () => {
        const language = namedLanguage(target.search) ?? 'en';
        const { path, title } = await pageAt(store, request.caller, target, language).catch((error: unknown) => {
          // Whatever is wrong with it is wrong with the address that was asked for.
          if (!(error instanceof Failure) || error.kind === 'unusable-database') throw error;
          throw new Failure('not-found', `${asked.url} shows nothing: ${error.message}`);
        });
        const width = Math.min(asked.maxwidth ?? DEFAULT_WIDTH, DEFAULT_WIDTH);
        const height = Math.min(asked.maxheight ?? DEFAULT_HEIGHT, DEFAULT_HEIGHT);
        const embed: Static<typeof OEmbed> = {
          version: '1.0',
          type: 'rich',
          title,
          provider_name: own.name,
          provider_url: origin,
          cache_age: CACHE_SECONDS,
          html: embedCode(
            themed(canonicalIn(`${origin}${embedPath(path)}`, language), target),
            title,
            String(width),
            height,
          ),
          width,
          height,
        };
        return { body: JSON.stringify(embed) };
      });
    },
  );
};

/** The page as its address would be written here, and what it is called. Fails where it shows nothing that is stored. */
async function pageAt(
  store: Store,
  caller: Caller,
  { pathname, searchParams }: URL,
  language: Language,
): Promise<{ path: string; title: string }> {
  const [, kind, first = '', second = ''] = pathname.split('/').map(decoded);
  const rule: Rule = searchParams.get('rule') === 'all' ? 'all' : 'latest';
  const query = { ...Object.fromEntries(searchParams), rule };
  if (kind === 'grid') {
    const named = { question: searchParams.getAll('question'), expert: searchParams.getAll('expert') };
    const state = gridStateOf({ ...query, ...named });
    await gridMatrix(store, caller, state);
    return { path: gridPath(state), title: MESSAGES[language].grid.heading };
  }
  const view = viewOf(query);
  const reading = await seenIn(store, caller, view);
  if (kind === 'questions') {
    const { id, title } = await currentRecord(reading, caller, 'question', first);
    return { path: questionPath(id, view), title };
  }
  const expert = await currentRecord(reading, caller, 'expert', first);
  const question = await currentRecord(reading, caller, 'question', second);
  return {
    path: cellPath(expert.id, question.id, view),
    title: MESSAGES[language].expertOnTitle(expert.name, question.title),
  };
}

/** The record, also by an id that it gave up: no redirect could lead on, as the id stands within a parameter. */
async function currentRecord<K extends 'expert' | 'question'>(
  reading: Reading,
  caller: Caller,
  kind: K,
  id: string,
): Promise<Entities[K]> {
  try {
    return await getRecord(reading, caller, kind, id);
  } catch (error) {
    if (!(error instanceof Moved)) throw error;
    return getRecord(reading, caller, kind, error.to);
  }
}

/** The address in the colours that the page was asked for in; others are passed over, as pages do. */
function themed(address: string, { searchParams }: URL): string {
  const theme = themeIn(searchParams);
  return theme === undefined ? address : withParameter(address, 'theme', theme);
}

/** A part of a path; as it is where it is wrongly encoded, which no id is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
