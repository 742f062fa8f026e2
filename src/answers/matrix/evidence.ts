/** What an answer rests on as tables: a row per statement behind each position, and the sources. */
import type { Citation, Cited, CitedPosition } from '../../core/matrix/citation.ts';
import { recordsTable } from '../records/records.ts';
import { columnsOf, lines, type Table, tableOf } from '../table.ts';

const { text } = columnsOf<{ readonly held: CitedPosition; readonly cited: Citation }>();

const COLUMNS = [
  text('expert', 'Expert', ({ held }) => held.expert.name),
  text('question', 'Question', ({ held }) => held.question.title),
  text('stance', 'Stance', ({ held }) => held.stance),
  text('quotes', 'Quote', ({ cited }) => lines(cited.statement.quotes)),
  text('paraphrase', 'Paraphrase', ({ cited }) => cited.statement.paraphrase),
  text('said_on', 'Said on', ({ cited }) => cited.statement.saidOn),
  text('said_on_from', 'Day taken from', ({ cited }) => cited.statement.saidOnFrom),
  text('source', 'Source', ({ cited }) => cited.source.title),
  text('publisher', 'Publisher', ({ cited }) => cited.source.publisher),
  text('url', 'URL', ({ cited }) => cited.source.url),
  text('condition', 'Condition', ({ held }) => held.position.condition),
  text('basis', 'Basis', ({ held }) => held.position.basis),
  text('attribution', 'Attribution', ({ cited }) => cited.statement.attribution),
];

export const evidenceTable = ({ positions }: Cited): Table =>
  tableOf(
    'Evidence',
    COLUMNS,
    positions.flatMap((held) => held.citations.map((cited) => ({ held, cited }))),
  );

export const sourcesTable = ({ statements }: Cited): Table =>
  recordsTable('source', [...new Map(statements.map(({ source }) => [source.id, source])).values()]);
