/** search: where words stand on record. */
import { Type } from 'typebox';
import { SEARCH_FIELDS, SEARCH_KINDS, SEARCH_MATCHES, type SearchMatch } from '../../core/records/search-text.ts';
import { Id, OneOf, Record, Text } from '../../core/values/schema.ts';
import { subjectPath } from '../../pages/links.ts';
import { publicTo } from '../../services/access/sight.ts';
import { searchRecords, subjectsOf } from '../../services/records/search.ts';
import { limit } from '../parameters.ts';
import { tool } from '../tool.ts';

const HITS = 20;

const BESIDE: { readonly [M in Exclude<SearchMatch, 'all'>]: string } = {
  part: 'Nothing contains all of the words; these contain longer words that they are parts of:',
  any: 'Nothing contains all of the words; these contain some:',
};

export const search = tool({
  name: 'search',
  title: 'Search names, questions, positions and quotes',
  description:
    'The best hits for words, anywhere on record. A snippet is a part of a record and no quote: get_evidence has the exact words with their source.',
  scope: 'read',
  idempotent: true,
  input: Record({ q: Text(500, 'Words to look for.'), limit: limit(HITS, 50, 'hits') }),
  output: Record({
    match: OneOf(
      SEARCH_MATCHES,
      'all: every hit has every word. part: none has, so hits have longer words that these are parts of. any: hits have some.',
    ),
    hits: Type.Array(
      Record({
        kind: OneOf(SEARCH_KINDS),
        id: Id,
        title: Type.String(),
        field: OneOf(SEARCH_FIELDS, 'What the snippet is of; only a quote has their own words.'),
        snippet: Type.String(),
        page: Type.String(),
      }),
      { description: 'The best first.' },
    ),
  }),
  answer: async ({ store, caller, origin }, { q, limit: most = HITS }) => {
    const reading = publicTo(caller, store);
    const { match, items } = await searchRecords(reading, caller, q, most);
    const hits = (await subjectsOf(reading, caller, items)).map(
      ({ hit: { kind, id, title, field, snippet }, subject }) => ({
        ...{ kind, id, title, field, snippet: snippet.map(({ text }) => text).join('') },
        page: `${origin}${subjectPath(subject)}`,
      }),
    );
    const lines = [
      ...(hits.length === 0 ? ['Nothing on record contains these words.'] : []),
      ...(hits.length === 0 || match === 'all' ? [] : [BESIDE[match]]),
      ...hits.map((it) => `- ${it.kind} ${it.id}: ${it.title}: ${it.field}: ${it.snippet} ${it.page}`),
    ];
    return { text: lines.join('\n'), data: { match, hits } };
  },
});
