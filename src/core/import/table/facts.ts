/** What a row says of its expert, question and source: enough to make them, or the same as is known of them. */

import type { Entities } from '../../records/kinds.ts';
import type { NamedKind } from '../../records/near.ts';
import { questionTitle } from '../../records/question.ts';
import { show } from '../../values/validation.ts';
import type { CodedColumn } from './columns.ts';
import type { CodedEntry, Reference } from './entry.ts';

/** Of questions that are made on the way. */
export const CODING_RULE = 'Coded elsewhere; imported from a table, which says nothing of the rule.';
/** BCP 47 for a language that is not known. */
const UNKNOWN_LANGUAGE = 'und';

type Fact<K extends NamedKind> = {
  readonly column: CodedColumn;
  readonly given: (entry: CodedEntry) => string | readonly string[] | null | undefined;
  /** As it would be held, where that is not as it is given. */
  readonly said?: (text: string) => string;
  /** Every form of it that is known. */
  readonly held: (record: Entities[K]) => readonly (string | null)[];
};

const FACTS: { readonly [K in NamedKind]: readonly Fact<K>[] } = {
  expert: [
    {
      column: 'expert',
      given: ({ refers, row }) => (row.expert_name === undefined ? refers.expert.name : null),
      held: ({ name, aliases }) => [name, ...aliases],
    },
    { column: 'expert_name', given: ({ row }) => row.expert_name, held: ({ name, aliases }) => [name, ...aliases] },
    { column: 'expert_kind', given: ({ row }) => row.expert_kind, held: ({ kind }) => [kind] },
    {
      column: 'expert_affiliation',
      given: ({ row }) => row.expert_affiliation,
      held: ({ affiliations }) => affiliations.map(({ organization }) => organization),
    },
    {
      column: 'expert_affiliation_from',
      given: ({ row }) => row.expert_affiliation_from,
      held: ({ affiliations }) => affiliations.map(({ from }) => from),
    },
    {
      column: 'expert_affiliation_to',
      given: ({ row }) => row.expert_affiliation_to,
      held: ({ affiliations }) => affiliations.map(({ to }) => to),
    },
  ],
  question: [
    {
      column: 'question',
      given: ({ refers, row }) => (row.question_title === undefined ? refers.question.name : null),
      held: ({ title, aliases }) => [title, ...aliases],
      said: questionTitle,
    },
    {
      column: 'question_title',
      given: ({ row }) => row.question_title,
      held: ({ title }) => [title],
      said: questionTitle,
    },
    {
      column: 'question_proposition',
      given: ({ row }) => row.question_proposition,
      held: ({ proposition }) => [proposition],
    },
    { column: 'question_topics', given: ({ row }) => row.question_topics, held: ({ topics }) => topics },
  ],
  source: [
    {
      column: 'source',
      given: ({ refers, row }) => (row.source_title === undefined ? refers.source.name : null),
      held: ({ title }) => [title],
    },
    { column: 'source_title', given: ({ row }) => row.source_title, held: ({ title }) => [title] },
    { column: 'source_publisher', given: ({ row }) => row.source_publisher, held: ({ publisher }) => [publisher] },
    { column: 'source_url', given: ({ row }) => row.source_url, held: ({ url }) => [url] },
    {
      column: 'source_published_on',
      given: ({ row }) => row.source_published_on,
      held: ({ publishedOn }) => [publishedOn],
    },
    { column: 'source_language', given: ({ row }) => row.source_language, held: ({ language }) => [language] },
  ],
};

/** Each column of the row that says otherwise than the record; `otherwise` begins the sentence on what that says. */
export function contradictions<K extends NamedKind>(
  kind: K,
  entry: CodedEntry,
  record: Entities[K],
  otherwise: () => string,
  changing: readonly CodedColumn[] = [],
): { readonly column: CodedColumn; readonly message: string }[] {
  return FACTS[kind].flatMap(({ column, given, held, said: asHeld = (text) => text }) => {
    const said = changing.includes(column) ? undefined : given(entry);
    if (said === null || said === undefined) return [];
    const known = held(record).filter((text) => text !== null);
    const unheard = (typeof said === 'string' ? [said] : said).filter(
      (text) => !known.includes(text) && !known.includes(asHeld(text)),
    );
    if (unheard.length === 0) return [];
    const there = known.length === 0 ? 'nothing of the kind' : known.map(show).join(', ');
    return [
      {
        column,
        message: `says ${unheard.map(show).join(', ')} of the ${kind} "${record.id}", but ${otherwise()} ${there}`,
      },
    ];
  });
}

/** A letter of a script without case, in which an id is written as a name is. */
const CASELESS = /\p{Lo}/u;

/** What the cell calls it: a name, or an id that may be one. */
const nameIn = ({ id, name }: Reference): string | undefined => name ?? (CASELESS.test(id) ? id : undefined);

/** What a row says of a record that is to be made, as its schema has it or not, and the columns that are lacking for that. */
type Made = { readonly input: { readonly [field: string]: unknown }; readonly lacking: readonly CodedColumn[] };

/** `scale` is that of questions that are made; null for the default one. */
export const MAKING: { readonly [K in NamedKind]: (entry: CodedEntry, scale: string | null) => Made } = {
  expert: ({ refers: { expert }, row }) => {
    const name = row.expert_name ?? nameIn(expert);
    const { expert_affiliation: organization } = row;
    return {
      input: {
        ...{ id: expert.id, name, kind: row.expert_kind },
        affiliations: organization === undefined ? undefined : [{ organization }],
      },
      lacking: name === undefined ? ['expert_name'] : [],
    };
  },
  question: ({ refers: { question }, row }, scale) => {
    const title = row.question_title ?? nameIn(question);
    const proposition = row.question_proposition ?? title;
    return {
      input: {
        ...{ id: question.id, title: title && questionTitle(title), proposition, codingRule: CODING_RULE },
        ...{ scale: scale ?? undefined, topics: row.question_topics },
      },
      lacking: title === undefined ? ['question_title'] : [],
    };
  },
  source: ({ refers: { source }, row }) => {
    const title = row.source_title ?? nameIn(source);
    const { source_publisher: publisher, source_published_on: publishedOn, source_url: url } = row;
    const needed = { source_title: title, source_publisher: publisher, source_published_on: publishedOn };
    return {
      input: { id: source.id, title, publisher, url, publishedOn, language: row.source_language ?? UNKNOWN_LANGUAGE },
      lacking: (Object.keys(needed) as (keyof typeof needed)[]).filter((column) => needed[column] === undefined),
    };
  },
};
