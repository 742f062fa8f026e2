/** Records: one row a record, nested facts in words, several texts on lines of their own. */

import type { Cited } from '../../core/matrix/citation.ts';
import { affiliationLines } from '../../core/records/affiliation-words.ts';
import { NAMES_BESIDE, type NamesById, NO_NAMES } from '../../core/records/called.ts';
import { affiliationOn } from '../../core/records/expert.ts';
import { type Entities, type Kind, PLURALS } from '../../core/records/kinds.ts';
import { translationWords } from '../../core/records/statement-words.ts';
import { dayOf, firstDayOf } from '../../core/values/date.ts';
import { type Answer, type ListPage, listAnswer, type Shape } from '../answer.ts';
import { type ColumnOf, columnsOf, lines, type Table, tableOf } from '../table.ts';

/** The shapes of one record, and of a list of them; `isCited` where the statements that they rest on can be told. */
export const recordShapes = (isCited: boolean): readonly Shape[] => ['records', 'display', ...cited(isCited)];
export const recordListShapes = (isCited: boolean): readonly Shape[] => ['items', ...recordShapes(isCited)];

const cited = (isCited: boolean): Shape[] => (isCited ? ['cited'] : []);

/**
 * What the statements are that records rest on, where they rest on any; whether drafts may be among the records; and what
 * tables call the records that these name, which is nothing where it was not read.
 */
type Beside = { readonly cited?: () => Promise<Cited>; readonly drafts?: boolean; readonly called?: NamesById };

export const recordsAnswer = <K extends Kind>(
  kind: K,
  page: ListPage<Entities[K]>,
  { drafts = false, called = NO_NAMES, ...cite }: Beside = {},
): Answer => ({
  ...listAnswer(page, (records) => recordsTable(kind, records, { drafts, called })),
  ...cite,
});

export function recordAnswer<K extends Kind>(
  kind: K,
  record: Entities[K],
  { drafts = false, called = NO_NAMES, ...cite }: Beside = {},
): Answer {
  const table = () => recordsTable(kind, [record], { drafts, called });
  return { document: record, records: table, display: () => [table()], ...cite };
}

const expert = columnsOf<Entities['expert']>();
const source = columnsOf<Entities['source']>();
const scale = columnsOf<Entities['scale']>();
const question = columnsOf<Entities['question']>();
const statement = columnsOf<Entities['statement']>();
const position = columnsOf<Entities['position']>();

