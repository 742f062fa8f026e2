/** Query parameters that several routes share. */
import { Type } from 'typebox';
import { RULES, type Rule } from '../core/cell.ts';
import { Id, OneOf, PartialDate, Record, Text } from '../core/schema.ts';

const MAX_VALUES = 1_000;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

const ids = (description: string) =>
  Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: MAX_VALUES, description: `${description} Repeat it for several.` }),
  );
const names = (description: string) =>
  Type.Optional(
    Type.Array(Text(300), { minItems: 1, maxItems: MAX_VALUES, description: `${description} Repeat it for several.` }),
  );

export const IdParam = Record({ id: Id });

export const expert = ids('Id of an expert.');
export const question = ids('Id of a question.');
export const source = ids('Id of a source.');
export const option = ids('Id of an option of a scale.');
export const topic = names('Topic of a question.');
export const affiliation = names(
  'Part of the name of an organization the expert belongs to, upper and lower case alike.',
);
export const q = Type.Optional(Text(500, 'Words that must all occur, in any order; common words are passed over.'));
export const from = Type.Optional({
  ...PartialDate,
  description: 'First day: 2024-10-23, or the first of 2024-10 or 2024.',
});
export const to = Type.Optional({
  ...PartialDate,
  description: 'Last day, included: 2024-10-23, or the last of 2024-10 or 2024.',
});
export const limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT, description: 'Items on a page.' }),
);
export const cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 2_000, description: 'The "next" of the page before.' }),
);

export const rule = Type.Optional(
  Type.Unsafe<Rule>({
    ...OneOf(RULES, 'latest: the newest position counts. all: every position counts.'),
    default: 'latest',
  }),
);
export const asOf = Type.Optional({
  ...PartialDate,
  description: 'The state of the world at the end of that day, month or year.',
});
export const include = Type.Optional(
  Type.Array(OneOf(['statements']), {
    minItems: 1,
    maxItems: 1,
    description: 'statements: the evidence behind every cell.',
  }),
);

/** The parameters of everything computed from a matrix. */
export const matrixQuery = {
  expert,
  question,
  topic,
  affiliation,
  rule,
  asOf,
};
