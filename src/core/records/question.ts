/** Question: a proposition that can be supported or opposed. */
import { type Static, Type } from 'typebox';
import { Id, Language, List, Record, RefTo, Revision, Text } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';
import { SUPPORT_SCALE } from './scale.ts';
import { Translation, Translations } from './statement.ts';

const MAX_TITLE = 100;

/** The title made of a text of any length, for the head of a table: cut with "…" where it is too long; the proposition has all of it. */
export function questionTitle(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_TITLE ? text : `${characters.slice(0, MAX_TITLE - 1).join('')}…`;
}

const head = {
  id: Id,
  title: Text(MAX_TITLE, 'Short, for the head of a table.'),
  proposition: Text(1000, 'One sentence that can be supported or opposed.'),
};
const codingRule = Text(5000, 'How to decide which option a statement supports.');
const topics = List(Text(100), 50);
const aliases = List(Text(300), 100, 'Other words a person may ask with.');

const succeeds = {
  ...Id,
  description: 'The question that this one puts in other words, asked before it. Not one that comes of this one.',
};

const LANGUAGE = 'Language of title and proposition';
const language = { ...Language, description: `${LANGUAGE}.` };

export const Question = Record(
  {
    ...{ ...head, scale: Id, codingRule, topics, aliases },
    language: Type.Optional({ ...language, description: `${LANGUAGE}, where it was said.` }),
    translations: Type.Optional(
      Type.Array(RefTo(Translation), { description: 'The proposition in other languages. There where it has any.' }),
    ),
    succeeds: Type.Optional({ ...succeeds, description: `${succeeds.description} There where there is one.` }),
    status: draftStatus,
    revision: Revision,
  },
  { $id: 'Question', description: 'A proposition that can be supported or opposed.' },
);
export type Question = Static<typeof Question>;

/** A topic, and how many questions have it: one at least. */
export type TopicInUse = { readonly topic: string; readonly questions: number };

/** A question as written in a bundle; `scale` defaults to `support`. */
export const QuestionInput = Record({
  ...head,
  scale: Type.Optional(Id),
  codingRule,
  topics: Type.Optional(topics),
  aliases: Type.Optional(aliases),
  language: Type.Optional(language),
  translations: Type.Optional(Translations),
  succeeds: Type.Optional(succeeds),
  status: statedStatus,
});
export type QuestionInput = Static<typeof QuestionInput>;

/** The language of the title and the proposition, for what repeats these; nothing where the record does not say it. */
export const languageOf = ({ language }: Pick<Question, 'language'>): Pick<Question, 'language'> =>
  language === undefined ? {} : { language };

export const toQuestion = (input: QuestionInput): Question => ({
  id: input.id,
  title: input.title,
  proposition: input.proposition,
  scale: input.scale ?? SUPPORT_SCALE.id,
  codingRule: input.codingRule,
  topics: input.topics ?? [],
  aliases: input.aliases ?? [],
  ...languageOf(input),
  ...(input.translations !== undefined &&
    input.translations.length > 0 && {
      translations: input.translations.map((it) => ({ ...it, by: it.by ?? null })),
    }),
  ...(input.succeeds !== undefined && { succeeds: input.succeeds }),
  ...draftOf(input),
  revision: 0,
});

/** The ids of the questions that one comes of, the nearest first: the one that it succeeds, what that succeeds, and so on. */
export function precedingOf(
  { succeeds }: Pick<Question, 'succeeds'>,
  at: (id: string) => Question | undefined,
): ReadonlySet<string> {
  const preceding = new Set<string>();
  for (let id = succeeds; id !== undefined && !preceding.has(id); id = at(id)?.succeeds) preceding.add(id);
  return preceding;
}
