/** Where to go: `/`, and `/problems/{kind}` for those sent there by an error. */
import { Type } from 'typebox';
import { columnsOf, tableOf } from '../../../answers/table.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { Record } from '../../../core/values/schema.ts';
import { responsesOf } from '../../answering/answers.ts';
import { vary } from '../../answering/content-coding.ts';
import { prefersPage } from '../../answering/html-pages.ts';
import type { Routes } from '../../context.ts';
import { PROBLEMS } from '../../problems/problem-kinds.ts';
import { ProblemKindParam } from '../../problems/problems.ts';
import { HOME_COST, makeHomePage } from './home-page.ts';
import { pageQuery } from './pages.ts';

type Place = { readonly path: string; readonly what: string };

const PLACES: readonly Place[] = [
  { path: '/docs', what: 'every address, to try in the browser' },
  { path: '/v1/questions', what: 'the questions' },
  { path: '/v1/experts', what: 'the experts' },
  { path: '/v1/matrix.md', what: 'who stands where on every question' },
  {
    path: '/v1/matrix?q=boots+on+the+ground&include=statements',
    what: 'the same for a question in your words, with the quotes',
  },
  { path: '/v1/agreement.csv', what: 'who agrees with whom, for a spreadsheet' },
  { path: '/v1/search?q=Poland', what: 'where a word was said' },
  { path: '/openapi.json', what: 'this API as OpenAPI 3.1' },
];

const { text } = columnsOf<Place>();
const PLACE_COLUMNS = [text('path', 'Address', ({ path }) => path), text('what', 'What', ({ what }) => what)];
const Home = Record({
  name: Type.String(),
  what: Type.String(),
  places: Type.Array(Record({ path: Type.String(), what: Type.String() })),
});
const WHAT = 'Who stands where, with the words that prove it.';

export const homeRoutes: Routes = (app, { store, answering, paging }) => {
  const asPage = paging(async ({ caller }, { say }) => ({ page: await makeHomePage(store, caller, say) }));
  const asPlaces = answering(
    ['display'],
    async () => ({
      document: { name: 'Standpoint', what: WHAT, places: PLACES },
      display: () => [tableOf('Standpoint', PLACE_COLUMNS, PLACES, [WHAT])],
    }),
    'txt',
  );

  app.get(
    '/',
    {
      config: { scope: 'read', cost: HOME_COST },
      schema: {
        operationId: 'getHome',
        summary: 'Where to go',
        tags: ['service'],
        querystring: pageQuery({}),
        response: responsesOf('The places worth knowing.', Home, ['display']),
      },
    },
    async (request, reply) => {
      if (!prefersPage(request)) {
        // A page passes over what newsletters and networks add to its address; a program is told of its mistake.
        const [unknown] = Object.keys(request.query);
        if (unknown !== undefined) throw invalidParameter(unknown, 'is not known here');
        return asPlaces(request, reply);
      }
      vary(reply, 'Accept');
      return asPage(request, reply);
    },
  );

  app.get(
    '/problems/:kind',
    {
      config: { scope: null },
      schema: {
        operationId: 'getProblem',
        summary: 'What a problem means and what to do',
        tags: ['service'],
        params: Record({ kind: ProblemKindParam }),
        querystring: Record({}),
        response: responsesOf(
          'The kind of problem.',
          Record({ type: Type.String(), status: Type.Integer(), title: Type.String(), remedy: Type.String() }),
          ['display'],
        ),
      },
    },
    answering(['display'], async ({ params }) => {
      const { kind } = params;
      const { status, title, remedy } = PROBLEMS[kind];
      return {
        document: { type: `/problems/${kind}`, status, title, remedy },
        display: () => [{ title: `${status} ${title}`, columns: [], rows: [], notes: [remedy] }],
      };
    }),
  );
};
