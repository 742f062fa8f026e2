/** The columns of a cell for machines, the same in every table that has a row per cell. */
import type { Cell, Evidence } from '../../core/matrix/cell.ts';
import { translationWords } from '../../core/records/statement-words.ts';
import { firstDay, lastDay } from '../../core/values/date.ts';
import { type ColumnOf, columnsOf, lines } from '../table.ts';
import { cellCorrections, type labeller } from '../words.ts';
import { cosigners, sourceWords } from './evidence-words.ts';

type WithCell = { readonly cell: Cell };

const { text, number, flag } = columnsOf<WithCell>();

/** What the cell holds; with `evidence`, its words and sources too. */
export function cellColumns(label: ReturnType<typeof labeller>, evidence: boolean): ColumnOf<WithCell>[] {
  const columns = [
    text('state', 'State', ({ cell }) => cell.state),
    text('option_id', 'Option id', ({ cell }) => cell.option),
    text('option', 'Option', ({ cell }) => (cell.option === null ? null : label(cell.question, cell.option))),
    number('value', 'Value', ({ cell }) => cell.value),
    text('condition', 'Condition', ({ cell }) => cell.condition),
    text('basis', 'Basis', ({ cell }) => cell.basis),
    text('summary', 'Summary', ({ cell }) => cell.summary),
    text('said_on', 'Said on', ({ cell }) => cell.saidOn),
    text('said_on_from', 'Said on from', ({ cell }) => cell.saidOnFrom),
    text('said_from', 'First day', ({ cell }) => (cell.saidOn === null ? null : firstDay(cell.saidOn))),
    text('said_until', 'Last day', ({ cell }) => (cell.saidOn === null ? null : lastDay(cell.saidOn))),
    text('recorded_at', 'Recorded at', ({ cell }) => cell.recordedAt),
    number('support', 'Support', ({ cell }) => cell.counts.support),
    number('oppose', 'Oppose', ({ cell }) => cell.counts.oppose),
    number('neutral', 'Neutral', ({ cell }) => cell.counts.neutral),
    number('no_side', 'No side', ({ cell }) => cell.counts.noSide),
    flag('changed', 'Changed', ({ cell }) => cell.changed),
    text('position_ids', 'Position ids', ({ cell }) => lines(cell.positions)),
    text('corrected_on', 'Corrected on', ({ cell }) => cell.correctedOn),
    text('corrections', 'Corrections', ({ cell }) => cellCorrections(cell)),
  ];
  return evidence ? [...columns, ...EVIDENCE_COLUMNS] : columns;
}

const all = (key: string, label: string, of: (it: Evidence) => readonly (string | null)[]): ColumnOf<WithCell> =>
  text(key, label, ({ cell }) => lines((cell.statements ?? []).flatMap(of)));

const each = (key: string, label: string, of: (it: Evidence) => string | null): ColumnOf<WithCell> =>
  all(key, label, (it) => [of(it)]);

const EVIDENCE_COLUMNS: readonly ColumnOf<WithCell>[] = [
  text('quotes', 'Quotes', ({ cell }) => lines((cell.statements ?? []).flatMap(({ quotes }) => quotes))),
  each('paraphrases', 'Paraphrases', ({ paraphrase }) => paraphrase),
  each('statement_ids', 'Statement ids', ({ statement }) => statement),
  all('sources', 'Sources', ({ sources }) => sources.map(sourceWords)),
  all('source_urls', 'Source URLs', ({ sources }) => sources.map(({ url }) => url)),
  each('attributions', 'Attributions', ({ attribution }) => attribution),
  text('signed_with', 'Signed with', ({ cell }) =>
    lines([...new Set((cell.statements ?? []).flatMap(({ experts }) => cosigners(experts, cell.expert)))]),
  ),
  each('reported_by', 'Reported by', ({ reportedBy }) => reportedBy),
  each('capacities', 'Spoke for', ({ capacity }) => capacity),
  each('languages', 'Languages', ({ language }) => language),
  all('translations', 'Translations', ({ translations }) => translations.map(translationWords)),
];
