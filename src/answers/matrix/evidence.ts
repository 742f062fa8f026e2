/** What an answer rests on as tables: a row per statement behind each position, and the sources. */
import type { Citation, Cited, CitedPosition } from '../../core/matrix/citation.ts';
import { languageOf } from '../../core/matrix/evidence.ts';
import { translationWords } from '../../core/records/statement-words.ts';
import { recordsTable } from '../records/records.ts';
import { columnsOf, lines, type Table, tableOf } from '../table.ts';
import { cosigners } from './evidence-words.ts';

const { text, number } = columnsOf<{ readonly held: CitedPosition; readonly cited: Citation }>();

const COLUMNS = [
  text('expert', 'Expert', ({ held }) => held.expert.name),
  text('question', 'Question', ({ held }) => held.question.title),
  text('stance', 'Stance', ({ held }) => held.stance),
  text('quotes', 'Quote', ({ cited }) => lines(cited.statement.quotes)),
  text('paraphrase', 'Paraphrase', ({ cited }) => cited.statement.paraphrase),
  text('said_on', 'Said on', ({ cited }) => cited.statement.saidOn),
  text('said_on_from', 'Day taken from', ({ cited }) => cited.statement.saidOnFrom),
  text('source', 'Source', ({ cited }) => lines(cited.sources.map(({ title }) => title))),
  text('publisher', 'Publisher', ({ cited }) => lines(cited.sources.map(({ publisher }) => publisher))),
  text('url', 'URL', ({ cited }) => lines(cited.sources.map(({ url }) => url))),
  text('condition', 'Condition', ({ held }) => held.position.condition),
  text('basis', 'Basis', ({ held }) => held.position.basis),
  text('attribution', 'Attribution', ({ cited }) => cited.statement.attribution),
  text('signed_with', 'Signed with', ({ held, cited }) => lines(cosigners(cited.experts, held.expert.id))),
  text('reported_by', 'Reported by', ({ cited }) => cited.statement.reportedBy),
  text('capacity', 'Spoke for', ({ cited }) => cited.statement.capacity),
  text('language', 'Language', ({ cited }) => languageOf(cited.statement, cited.source)),
  text('translations', 'Translations', ({ cited }) => lines(cited.statement.translations.map(translationWords))),
  number('confidence', 'Confidence', ({ held }) => held.position.confidence ?? null),
];

export const evidenceTable = ({ positions }: Cited): Table =>
  tableOf(
    'Evidence',
    COLUMNS,
    positions.flatMap((held) => held.citations.map((cited) => ({ held, cited }))),
  );

export const sourcesTable = ({ statements }: Cited): Table =>
  recordsTable('source', [...new Map(statements.flatMap(({ sources }) => sources.map((it) => [it.id, it]))).values()]);
