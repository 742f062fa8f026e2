/** /grid: the page whose address is the whole of it; a button is carried out and leads to the new address. */

import { Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { MAX_CELLS } from '../../../core/matrix/matrix.ts';
import type { Store } from '../../../core/ports/store.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { Id, List } from '../../../core/values/schema.ts';
import { type GridData, type GridShow, gridChoice, gridPage, SHOW_FIRST } from '../../../pages/grid.ts';
import type { Pickable } from '../../../pages/grid-picker.ts';
import { acrossOf, gridPortions, type Portions } from '../../../pages/grid-portions.ts';
import { actOn, type GridState, orderOf } from '../../../pages/grid-state.ts';
import { inLanguage } from '../../../pages/languages/languages.ts';
import type { HtmlPage, Site } from '../../../pages/layout.ts';
import { arrangePath, gridPath } from '../../../pages/links.ts';
import { seenFor } from '../../../services/access/sight.ts';
import { askExtent, askMatrix, type MatrixRequest, readingAt } from '../../../services/matrix/matrix.ts';
import { listRecords } from '../../../services/records/records.ts';
import { namedLanguage } from '../../answering/language.ts';
import type { Routes } from '../../context.ts';
import type { TypedRequest } from '../../typed-request.ts';
import {
  portionNumber,
  requirePortion,
  shortText,
  type ViewQuery,
  viewOf,
  viewParameters,
  wordsOf,
} from '../pages/page-parameters.ts';
import { pageQuery } from '../pages/pages.ts';
import { pickIn, pickParameters } from './grid-picking.ts';

const MAX_NAMED = 1_000;
const PICKABLE = 500;

export const gridParameters = {
  ...viewParameters,
  question: Type.Optional(List(Id, MAX_NAMED)),
  expert: Type.Optional(List(Id, MAX_NAMED)),
  sortExperts: shortText,
  sortQuestions: shortText,
};

/** The words that its rows are narrowed by, and which portions of them and of its columns are shown. */
export const portionParameters = { q: shortText, rows: portionNumber, columns: portionNumber };

export const gridRoutes: Routes = (app, { store, paging }) => {
  const page = paging(async ({ query, caller }: TypedRequest<unknown, ArrangedQuery>, site) => ({
    page: await makeGridPage(store, caller, gridStateOf(query), site, shownBy(query)),
  }));

  app.get(
    '/grid',
    {
      config: { scope: 'read', cost: { cell: 12 } },
      schema: {
        hide: true,
        querystring: pageQuery({
          ...gridParameters,
          arrange: shortText,
          pick: shortText,
          ...portionParameters,
          column: Type.Optional(Type.String({ maxLength: 300 })),
          drop: shortText,
          move: shortText,
          sortBy: shortText,
          ...pickParameters,
        }),
      },
    },
    async (request, reply) => {
      const action = request.query;
      const picked = await pickIn(store, request.caller, gridStateOf(action), action);
      const goTo = (path: string) => reply.redirect(inNamedLanguage(path, request.originalUrl), 303);
      if (picked !== null) return goTo(gridPath(picked));
      if (action.drop === undefined && action.move === undefined && action.sortBy === undefined)
        return page(request, reply);
      const state = gridStateOf(request.query);
      if (action.sortBy !== undefined) {
        const [sort, by = ''] = action.sortBy.split(':');
        const sorted = {
          ...state,
          [sort === 'sortQuestions' ? 'sortQuestions' : 'sortExperts']: by === '' ? null : by,
        };
        return goTo(arrangePath(sorted));
      }
      const order = orderOf(await gridMatrix(store, request.caller, state), state);
      return goTo(arrangePath(actOn(state, order, action)));
    },
  );
};

/** The address in the language that the one which leads there named. */
function inNamedLanguage(path: string, from: string): string {
  const language = namedLanguage(from);
  return language === null ? path : inLanguage(path, language);
}

type GridQuery = ViewQuery & {
  readonly question?: readonly string[];
  readonly expert?: readonly string[];
  readonly sortExperts?: string;
  readonly sortQuestions?: string;
};

export type PortionQuery = { readonly q?: string; readonly rows?: number; readonly columns?: number };

type ShowQuery = PortionQuery & { readonly arrange?: string; readonly pick?: string; readonly column?: string };
type ArrangedQuery = GridQuery & ShowQuery;

export const portionsBy = ({ q, rows = 1, columns }: PortionQuery): Portions => ({
  q: wordsOf(q),
  rows,
  columns: columns ?? null,
});

export const shownBy = ({ arrange, pick, column = '', ...portions }: ShowQuery): GridShow => ({
  ...{ arranging: arrange === 'true', picking: pick === 'true', ...portionsBy(portions) },
  column: column === '' ? null : column,
});

export function gridStateOf(query: GridQuery): GridState {
  const sort = (name: 'sortExperts' | 'sortQuestions') => {
    const by = query[name] ?? '';
    if (by !== '' && !/^-?[^\s:]+$/.test(by)) throw invalidParameter(name, 'must be an id, perhaps with "-" before it');
    return by === '' ? null : by;
  };
  return {
    ...viewOf(query),
    questions: [...new Set(query.question)],
    experts: [...new Set(query.expert)],
    sortExperts: sort('sortExperts'),
    sortQuestions: sort('sortQuestions'),
  };
}

/** The grid, or the choice of people and questions where there are too many. Fails as `askMatrix` does. */
export async function makeGridPage(
  store: Store,
  caller: Caller,
  state: GridState,
  { origin, say }: Pick<Site, 'origin' | 'say'>,
  show: GridShow = SHOW_FIRST,
): Promise<HtmlPage> {
  // Of all experts or all questions nobody asked for so many: it is what there is.
  const isWhole = state.experts.length === 0 || state.questions.length === 0;
  if (isWhole) {
    const { experts, questions } = await askExtent(store, caller, requestOf(state));
    if (experts * questions > MAX_CELLS) return gridChoice(await pickable(store, caller, state), state, say);
  }
  const data = await gridData(store, caller, state, origin);
  requireColumn(data, show);
  requirePortions(data, show);
  return gridPage(data, await pickable(store, caller, state), show, say);
}

/** Fails with `invalid` where the column for narrow windows is none of the grid's. */
function requireColumn({ matrix }: GridData, { column }: GridShow): void {
  const axis = acrossOf(matrix);
  const ids = (axis === 'expert' ? matrix.experts : matrix.questions).map(({ id }) => id);
  if (column !== null && !ids.includes(column))
    throw invalidParameter('column', `must be one of the ${axis}s that are columns of this grid, not "${column}"`);
}

/** Fails with `invalid` where there are fewer portions of rows or columns. */
export function requirePortions({ matrix }: GridData, { q, rows, columns }: Portions): void {
  const portions = gridPortions(matrix, q);
  requirePortion('rows', rows, portions.rows);
  requirePortion('columns', columns ?? undefined, portions.columns);
}

const requestOf = ({ questions, experts, rule, asOf, knownAt, drafts = false }: GridState): MatrixRequest => ({
  ...(questions.length > 0 && { questions }),
  ...(experts.length > 0 && { experts }),
  rule,
  asOf,
  knownAt,
  drafts,
  statements: false,
});

export const gridMatrix = (store: Store, caller: Caller, state: GridState) =>
  askMatrix(store, caller, requestOf(state));

export async function gridData(store: Store, caller: Caller, state: GridState, origin: string): Promise<GridData> {
  const matrix = await gridMatrix(store, caller, state);
  const updatedAt = await seenFor(caller, store, state).changedAt(matrix.revision);
  return { matrix, state, origin, updatedAt };
}

/** The first so many of each, by name and title. */
async function pickable(store: Store, caller: Caller, state: GridState): Promise<Pickable> {
  const reading = await readingAt(seenFor(caller, store, state), state.knownAt);
  const experts = await listRecords(reading, caller, 'expert', { limit: PICKABLE });
  const questions = await listRecords(reading, caller, 'question', { limit: PICKABLE });
  return { experts: experts.items, questions: questions.items };
}
