/** /grid: the page whose address is the whole of it; a button is carried out and leads to the new address. */

import { Type } from 'typebox';
import { invalidParameter } from '../../core/errors.ts';
import { Id, List, Record } from '../../core/schema.ts';
import type { Store } from '../../core/store.ts';
import { type GridData, gridPage } from '../../pages/grid.ts';
import { actOn, type GridAction, type GridState, orderOf } from '../../pages/grid-state.ts';
import { gridPath } from '../../pages/links.ts';
import { askMatrix } from '../../services/matrix.ts';
import { listRecords } from '../../services/records.ts';
import type { Routes } from './context.ts';
import { momentOf, momentParameters, shortText } from './page-parameters.ts';

const MAX_NAMED = 1_000;
const PICKABLE = 500;

export const gridParameters = {
  ...momentParameters,
  question: Type.Optional(List(Id, MAX_NAMED)),
  expert: Type.Optional(List(Id, MAX_NAMED)),
  sortExperts: shortText,
  sortQuestions: shortText,
};

export const gridRoutes: Routes = (app, { store, paging }) => {
  const page = paging(async ({ query }, { origin }) => {
    const data = await gridData(store, gridStateOf(query), origin);
    return { page: gridPage(data), revision: data.matrix.revision };
  });

  app.get(
    '/grid',
    {
      schema: {
        hide: true,
        querystring: Record({ ...gridParameters, drop: shortText, move: shortText, sortBy: shortText }),
      },
    },
    async (request, reply) => {
      const action = request.query as GridAction & { sortBy?: string };
      if (action.drop === undefined && action.move === undefined && action.sortBy === undefined)
        return page(request, reply);
      const state = gridStateOf(request.query);
      if (action.sortBy !== undefined) {
        const [sort, by = ''] = action.sortBy.split(':');
        return reply.redirect(
          gridPath({ ...state, [sort === 'sortQuestions' ? 'sortQuestions' : 'sortExperts']: by }),
          303,
        );
      }
      const order = orderOf(await matrixOf(store, state), state);
      return reply.redirect(gridPath(actOn(state, order, action)), 303);
    },
  );
};

export function gridStateOf(query: unknown): GridState {
  const asked = query as { question?: string[]; expert?: string[]; sortExperts?: string; sortQuestions?: string };
  const sort = (name: 'sortExperts' | 'sortQuestions') => {
    const by = asked[name] ?? '';
    if (by !== '' && !/^-?[^\s:]+$/.test(by)) throw invalidParameter(name, 'must be an id, perhaps with "-" before it');
    return by === '' ? null : by;
  };
  return {
    ...momentOf(query),
    questions: asked.question ?? [],
    experts: asked.expert ?? [],
    sortExperts: sort('sortExperts'),
    sortQuestions: sort('sortQuestions'),
  };
}

const matrixOf = (store: Store, { questions, experts, rule, asOf }: GridState) =>
  askMatrix(store, {
    ...(questions.length > 0 && { questions }),
    ...(experts.length > 0 && { experts }),
    rule,
    asOf,
    statements: false,
  });

export async function gridData(store: Store, state: GridState, origin: string): Promise<GridData> {
  const matrix = await matrixOf(store, state);
  const experts = await listRecords(store, 'expert', { limit: PICKABLE });
  const questions = await listRecords(store, 'question', { limit: PICKABLE });
  return { matrix, state, pickable: { experts: experts.items, questions: questions.items }, origin };
}
