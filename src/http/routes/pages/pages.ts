/** The pages: questions, experts, cells, comparison, search. The grid and the embeds have files of their own. */

import { type TProperties, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Dossier } from '../../../core/matrix/dossier.ts';
import type { Reading, Store } from '../../../core/ports/store.ts';
import { Id, List, OneOf, Record } from '../../../core/values/schema.ts';
import { compareChoice, comparePage } from '../../../pages/compare.ts';
import { cellMain, type EntriesAsked, entryPortions, expertPage } from '../../../pages/expert.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage, Site } from '../../../pages/layout.ts';
import { cellPath, embedPath, NOW, subjectPath, type View } from '../../../pages/links.ts';
import { expertsPage, questionsPage } from '../../../pages/lists.ts';
import { daysOf } from '../../../pages/moment.ts';
import { type QuestionData, questionPage } from '../../../pages/question.ts';
import { searchPage } from '../../../pages/search.ts';
import { type RowsAsked, rowPortions, STANCE_ORDERS } from '../../../pages/stance-rows.ts';
import { seenFor } from '../../../services/access/sight.ts';
import { askConsensus, askDivision } from '../../../services/comparison/consensus.ts';
import { getDossier } from '../../../services/matrix/dossier.ts';
import { askGrounds, compareExperts, readingAt } from '../../../services/matrix/matrix.ts';
import { getRecord, listRecords } from '../../../services/records/records.ts';
import { searchRecords, subjectsOf } from '../../../services/records/search.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import {
  type ListQuery,
  listParameters,
  narrowed,
  portionNumber,
  requirePortion,
  shortText,
  viewOf,
  viewParameters,
  wordsOf,
} from './page-parameters.ts';

/** So many experts are set side by side at most. */
const COMPARED = 50;
const ON_LIST = 100;
const HITS = 50;
const SUCCESSORS = 20;
export const CellParams = Record({ expert: Id, question: Id });

/** The query of a page. What it does not know is passed over: newsletters and networks add words of their own to links. */
export const pageQuery = <T extends TProperties>(parameters: T) => Type.Object(parameters);

export const expertsQuery = pageQuery(listParameters);
/** As long as what `/v1/search` takes. */
const searchParameters = {
  q: Type.Optional(Type.String({ maxLength: 500 })),
  within: Type.Optional(OneOf(['true', 'false'])),
};
export const questionsQuery = pageQuery({ ...listParameters, topic: shortText });

export const pageRoutes: Routes = (app, { store, paging }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/questions',
    { config: { ...config, cost: { cell: 1, questions: ON_LIST } }, schema: { ...hide, querystring: questionsQuery } },
    paging(async ({ query, caller }, { say }) => ({ page: await questionsPageOf(store, caller, query, NOW, say) })),
  );

  app.get(
    '/experts',
    { config, schema: { ...hide, querystring: expertsQuery } },
    paging(async ({ query, caller }, { say }) => ({ page: await expertsPageOf(store, caller, query, NOW, say) })),
  );

  app.get(
    '/questions/:id',
    {
      config: { ...config, cost: { cell: 30 } },
      schema: {
        ...hide,
        params: IdParam,
        querystring: pageQuery({ ...viewParameters, ...questionParameters }),
      },
    },
    paging(async ({ params, query, caller }, site) => ({
      page: await questionPageOf(store, caller, { ...params, ...query }, viewOf(query), site),
    })),
  );

  app.get(
    '/experts/:id',
    {
      config,
      schema: { ...hide, params: IdParam, querystring: pageQuery({ ...viewParameters, ...expertParameters }) },
    },
    paging(async ({ params, query, caller }, { say }) => {
      const view = viewOf(query);
      const dossier = await getDossier(await seenIn(store, caller, view), caller, params.id, view);
      return { page: expertPage(dossier, view, say, entriesAsked(dossier, query)) };
    }),
  );

  app.get(
    '/cells/:expert/:question',
    { config, schema: { ...hide, params: CellParams, querystring: pageQuery(viewParameters) } },
    paging(async ({ params, query, caller }, { say, origin }) => ({
      page: await cellPage(store, caller, params, viewOf(query), say, origin),
    })),
  );

  app.get(
    '/compare',
    {
      config: { ...config, cost: { cell: 12 } },
      schema: { ...hide, querystring: pageQuery({ ...viewParameters, ...comparedParameters }) },
    },
    paging(async ({ query, caller }, { say }) => {
      return { page: await comparedPage(store, caller, query, viewOf(query), say) };
    }),
  );

  app.get(
    '/search',
    { config, schema: { ...hide, querystring: pageQuery(searchParameters) } },
    paging(async ({ query, caller }, { say }) => {
      const q = (query.q ?? '').trim();
      const within = query.within === 'true';
      if (q === '') return { page: searchPage({ q, within }, 'all', [], say) };
      const { match, items } = await searchRecords(store, caller, q, HITS, within);
      const subjects = await subjectsOf(store, caller, items);
      const found = subjects.map(({ subject, ...rest }) => ({ ...rest, path: subjectPath(subject) }));
      return { page: searchPage({ q, within }, match, found, say) };
    }),
  );
};

