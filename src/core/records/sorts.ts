/** What lists of records can be sorted by: a field's name, the other way round with a dash before it. */
import type { ListOrder } from '../values/page.ts';
import type { Kind } from './kinds.ts';

const BY_ID = ['id', '-id'] as const;

/** By kind; the first is the order that a list has unless told. */
export const SORTS = {
  scale: BY_ID,
  expert: ['name', '-name', ...BY_ID],
  source: ['-publishedOn', 'publishedOn', ...BY_ID],
  question: ['title', '-title', ...BY_ID],
  statement: ['-saidOn', 'saidOn', ...BY_ID],
  position: ['-saidOn', 'saidOn', ...BY_ID],
} as const satisfies { readonly [K in Kind]: readonly string[] };

/** The order that is called so. */
export function orderOf(kind: Kind, sort: string): ListOrder {
  const [own] = SORTS[kind];
  return sort === 'id' || sort === '-id'
    ? { by: 'id', reversed: sort === '-id' }
    : { by: 'own', reversed: sort !== own };
}
