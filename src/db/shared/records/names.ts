/** Names: what is read of a record to know it by them, without the rest of it. */
import { NAMES_OF, type Named, type NamedKind } from '../../../core/records/near.ts';
import type { ExpertRow, QuestionRow, SourceRow } from '../tables.ts';

export type NameRows = {
  readonly expert: Pick<ExpertRow, 'id' | 'name' | 'aliases'>;
  readonly question: Pick<QuestionRow, 'id' | 'title' | 'aliases'>;
  readonly source: Pick<SourceRow, 'id' | 'title' | 'publisher' | 'published_on' | 'url'>;
};

export const NAME_COLUMNS = {
  expert: ['id', 'name', 'aliases'],
  question: ['id', 'title', 'aliases'],
  source: ['id', 'title', 'publisher', 'published_on', 'url'],
} as const satisfies { readonly [K in NamedKind]: readonly (keyof NameRows[K])[] };

export const NAMED_BY: { readonly [K in NamedKind]: (row: NameRows[K]) => Named } = {
  expert: ({ id, name, aliases }) => ({ id, names: NAMES_OF.expert({ name, aliases: JSON.parse(aliases) }) }),
  question: ({ id, title, aliases }) => ({ id, names: NAMES_OF.question({ title, aliases: JSON.parse(aliases) }) }),
  source: ({ id, published_on: publishedOn, ...it }) => ({ id, names: NAMES_OF.source({ ...it, publishedOn }) }),
};