const COLUMNS: { readonly [K in Kind]: readonly ColumnOf<Entities[K]>[] } = {
  expert: [
    expert.text('id', 'Id', ({ id }) => id),
    expert.text('name', 'Name', ({ name }) => name),
    expert.text('sort_name', 'Sort name', ({ sortName }) => sortName),
    expert.text('affiliation', 'Affiliation', (it) => affiliationOn(it, null)),
    expert.text('description', 'Description', ({ description }) => description),
    expert.text('aliases', 'Aliases', ({ aliases }) => lines(aliases)),
    expert.text('links', 'Links', ({ links }) => lines(links.map(({ url }) => url))),
    expert.text('kind', 'Kind', ({ kind }) => kind),
    expert.number('revision', 'Revision', ({ revision }) => revision),
  ],
  source: [
    source.text('id', 'Id', ({ id }) => id),
    source.text('title', 'Title', ({ title }) => title),
    source.text('publisher', 'Publisher', ({ publisher }) => publisher),
    source.text('url', 'URL', ({ url }) => url),
    source.text('archived_url', 'Archived URL', ({ archivedUrl }) => archivedUrl),
    source.text('published_on', 'Published on', ({ publishedOn }) => publishedOn),
    source.text('retrieved_on', 'Retrieved on', ({ retrievedOn }) => retrievedOn),
    source.text('language', 'Language', ({ language }) => language),
    source.text('note', 'Note', ({ note }) => note),
    source.number('revision', 'Revision', ({ revision }) => revision),
  ],
  scale: [
    scale.text('id', 'Id', ({ id }) => id),
    scale.text('label', 'Label', ({ label }) => label),
    scale.text('options', 'Options', ({ options }) =>
      lines(options.map(({ id, label, value, role }) => `${id}: ${label} (${value ?? role.replace('-', ' ')})`)),
    ),
    scale.number('revision', 'Revision', ({ revision }) => revision),
  ],
  question: [
    question.text('id', 'Id', ({ id }) => id),
    question.text('title', 'Title', ({ title }) => title),
    question.text('proposition', 'Proposition', ({ proposition }) => proposition),
    question.text('scale', 'Scale', ({ scale }) => scale),
    question.text('topics', 'Topics', ({ topics }) => lines(topics)),
    question.text('coding_rule', 'Coding rule', ({ codingRule }) => codingRule),
    question.text('aliases', 'Aliases', ({ aliases }) => lines(aliases)),
    question.text('language', 'Language', ({ language }) => language ?? null),
    question.text('translations', 'Translations', ({ translations = [] }) => lines(translations.map(translationWords))),
    question.text('succeeds', 'Succeeds', ({ succeeds }) => succeeds ?? null),
    question.number('revision', 'Revision', ({ revision }) => revision),
  ],
  statement: [
    statement.text('id', 'Id', ({ id }) => id),
    statement.text('expert_id', 'Expert id', ({ expert }) => expert),
    statement.text('source_id', 'Source id', ({ source }) => source),
    statement.text('said_on', 'Said on', ({ saidOn }) => saidOn),
    statement.text('said_on_from', 'Said on from', ({ saidOnFrom }) => saidOnFrom),
    statement.text('said_from', 'First day', ({ saidOn }) => firstDayOf(saidOn)),
    statement.text('said_until', 'Last day', ({ saidOn }) => dayOf(saidOn)),
    statement.text('said_at', 'Said at', ({ saidAt }) => saidAt),
    statement.text('attribution', 'Attribution', ({ attribution }) => attribution),
    statement.text('quotes', 'Quotes', ({ quotes }) => lines(quotes)),
    statement.text('paraphrase', 'Paraphrase', ({ paraphrase }) => paraphrase),
    statement.text('selector_prefix', 'Prefix', ({ selector }) => selector?.prefix ?? null),
    statement.text('selector_suffix', 'Suffix', ({ selector }) => selector?.suffix ?? null),
    statement.text('venue', 'Venue', ({ venue }) => venue),
    statement.text('expert_ids', 'Expert ids', ({ experts }) => lines(experts)),
    statement.text('source_ids', 'Source ids', ({ sources }) => lines(sources)),
    statement.text('reported_by', 'Reported by', ({ reportedBy }) => reportedBy),
    statement.text('language', 'Language', ({ language }) => language),
    statement.text('translations', 'Translations', ({ translations }) => lines(translations.map(translationWords))),
    statement.text('capacity', 'Spoke for', ({ capacity }) => capacity),
    statement.number('revision', 'Revision', ({ revision }) => revision),
  ],
  position: [
    position.text('id', 'Id', ({ id }) => id),
    position.text('expert_id', 'Expert id', ({ expert }) => expert),
    position.text('question_id', 'Question id', ({ question }) => question),
    position.text('option_id', 'Option id', ({ option }) => option),
    position.text('summary', 'Summary', ({ summary }) => summary),
    position.text('condition', 'Condition', ({ condition }) => condition),
    position.text('basis', 'Basis', ({ basis }) => basis),
    position.text('said_on', 'Said on', ({ saidOn }) => saidOn),
    position.text('said_on_from', 'Said on from', ({ saidOnFrom }) => saidOnFrom),
    position.text('said_from', 'First day', ({ saidOn }) => firstDayOf(saidOn)),
    position.text('said_until', 'Last day', ({ saidOn }) => dayOf(saidOn)),
    position.text('said_at', 'Said at', ({ saidAt }) => saidAt),
    position.text('supersedes', 'Supersedes', ({ supersedes }) => supersedes),
    position.text('status', 'Status', ({ status }) => status),
    position.text('statement_ids', 'Statement ids', ({ statements }) => lines(statements)),
    position.text('recorded_at', 'Recorded at', ({ recordedAt }) => recordedAt),
    position.text('recorded_by', 'Recorded by', ({ recordedBy }) => recordedBy),
    position.number('recorded_seq', 'Recorded seq', ({ recordedSeq }) => recordedSeq),
    position.text('note', 'Note', ({ note }) => note),
    position.number('confidence', 'Confidence', ({ confidence }) => confidence ?? null),
    position.number('revision', 'Revision', ({ revision }) => revision),
  ],
};

/** What came later stands behind what there was: who counts columns finds each where it stood. */
const LATER: { readonly [K in Kind]?: (called: NamesById) => readonly ColumnOf<Entities[K]>[] } = {
  expert: () => [
    expert.text('affiliations', 'Affiliations', ({ affiliations }) => affiliationLines(affiliations)),
    expert.text('link_labels', 'Link labels', ({ links }) => lines(links.map(({ label }) => label))),
  ],
  statement: (called) => [
    statement.text('expert', 'Expert', (it) => NAMES_BESIDE.statement.expert(it, called)),
    statement.text('source', 'Source', (it) => NAMES_BESIDE.statement.source(it, called)),
    statement.text('experts', 'Experts', (it) => NAMES_BESIDE.statement.experts(it, called)),
    statement.text('sources', 'Sources', (it) => NAMES_BESIDE.statement.sources(it, called)),
    statement.number('quote_count', 'Quotes counted', ({ quotes }) => quotes.length),
  ],
  position: (called) => [
    position.text('expert', 'Expert', (it) => NAMES_BESIDE.position.expert(it, called)),
    position.text('question', 'Question', (it) => NAMES_BESIDE.position.question(it, called)),
    position.text('option', 'Option', (it) => NAMES_BESIDE.position.option(it, called)),
  ],
};

/** A row for each record; where drafts may be among them, with its status. */
export function recordsTable<K extends Kind>(
  kind: K,
  records: readonly Entities[K][],
  { drafts = false, called = NO_NAMES }: Pick<Beside, 'drafts' | 'called'> = {},
): Table {
  const [first = '', ...rest] = PLURALS[kind];
  const status = drafts && kind !== 'position' ? [STATUS] : [];
  const columns = [...COLUMNS[kind], ...status, ...(LATER[kind]?.(called) ?? [])];
  return tableOf(first.toUpperCase() + rest.join(''), columns, records);
}

const STATUS = columnsOf<Entities[Kind]>().text('status', 'Status', ({ status = 'published' }) => status);
