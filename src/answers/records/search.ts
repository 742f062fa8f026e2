/** Search: a row per hit, the best first. */
import type { SearchHit, SearchMatch } from '../../core/records/search-text.ts';
import { type Answer, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';

export const SEARCH_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

/** `match` says how the words are in the hits. */
export const searchAnswer = (found: { readonly match: SearchMatch; readonly items: readonly SearchHit[] }): Answer => ({
  ...listAnswer({ items: found.items, next: null }, hitsTable),
  document: found,
});

const hit = columnsOf<SearchHit>();

const hitsTable = (hits: readonly SearchHit[]): Table =>
  tableOf(
    'Found',
    [
      hit.text('kind', 'Kind', ({ kind }) => kind),
      hit.text('id', 'Id', ({ id }) => id),
      hit.text('title', 'Title', ({ title }) => title),
      hit.text('field', 'In', ({ field }) => field),
      hit.text('snippet', 'Where', ({ snippet }) => snippet.map(({ text: part }) => part).join('')),
    ],
    hits,
  );
