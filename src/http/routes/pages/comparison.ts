/** The pages of comparison: agreement, who moved, where readers stand themselves, and the method behind them. */
import { Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Id, List } from '../../../core/values/schema.ts';
import { type AgreementData, agreementPage, type PairsAsked, pairPortions } from '../../../pages/agreement.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage } from '../../../pages/layout.ts';
import { NOW, type View } from '../../../pages/links.ts';
import { methodPage } from '../../../pages/method.ts';
import { movesPage } from '../../../pages/moves.ts';
import { quizPage } from '../../../pages/quiz.ts';
import { type AgreementRequest, askAgreement } from '../../../services/comparison/agreement.ts';
import { listMovesAmong } from '../../../services/comparison/moves.ts';
import { askQuiz } from '../../../services/comparison/quiz.ts';
import { listRecords } from '../../../services/records/records.ts';
import type { Routes } from '../../context.ts';
import { cursor, portionNumber, requirePortion, shortText, wordsOf } from './page-parameters.ts';
import { pageQuery } from './pages.ts';

/** Up to so many, everybody is set against everybody. */
const SQUARE = 12;
/** So many pairs at either end. */
const ENDS = 20;
const ENOUGH = 5;
const MOVED = 100;
const SCALES = 500;
/** So many questions are asked, and up to so many where they are named. */
const QUIZ = 12;
const MAX_QUIZ = 30;

export const comparisonPages: Routes = (app, { store, paging }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/agreement',
    {
      config: { ...config, cost: { cell: 1, pair: 3 } },
      schema: { ...hide, querystring: pageQuery(agreementParameters) },
    },
    paging(async ({ query, caller }, { say }) => ({
      page: await agreementPageOf(store, caller, query, NOW, say),
    })),
  );

  app.get(
    '/moves',
    {
      config,
      schema: { ...hide, querystring: pageQuery(movesParameters) },
    },
    paging(async ({ query, caller }, { say }) => ({ page: await movesPageOf(store, caller, query, NOW, say) })),
  );

  app.get(
    '/quiz',
    {
      config: { ...config, cost: { cell: 1, questions: MAX_QUIZ } },
      schema: { ...hide, querystring: pageQuery({ question: Type.Optional(List(Id, MAX_QUIZ)) }) },
    },
    paging(async ({ query, caller }, { say }) => {
      const chosen = query.question === undefined ? {} : { questions: query.question };
      return { page: quizPage(await askQuiz(store, caller, { ...chosen, limit: QUIZ }), say) };
    }),
  );

  app.get(
    '/method',
    { config, schema: { ...hide, querystring: pageQuery({}) } },
    paging(async ({ caller }, { say }) => {
      const { items } = await listRecords(store, caller, 'scale', { limit: SCALES });
      return { page: methodPage(items, say) };
    }),
  );
};

export const agreementParameters = { of: Type.Optional(Id), q: shortText, rows: portionNumber };

export async function agreementPageOf(
  store: Store,
  caller: Caller,
  { of, q, rows }: PairsAsked & { readonly of?: string },
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const data = await agreementOf(store, caller, of, view);
  const words = wordsOf(q);
  return agreementPage(data, view, say, { q: words, rows: requirePortion('rows', rows, pairPortions(data, words)) });
}

/** Of two who share few questions a score says little: those with enough, where there are any. */
async function agreementOf(store: Store, caller: Caller, of: string | undefined, view: View): Promise<AgreementData> {
  const ask = (request: Partial<AgreementRequest>) => askAgreement(store, caller, { ...view, ...request });
  if (of !== undefined) return { kind: 'of', of, agreement: await ask({ of, nearest: 500, minShared: 1 }) };
  const { next } = await listRecords(store, caller, 'expert', { limit: SQUARE });
  if (next === null) return { kind: 'all', agreement: await ask({}) };
  const enough = await ask({ nearest: ENDS, minShared: ENOUGH });
  const minShared = enough.pairs.length > 0 ? ENOUGH : 1;
  const nearest = minShared === ENOUGH ? enough : await ask({ nearest: ENDS, minShared });
  return { kind: 'ends', nearest, farthest: await ask({ farthest: ENDS, minShared }), minShared };
}

export const movesParameters = { topic: shortText, cursor };

export async function movesPageOf(
  store: Store,
  caller: Caller,
  { topic: named, cursor }: { readonly topic?: string; readonly cursor?: string },
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const topic = named?.trim() || undefined;
  const chosen = { asOf: null, ...(topic !== undefined && { topics: [topic] }), drafts: view.drafts === true };
  const page = { limit: MOVED, ...(cursor !== undefined && { cursor }) };
  return movesPage({ ...(await listMovesAmong(store, caller, chosen, page)), topic, view }, say);
}
