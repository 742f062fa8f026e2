/** What a model is to answer: statements by their exact words. Anything else in it is refused as a whole. */
import { type Static, Type } from 'typebox';
import { List, Nullable, Record } from '../../values/schema.ts';
import { validator } from '../../values/validation.ts';

/** So many statements one answer may have. */
export const MOST_PROPOSED = 200;

const words = (maxLength: number, description: string) => Type.String({ maxLength, description });

export const DraftAnswer = Record({
  proposals: List(
    Record({
      speaker: words(300, 'Who says it, by the fullest name that the article has, without titles.'),
      quotes: List(
        words(20_000, 'Words that stand within quotation marks, without the marks, exactly as the article has them.'),
        20,
      ),
      retold: List(words(20_000, 'Words of the article that retell what was said, exactly as it has them.'), 20),
      question: Nullable(words(128, 'The id of the question that it answers; null where it answers none.')),
      option: Nullable(words(128, 'The id of the option of that question; null where there is no question.')),
    }),
    MOST_PROPOSED,
  ),
});
export type DraftAnswer = Static<typeof DraftAnswer>;
export type DraftProposal = DraftAnswer['proposals'][number];

export const readDraftAnswer = validator(DraftAnswer);
