/** Changes of mind: a row per move, with the words and sources on both ends. */

import type { Move, MoveEnd, MoveKind, Moves } from '../../core/comparison/moves.ts';
import type { Evidence } from '../../core/matrix/cell.ts';
import type { Answer, Shape } from '../answer.ts';
import { evidenceLines, sourceWords } from '../matrix/evidence-words.ts';
import { type ColumnOf, columnsOf, lines, type Table, tableOf } from '../table.ts';

export const MOVES_SHAPES: readonly Shape[] = ['records', 'display'];

export const movesAnswer = (moves: Moves): Answer => ({
  document: moves,
  basis: { ...moves, rule: 'latest' },
  records: () => movesRecords(moves),
  display: () => [movesDisplay(moves)],
});

const { text, number } = columnsOf<Move>();

const ends = (key: 'from' | 'to', name: string): readonly ColumnOf<Move>[] => {
  const of = (field: (end: MoveEnd) => string | null) => (move: Move) => field(move[key]);
  const all = (field: (it: Evidence) => readonly (string | null)[]) =>
    of(({ statements }) => lines(statements.flatMap(field)));
  const each = (field: (it: Evidence) => string | null) => all((it) => [field(it)]);
  return [
    text(
      `${key}_option_id`,
      `${name}: option id`,
      of(({ option }) => option),
    ),
    text(
      `${key}_option`,
      `${name}: option`,
      of(({ label }) => label),
    ),
    number(`${key}_value`, `${name}: value`, (move) => move[key].value),
    text(
      `${key}_said_on`,
      `${name}: said on`,
      of(({ saidOn }) => saidOn),
    ),
    text(
      `${key}_said_on_from`,
      `${name}: said on from`,
      of(({ saidOnFrom }) => saidOnFrom),
    ),
    text(
      `${key}_summary`,
      `${name}: summary`,
      of(({ summary }) => summary),
    ),
    text(
      `${key}_condition`,
      `${name}: condition`,
      of(({ condition }) => condition),
    ),
    text(
      `${key}_basis`,
      `${name}: basis`,
      of(({ basis }) => basis),
    ),
    text(
      `${key}_position_id`,
      `${name}: position id`,
      of(({ position }) => position),
    ),
    text(
      `${key}_quotes`,
      `${name}: quotes`,
      of(({ statements }) => lines(statements.flatMap(({ quotes }) => quotes))),
    ),
    text(
      `${key}_paraphrases`,
      `${name}: paraphrases`,
      each(({ paraphrase }) => paraphrase),
    ),
    text(
      `${key}_sources`,
      `${name}: sources`,
      all(({ sources }) => sources.map(sourceWords)),
    ),
    text(
      `${key}_source_urls`,
      `${name}: source URLs`,
      all(({ sources }) => sources.map(({ url }) => url)),
    ),
    text(
      `${key}_attributions`,
      `${name}: attributions`,
      each(({ attribution }) => attribution),
    ),
    text(
      `${key}_reported_by`,
      `${name}: reported by`,
      each(({ reportedBy }) => reportedBy),
    ),
  ];
};

function movesRecords({ expert, moves }: Moves): Table {
  return tableOf(
    'Moves',
    [
      text('expert_id', 'Expert id', () => expert.id),
      text('expert', 'Expert', () => expert.name),
      text('question_id', 'Question id', ({ question }) => question.id),
      text('question', 'Question', ({ question }) => question.title),
      text('kind', 'Kind', ({ kind }) => kind),
      ...ends('from', 'From'),
      ...ends('to', 'To'),
      text('contested_position_ids', 'Contested position ids', ({ contested }) => lines(contested)),
      text('corrected_on', 'Corrected on', ({ correctedOn }) => correctedOn),
    ],
    moves,
  );
}

const MOVE_WORDS: { readonly [K in MoveKind]: string } = {
  reversed: 'Changed sides',
  'took-side': 'Took a side',
  'left-side': 'Left a side',
  shifted: 'Shifted',
};

/** For people: what was held, in which words, and what is. */
function movesDisplay({ expert, asOf, onRecord, moved, moves }: Moves): Table {
  const end = (key: 'from' | 'to', name: string): ColumnOf<Move> => ({
    ...text(key, name, (move) =>
      lines([
        `${move[key].label} (${move[key].saidOn})`,
        ...move[key].statements.flatMap((it) => evidenceLines(it, expert.id)),
      ]),
    ),
  });
  return tableOf(
    `${expert.name}: changes of mind`,
    [
      text('question', 'Question', ({ question }) => question.title),
      text('kind', 'What', ({ kind }) => MOVE_WORDS[kind]),
      end('from', 'From'),
      end('to', 'To'),
      ...(moves.some(({ correctedOn }) => correctedOn !== null)
        ? [text('corrected', 'Corrected', ({ correctedOn }: Move) => correctedOn)]
        : []),
    ],
    moves,
    [
      `Changed their mind on ${moved} of ${onRecord} ${onRecord === 1 ? 'question' : 'questions'} on record.`,
      `As of: ${asOf ?? 'all that is on record'}. Published positions only; days that contradict themselves are no move.`,
    ],
  );
}
