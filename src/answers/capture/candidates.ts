/** Candidates for statements: a row for each, in the order of the text. */
import { type Candidate, RULES, type TextSpan } from '../../core/capture/candidate.ts';
import { type Answer, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, lines, type Table, tableOf } from '../table.ts';

export const CANDIDATE_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

type Proposed = Candidate & { readonly questions: readonly { readonly id: string; readonly title: string }[] };

type Found = {
  readonly extractor: string;
  readonly language: string;
  readonly candidates: readonly Proposed[];
};

const column = columnsOf<{ readonly number: number; readonly text: string; readonly it: Proposed }>();

const slice = (text: string, span: TextSpan | null): string | null => span && text.slice(span.start, span.end);

/** Quotes in their marks and retold words in brackets, in the order of the text. */
function wordsOf(text: string, { quotes, content }: Candidate): string {
  const parts = [
    ...quotes.map((span) => ({ ...span, words: `“${slice(text, span)}”` })),
    ...content.map((span) => ({ ...span, words: `[${slice(text, span)}]` })),
  ];
  return parts
    .sort((a, b) => a.start - b.start)
    .map(({ words }) => words)
    .join(' ');
}

const WHO = { exact: 'on record', alias: 'on record (alias)', surname: 'perhaps', none: null } as const;

/** Which rule found it, and by which words of the text. */
export function reasonOf(text: string, { rule, cue, mention, saidOn, saidOnWords, confidence }: Candidate): string {
  const by = [slice(text, mention), slice(text, cue)].filter((words) => words !== null).map((words) => `“${words}”`);
  const day = saidOnWords === null ? '' : `; ${saidOn} from “${slice(text, saidOnWords)}”`;
  return `${rule} ${confidence.toFixed(2)}: ${RULES[rule]}${by.length === 0 ? '' : `; ${by.join(' ')}`}${day}`;
}

/** The shapes of what was found in a text; with `explain`, why each was. */
export function candidatesAnswer(text: string, found: Found, { explain }: { readonly explain: boolean }): Answer {
  const rows = found.candidates.map((it, index) => ({ number: index + 1, text, it }));
  const items = rows.map(({ it }) => ({ ...it, ...(explain && { reason: reasonOf(text, it) }) }));
  const { extractor, language } = found;
  const notes = [
    `${extractor}, language ${language}: proposals by rule. “Words” are quotes, [words] are retold. Look at each before it is used.`,
  ];
  return {
    ...listAnswer({ items, next: null }, () => tableFor(rows, explain, notes)),
    document: { extractor, language, text, candidates: items },
  };
}

const tableFor = (
  rows: readonly { readonly number: number; readonly text: string; readonly it: Proposed }[],
  explain: boolean,
  notes: readonly string[],
): Table =>
  tableOf(
    'Candidates',
    [
      column.number('number', '#', ({ number }) => number),
      column.text('speaker', 'Speaker', ({ it }) => lines([it.speakerName, it.affiliationAsGiven])),
      column.text('expert', 'Expert', ({ it }) => lines([it.expert, WHO[it.link]])),
      column.text('words', 'Words', ({ text, it }) => wordsOf(text, it)),
      column.text('said_on', 'Said on', ({ it }) => it.saidOn),
      column.text('questions', 'May answer', ({ it }) => lines(it.questions.map(({ id }) => id))),
      ...(explain ? [column.text('reason', 'Why', ({ text, it }) => reasonOf(text, it))] : []),
    ],
    rows,
    notes,
  );