export async function questionsPageOf(
  store: Store,
  caller: Caller,
  query: ListQuery & { readonly topic?: string },
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const asked = narrowed(query);
  const topic = query.topic?.trim() || undefined;
  const filter = topic === undefined ? {} : { topic: [topic] };
  const { items, next } = await listRecords(store, caller, 'question', { ...asked, ...filter, limit: ON_LIST });
  const ids = items.map(({ id }) => id);
  const division = await askDivision(store, caller, ids, view.drafts);
  return questionsPage(items, division, { next, q: asked.q, topic, view }, say);
}

export async function expertsPageOf(
  store: Store,
  caller: Caller,
  query: ListQuery,
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const asked = narrowed(query);
  const { items, next } = await listRecords(store, caller, 'expert', { ...asked, limit: ON_LIST });
  return expertsPage(items, { next, q: asked.q, view }, say);
}

/** The order of the rows of a question's table, the words that they are narrowed by, and which portion of them is shown. */
export const questionParameters = { sort: Type.Optional(OneOf(STANCE_ORDERS)), rows: portionNumber, q: shortText };

/** Fails with `not-found` on an unknown question, and with `invalid` where there are fewer portions of rows. */
export async function questionPageOf(
  store: Store,
  caller: Caller,
  { id, ...asked }: RowsAsked & { readonly id: string },
  view: View,
  site: Pick<Site, 'origin' | 'own' | 'say'>,
): Promise<HtmlPage> {
  const data = await questionData(store, caller, id, view, site);
  const belongs = data.matrix.experts.some(({ affiliation }) => affiliation !== null);
  const organizations = belongs ? await askConsensus(store, caller, id, { ...view, groupBy: 'affiliation' }) : null;
  return questionPage(data, organizations, site.say, rowsAsked(data, asked));
}

function rowsAsked({ matrix }: Pick<QuestionData, 'matrix'>, { sort, rows, q }: RowsAsked): RowsAsked {
  const words = wordsOf(q);
  return { sort, q: words, rows: requirePortion('rows', rows, rowPortions(matrix, words)) };
}

/** The words that the questions of an expert's page are narrowed by, and which portion of them is shown. */
export const expertParameters = { rows: portionNumber, q: shortText };

/** Fails with `invalid` where there are fewer portions of questions. */
export function entriesAsked(dossier: Dossier, { rows, q }: EntriesAsked): EntriesAsked {
  const words = wordsOf(q);
  return { q: words, rows: requirePortion('rows', rows, entryPortions(dossier, words)) };
}

/** Those who are set side by side; fewer than two, and they are to be chosen. */
export const comparedParameters = { expert: Type.Optional(List(Id, COMPARED)) };

export async function comparedPage(
  store: Store,
  caller: Caller,
  { expert = [] }: { readonly expert?: readonly string[] },
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const ids = [...new Set(expert)];
  const experts = (await listRecords(await seenIn(store, caller, view), caller, 'expert', { limit: 500 })).items;
  if (ids.length < 2) return compareChoice(experts, ids, view, say);
  const comparison = await compareExperts(store, caller, { experts: ids, ...view, statements: false });
  return comparePage(comparison, experts, view, say);
}

/** What the public sees, or would in a preview, as it was known when the view says. */
export const seenIn = (store: Store, caller: Caller, view: View): Promise<Reading> =>
  readingAt(seenFor(caller, store, view), view.knownAt);

export async function questionData(
  store: Store,
  caller: Caller,
  id: string,
  view: View,
  { origin, own }: Pick<Site, 'origin' | 'own'>,
): Promise<QuestionData> {
  const reading = await seenIn(store, caller, view);
  const question = await getRecord(reading, caller, 'question', id);
  const { succeeds } = question;
  const succession = {
    succeeds: succeeds === undefined ? null : await getRecord(reading, caller, 'question', succeeds),
    succeededBy: (await listRecords(reading, caller, 'question', { succeeds: [id], limit: SUCCESSORS })).items,
  };
  const { matrix, material } = await askGrounds(store, caller, {
    questions: [id],
    ...view,
    statements: true,
  });
  const updatedAt = await reading.changedAt(matrix.revision);
  return { question, ...succession, matrix, days: daysOf(material.positions), view, site: { origin, own }, updatedAt };
}

export async function cellPage(
  store: Store,
  caller: Caller,
  ids: { expert: string; question: string },
  view: View,
  say: Messages,
  /** Where it can be embedded from; nothing in a preview, and in the embed itself. */
  origin?: string,
): Promise<HtmlPage> {
  const reading = await seenIn(store, caller, view);
  const dossier = await getDossier(reading, caller, ids.expert, view, ids.question);
  const question = await getRecord(reading, caller, 'question', ids.question);
  const path = cellPath(ids.expert, ids.question, view);
  const embed = embedPath(path);
  const updatedAt = await reading.changedAt(await reading.revision());
  return {
    title: say.expertOnTitle(dossier.expert.name, question.title),
    description: dossier.entries[0]?.history[0]?.position.summary ?? say.cell.nothingShort,
    path,
    knownAt: view.knownAt,
    embed,
    main: cellMain(
      dossier,
      question,
      view,
      say,
      origin === undefined ? undefined : { address: `${origin}${embed}`, view, updatedAt },
    ),
  };
}
