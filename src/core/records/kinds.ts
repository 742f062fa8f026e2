/** The six kinds of record, under one roof: their schemas and how written input becomes a record. */
import type { TSchema } from 'typebox';
import { Expert, ExpertInput } from './expert.ts';
import { Position, PositionInput } from './position.ts';
import { Question, QuestionInput } from './question.ts';
import { Scale, ScaleInput } from './scale.ts';
import { Source, SourceInput } from './source.ts';
import { Statement, StatementInput } from './statement.ts';

/** In the order in which they may be written: each refers only to kinds before it. */
export const KINDS = ['scale', 'expert', 'source', 'question', 'statement', 'position'] as const;
export type Kind = (typeof KINDS)[number];

/** One of that kind, in words. */
export const aRecordOf = (kind: Kind): string => `${kind === 'expert' ? 'an' : 'a'} ${kind}`;

export type Entities = {
  scale: Scale;
  expert: Expert;
  source: Source;
  question: Question;
  statement: Statement;
  position: Position;
};

/** The plural: the name of the list in a bundle and of the resource in a URL. */
export const PLURALS = {
  scale: 'scales',
  expert: 'experts',
  source: 'sources',
  question: 'questions',
  statement: 'statements',
  position: 'positions',
} as const satisfies { [K in Kind]: string };

export const ENTITY_SCHEMAS = {
  scale: Scale,
  expert: Expert,
  source: Source,
  question: Question,
  statement: Statement,
  position: Position,
} as const satisfies { [K in Kind]: TSchema };

export const INPUT_SCHEMAS = {
  scale: ScaleInput,
  expert: ExpertInput,
  source: SourceInput,
  question: QuestionInput,
  statement: StatementInput,
  position: PositionInput,
} as const satisfies { [K in Kind]: TSchema };
