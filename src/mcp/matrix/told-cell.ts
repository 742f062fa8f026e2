/** A cell as an assistant is told it: in words, with the words that prove it, their sources and the page that shows it. */
import { type Static, Type } from 'typebox';
import { cosigners } from '../../answers/matrix/evidence-words.ts';
import { type labeller, stanceWords } from '../../answers/words.ts';
import { CELL_STATES, type Cell, type Evidence } from '../../core/matrix/cell.ts';
import { Source } from '../../core/records/source.ts';
import { ATTRIBUTIONS } from '../../core/records/statement.ts';
import { wordsOf } from '../../core/records/statement-words.ts';
import { Id, Nullable, OneOf, Record } from '../../core/values/schema.ts';
import { cellPath, correctedPath, type View } from '../../pages/links.ts';
import { fitting, MOST_CHARACTERS } from '../fitting.ts';

export const NOTHING = 'Nothing on record';

const words = (description: string) => Type.String({ description });
const maybe = (description: string) => Nullable(words(description));

/** A question as an assistant is told it. */
export const ToldQuestion = Record({
  id: Id,
  title: Type.String(),
  proposition: words('What can be supported or opposed.'),
  page: Type.String(),
});

const ToldEvidence = Record({
  statement: Id,
  option: words('The label of the option that it is evidence for.'),
  quotes: Type.Array(Type.String(), {
    description: 'Verbatim words, character for character. Quote nothing else as theirs.',
  }),
  paraphrase: maybe("What was said in the recorder's words: no quote."),
  attribution: OneOf(ATTRIBUTIONS),
  saidOn: Type.String(),
  reportedBy: maybe('Through whom the words come, where it is hearsay.'),
  language: Type.String(),
  signedWith: Type.Array(Type.String(), { description: 'Who else said it.' }),
  sources: Type.Array(
    Record({
      id: Id,
      title: Type.String(),
      publisher: Type.String(),
      publishedOn: Type.String(),
      language: Type.String(),
      url: Source.properties.url,
    }),
  ),
});
export type ToldEvidence = Static<typeof ToldEvidence>;
export const ToldEvidenceList = Type.Array(ToldEvidence);
export const MoreEvidence = Type.Integer({ description: 'Statements that are left out here; get_evidence has them.' });

/** That a cell was corrected, and the page that says how. */
export const ToldCorrection = {
  correctedOn: maybe('Day of the last correction of what this says; null where there was none.'),
  corrections: maybe('The page that tells what was said before; null with correctedOn.'),
};

export const ToldCell = Record({
  expert: Id,
  expertName: Type.String(),
  question: Id,
  state: OneOf(CELL_STATES, 'none: nothing is on record, which is no opinion.'),
  stance: words(`In words; "${NOTHING}" where state is none.`),
  option: Nullable(Id),
  value: Nullable(Type.Number()),
  summary: maybe("The position in the recorder's words."),
  condition: maybe('The "if" the expert attached.'),
  basis: maybe('stated, or inferred from what was said.'),
  saidOn: maybe('Day of the latest current position.'),
  ...ToldCorrection,
  page: words('The page that shows this cell with its evidence.'),
  evidence: ToldEvidenceList,
  moreEvidence: MoreEvidence,
});
export type ToldCell = Static<typeof ToldCell>;

type Label = ReturnType<typeof labeller>;

/** Statements of one cell that are told with many cells, and their characters: a quote is told whole or not at all. */
const MOST_STATEMENTS = 5;
const MOST_OF_ONE = 6_000;

/** A function that chooses what one answer tells of the statements of one cell after the other: few of each, and so much in all. */
export function evidenceChooser(): <E extends Words>(statements: readonly E[]) => readonly E[] {
  let left = MOST_CHARACTERS;
  return (statements) => {
    const told = fitting(statements.slice(0, MOST_STATEMENTS), charactersOf, Math.min(MOST_OF_ONE, left));
    left -= told.reduce((sum, it) => sum + charactersOf(it), 0);
    return told;
  };
}

export type CellTeller = (cell: Cell, expertName: string) => ToldCell;

/** A function that tells the cells of one answer, with the addresses of a site as it was at the view. */
export function cellTeller(label: Label, origin: string, view: View): CellTeller {
  const choose = evidenceChooser();
  return (cell, expertName) => {
    const statements = cell.statements ?? [];
    const told = choose(statements);
    const { expert, question, state, option, value, summary, condition, basis, saidOn } = cell;
    return {
      ...{ expert, expertName, question, state, option, value, summary, condition, basis, saidOn },
      ...toldCorrection(cell, origin),
      stance: state === 'none' ? NOTHING : stanceWords(cell, label),
      page: `${origin}${cellPath(expert, question, view)}`,
      evidence: told.map((it) => toldEvidence(it, expert, (id) => label(question, id))),
      moreEvidence: statements.length - told.length,
    };
  };
}

/** The correction of a cell; its page tells of the present, whenever the cell is of. */
export const toldCorrection = (
  { expert, question, correctedOn }: Pick<Cell, 'expert' | 'question' | 'correctedOn'>,
  origin: string,
): Pick<ToldCell, keyof typeof ToldCorrection> => ({
  correctedOn,
  corrections: correctedOn === null ? null : `${origin}${correctedPath({ expert, question })}`,
});

/** The correction in words; none where there was none. */
export const correctionWords = ({ correctedOn, corrections }: Pick<ToldCell, keyof typeof ToldCorrection>): string[] =>
  correctedOn === null ? [] : [`corrected ${correctedOn}, what was said before: ${corrections}`];

type Words = Pick<Evidence, 'quotes' | 'paraphrase'>;

export const charactersOf = ({ quotes, paraphrase }: Words): number =>
  [...quotes, paraphrase ?? ''].reduce((sum, words) => sum + words.length, 0);

/** The evidence with the label of the option that it is evidence for. */
export const toldEvidence = (it: Evidence, holder: string, labelOf: (option: string) => string): ToldEvidence => ({
  statement: it.statement,
  option: labelOf(it.option),
  quotes: [...it.quotes],
  paraphrase: it.paraphrase,
  attribution: it.attribution,
  saidOn: it.saidOn,
  reportedBy: it.reportedBy,
  language: it.language,
  signedWith: [...cosigners(it.experts, holder)],
  sources: it.sources.map((source) => ({ ...source })),
});

/** The cell on a line, and each statement on a line of its own. */
export function cellLines(cell: ToldCell): string[] {
  const facts = [
    cell.stance,
    ...(cell.saidOn === null ? [] : [`said ${cell.saidOn}`]),
    ...(cell.condition === null ? [] : [`condition: ${cell.condition}`]),
    ...correctionWords(cell),
  ];
  return [
    `- ${cell.expertName} (${cell.expert}): ${facts.join('; ')}. ${cell.page}`,
    ...cell.evidence.map((it) => `  - ${evidenceLine(it)}`),
    ...(cell.moreEvidence > 0 ? [`  - and ${cell.moreEvidence} more: get_evidence`] : []),
  ];
}

/** The words with where they stand: title, publisher, day and address of each source. */
export function evidenceLine(it: ToldEvidence): string {
  const printed = it.sources.map(({ title, publisher, publishedOn, url }) =>
    [`${publisher}, ${title}, ${publishedOn}`, ...(url === null ? [] : [url])].join(', '),
  );
  const others = it.signedWith.length === 0 ? '' : `; signed with ${it.signedWith.join(', ')}`;
  return `${wordsOf(it)} (${printed.join('; ')}${others})`;
}
