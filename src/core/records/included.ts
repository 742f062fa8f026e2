/** The records that positions name, each once, so that a program need not ask for them one by one. */
import { type Static, Type } from 'typebox';
import { Record, RefTo } from '../values/schema.ts';
import { Expert } from './expert.ts';
import { Question } from './question.ts';
import { Source } from './source.ts';
import { Statement } from './statement.ts';

/** What may be asked for beside positions: kinds of records that they name, `source` by way of their statements. */
export const INCLUDABLE = ['expert', 'question', 'statements', 'source'] as const;
export type Includable = (typeof INCLUDABLE)[number];

export const Included = Record(
  {
    experts: Type.Optional(Type.Array(RefTo(Expert), { description: 'With include=expert: the holders.' })),
    questions: Type.Optional(Type.Array(RefTo(Question), { description: 'With include=question.' })),
    statements: Type.Optional(Type.Array(RefTo(Statement), { description: 'With include=statements: the evidence.' })),
    sources: Type.Optional(
      Type.Array(RefTo(Source), { description: 'With include=source: all that the evidence is printed in.' }),
    ),
  },
  { $id: 'Included', description: 'Records that the positions of a page name, each once, by id.' },
);
export type Included = Static<typeof Included>;
