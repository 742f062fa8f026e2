/** Prompts: beginnings of work that a person picks, with the rules of the work in them. */
import type { McpServer } from '@modelcontextprotocol/server';
import { type Static, type TObject, Type } from 'typebox';
import { Id, Record, Text } from '../core/values/schema.ts';
import { CODING_RULES } from './prompts/coding-rules.ts';
import { standardSchema } from './standard-schema.ts';

type Prompt = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: TObject;
} & {
  readonly register: (server: McpServer) => void;
};

function prompt<Input extends TObject>(
  name: string,
  about: { readonly title: string; readonly description: string },
  input: Input,
  words: (given: Static<Input>) => string,
): Prompt {
  const argsSchema = standardSchema(input);
  const register = (server: McpServer) => {
    server.registerPrompt(name, { ...about, argsSchema }, (given) => ({
      messages: [{ role: 'user', content: { type: 'text', text: words(given) } }],
    }));
  };
  return { name, ...about, input, register };
}

const EVERY_CLAIM =
  'Give for every claim the exact quote with its source and the page. Where nothing is on record say "nothing on record": that is no opinion.';

export const PROMPTS: readonly Prompt[] = [
  prompt(
    'compare-experts',
    { title: 'Compare experts', description: 'Where experts agree and differ, in their own words.' },
    Record({
      experts: Text(1_000, 'Names or ids of the experts.'),
      question: Type.Optional(Text(500, 'What to compare them on; everything unless given.')),
    }),
    ({ experts, question }) =>
      `Compare these experts: ${experts}.${question === undefined ? '' : ` On this: ${question}.`}\n` +
      'Find their ids with search, the questions with find_questions, and use compare_experts; get_evidence has all that was said. ' +
      `Tell where they agree, where they differ, and where only one has spoken. ${EVERY_CLAIM}`,
  ),
  prompt(
    'check-my-quote',
    { title: 'Check a quote', description: 'Are these words on record, as they stand, by whom and where?' },
    Record({
      quote: Text(5_000, 'The words, as you would print them.'),
      expert: Type.Optional(Text(300, 'Who is said to have said them.')),
    }),
    ({ quote, expert }) =>
      `Check this quote: “${quote}”${expert === undefined ? '' : `, said to be by ${expert}`}.\n` +
      'Find the telling words with search, and read the exact quotes with get_evidence. Compare character for character. ' +
      'Say one of three things: it stands on record exactly so (with source and page); it stands there otherwise (show both, and where they differ); ' +
      'nothing on record has these words. Never repair a quote.',
  ),
  prompt(
    'code-article',
    {
      title: 'Code an article',
      description: 'Propose the statements and positions of a kept document, for people to decide on.',
    },
    Record({
      document: Id,
      questions: Type.Optional(Text(1_000, 'Ids of the questions to code; all that fit unless given.')),
    }),
    ({ document, questions }) =>
      `Code the document ${document}${questions === undefined ? '' : ` on these questions: ${questions}`}.\n` +
      `1. Read the resource standpoint://documents/${document}/text, and with list_candidates what is proposed already.\n` +
      '2. Read the coding rules and options of the questions with find_questions.\n' +
      '3. Propose each statement that is missing with propose_statement. Where words are refused, read the text again.\n' +
      '4. Where a person has accepted a statement, propose what it says on a question with propose_position.\n\n' +
      CODING_RULES,
  ),
];
