/** find_questions: what can be asked, by the words of whoever asks, with the options of each answer. */
import { Type } from 'typebox';
import { Id, Nullable, Record, Text } from '../../core/values/schema.ts';
import { NOW, questionPath } from '../../pages/links.ts';
import { findQuestions as find } from '../../services/records/find-questions.ts';
import { ToldQuestion } from '../matrix/told-cell.ts';
import { cursor, limit, names } from '../parameters.ts';
import { tool } from '../tool.ts';

const LISTED = 20;

export const findQuestions = tool({
  name: 'find_questions',
  title: 'Find questions',
  description:
    'The questions on record that have all of these words, or all there are. Where none has, those that come nearest are named: ask the person which one is meant.',
  scope: 'read',
  idempotent: true,
  input: Record({
    q: Type.Optional(Text(500, 'Words of the question, as a person would put it.')),
    topic: names('Only questions with one of these topics.'),
    limit: limit(LISTED, 50, 'questions'),
    cursor,
  }),
  output: Record({
    questions: Type.Array(
      Record({
        ...ToldQuestion.properties,
        topics: Type.Array(Type.String()),
        codingRule: Type.String({ description: 'By which it is decided what a statement supports.' }),
        options: Type.Array(
          Record({ id: Id, label: Type.String(), value: Nullable(Type.Number()), role: Type.String() }),
        ),
      }),
    ),
    nearest: Type.Array(ToldQuestion, { description: 'Where none has all the words: the nearest first.' }),
    next: Nullable(Type.String({ description: 'Send it as cursor for those that follow.' })),
  }),
  answer: async ({ store, caller, origin }, { q, limit: most = LISTED, ...asked }) => {
    const found = await find(store, caller, { ...asked, limit: most, ...(q !== undefined && { words: q }) });
    const told = ({ id, title, proposition }: { id: string; title: string; proposition: string }) => ({
      ...{ id, title, proposition, page: `${origin}${questionPath(id, NOW)}` },
    });
    const questions = found.questions.map(({ question, scale }) => ({
      ...told(question),
      topics: [...question.topics],
      codingRule: question.codingRule,
      options: scale.options.map((option) => ({ ...option })),
    }));
    const nearest = found.nearest.map(told);
    const { next } = found;
    const lines = [
      ...(questions.length > 0
        ? []
        : [`Nothing on record: ${q === undefined ? 'there is no such question' : 'no question has these words'}.`]),
      ...(nearest.length === 0 ? [] : ['The nearest are:']),
      ...[...questions, ...nearest].map((it) => `- ${it.title} (${it.id}): “${it.proposition}” ${it.page}`),
      ...(next === null ? [] : [`More follow: ask again with cursor "${next}".`]),
    ];
    return { text: lines.join('\n'), data: { questions, nearest, next } };
  },
});
