/** Records as rows and back: one pair of functions per kind. */
import type { Selectable } from 'kysely';
import type { Change } from '../../../core/change-log/change.ts';
import type { AxisQuestion } from '../../../core/matrix/material.ts';
import type { Expert } from '../../../core/records/expert.ts';
import type { Position } from '../../../core/records/position.ts';
import { draftOf } from '../../../core/records/public-state.ts';
import type { Question } from '../../../core/records/question.ts';
import type { Scale } from '../../../core/records/scale.ts';
import type { Source } from '../../../core/records/source.ts';
import type { Statement } from '../../../core/records/statement.ts';
import { lastDay } from '../../../core/values/date.ts';
import { sortKey } from '../../../core/values/sort-key.ts';
import type { PositionGrounds } from '../../../core/writing/decide.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import type {
  ChangeRow,
  CosignerRow,
  ExpertRow,
  PositionRow,
  QuestionRow,
  ReprintRow,
  ScaleOptionRow,
  ScaleRow,
  SourceRow,
  StatementRow,
} from '../tables.ts';

/** The last day a validated date covers. */
export function untilOf(date: string): string {
  const day = lastDay(date);
  if (day === null) throw new RangeError(`${date} is no date`);
  return day;
}

const scaleToRow = ({ id, label, status, revision }: Scale): ScaleRow => ({
  ...{ id, label, status: status ?? 'published', revision },
});

const scaleOptionRows = ({ id: scale, options }: Scale): ScaleOptionRow[] =>
  options.map(({ id, label, value, role }, ordinal) => ({ scale, id, ordinal, label, value, role }));

/** A scale with its options as a JSON array in their order. */
export const scaleFromRow = ({ id, label, status, revision, options }: ScaleRow & { options: string }): Scale => ({
  id,
  label,
  options: JSON.parse(options),
  ...draftOf({ status }),
  revision,
});

const expertToRow = (expert: Expert): ExpertRow => ({
  id: expert.id,
  kind: expert.kind,
  name: expert.name,
  sort_name: expert.sortName,
  sort_key: sortKey(expert.sortName),
  description: expert.description,
  aliases: JSON.stringify(expert.aliases),
  affiliations: JSON.stringify(expert.affiliations),
  links: JSON.stringify(expert.links),
  status: expert.status ?? 'published',
  revision: expert.revision,
});

export const expertFromRow = (row: ExpertRow): Expert => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  sortName: row.sort_name,
  description: row.description,
  aliases: JSON.parse(row.aliases),
  affiliations: JSON.parse(row.affiliations),
  links: JSON.parse(row.links),
  ...draftOf(row),
  revision: row.revision,
});

const sourceToRow = (source: Source): SourceRow => ({
  id: source.id,
  title: source.title,
  publisher: source.publisher,
  url: source.url,
  archived_url: source.archivedUrl,
  published_on: source.publishedOn,
  published_until: untilOf(source.publishedOn),
  retrieved_on: source.retrievedOn,
  language: source.language,
  note: source.note,
  status: source.status ?? 'published',
  revision: source.revision,
});

export const sourceFromRow = (row: SourceRow): Source => ({
  id: row.id,
  title: row.title,
  publisher: row.publisher,
  url: row.url,
  archivedUrl: row.archived_url,
  publishedOn: row.published_on,
  retrievedOn: row.retrieved_on,
  language: row.language,
  note: row.note,
  ...draftOf(row),
  revision: row.revision,
});

const questionToRow = (question: Question): QuestionRow => ({
  id: question.id,
  title: question.title,
  sort_key: sortKey(question.title),
  proposition: question.proposition,
  scale: question.scale,
  coding_rule: question.codingRule,
  topics: JSON.stringify(question.topics),
  aliases: JSON.stringify(question.aliases),
  language: question.language ?? null,
  translations: question.translations === undefined ? null : JSON.stringify(question.translations),
  succeeds: question.succeeds ?? null,
  status: question.status ?? 'published',
  revision: question.revision,
});

export const questionFromRow = (row: QuestionRow): Question => ({
  id: row.id,
  title: row.title,
  proposition: row.proposition,
  scale: row.scale,
  codingRule: row.coding_rule,
  topics: JSON.parse(row.topics),
  aliases: JSON.parse(row.aliases),
  ...(row.language !== null && { language: row.language }),
  ...(row.translations !== null && { translations: JSON.parse(row.translations) }),
  ...(row.succeeds !== null && { succeeds: row.succeeds }),
  ...draftOf(row),
  revision: row.revision,
});

/** The columns that `axisQuestionFromRow` reads. */
export const AXIS_QUESTION_COLUMNS = ['id', 'title', 'proposition', 'language', 'scale', 'revision'] as const;

export const axisQuestionFromRow = ({
  id,
  title,
  proposition,
  language,
  scale,
  revision,
}: Pick<QuestionRow, (typeof AXIS_QUESTION_COLUMNS)[number]>): AxisQuestion =>
  language === null
    ? { id, title, proposition, scale, revision }
    : { id, title, proposition, language, scale, revision };

const statementToRow = (statement: Statement): StatementRow => ({
  id: statement.id,
  expert: statement.expert,
  source: statement.source,
  said_on: statement.saidOn,
  said_until: untilOf(statement.saidOn),
  said_on_from: statement.saidOnFrom,
  said_at: statement.saidAt,
  attribution: statement.attribution,
  quotes: JSON.stringify(statement.quotes),
  paraphrase: statement.paraphrase,
  selector: statement.selector === null ? null : JSON.stringify(statement.selector),
  venue: statement.venue,
  reported_by: statement.reportedBy,
  language: statement.language,
  translations: JSON.stringify(statement.translations),
  capacity: statement.capacity,
  status: statement.status ?? 'published',
  revision: statement.revision,
});

const cosignerRows = ({ id: statement, experts }: Statement): CosignerRow[] =>
  experts.slice(1).map((expert, index) => ({ statement, expert, ordinal: index + 1 }));

const reprintRows = ({ id: statement, sources }: Statement): ReprintRow[] =>
  sources.slice(1).map((source, index) => ({ statement, source, ordinal: index + 1 }));

/** A statement with the ids of its further experts and sources as JSON arrays in their order, or null. */
export const statementFromRow = (
  row: StatementRow & { readonly cosigners: string | null; readonly reprints: string | null },
): Statement => ({
  id: row.id,
  expert: row.expert,
  experts: row.cosigners === null ? [row.expert] : [row.expert, ...JSON.parse(row.cosigners)],
  source: row.source,
  sources: row.reprints === null ? [row.source] : [row.source, ...JSON.parse(row.reprints)],
  saidOn: row.said_on,
  saidOnFrom: row.said_on_from,
  saidAt: row.said_at,
  attribution: row.attribution,
  quotes: JSON.parse(row.quotes),
  paraphrase: row.paraphrase,
  selector: row.selector === null ? null : JSON.parse(row.selector),
  venue: row.venue,
  reportedBy: row.reported_by,
  language: row.language,
  translations: JSON.parse(row.translations),
  capacity: row.capacity,
  ...draftOf(row),
  revision: row.revision,
});

/** `scale` is that of the position's question; `latestStatement` the one its day comes from. */
const positionToRow = (position: Position, scale: string, latestStatement: string): PositionRow => ({
  id: position.id,
  expert: position.expert,
  question: position.question,
  scale,
  option: position.option,
  summary: position.summary,
  condition: position.condition,
  basis: position.basis,
  latest_statement: latestStatement,
  evidence_count: position.statements.length,
  said_on: position.saidOn,
  said_until: untilOf(position.saidOn),
  said_on_from: position.saidOnFrom,
  said_at: position.saidAt,
  supersedes: position.supersedes,
  status: position.status,
  recorded_at: position.recordedAt,
  recorded_by: position.recordedBy,
  recorded_seq: position.recordedSeq,
  note: position.note,
  confidence: position.confidence ?? null,
  revision: position.revision,
});

/** What a position is made of beside its statements. */
export const POSITION_COLUMNS = [
  ...['id', 'expert', 'question', 'option', 'summary', 'condition', 'basis'],
  ...['said_on', 'said_on_from', 'said_at', 'supersedes', 'status'],
  ...['recorded_at', 'recorded_by', 'recorded_seq', 'note', 'confidence', 'revision'],
] as const satisfies (keyof PositionRow)[];

type PositionColumns = Pick<PositionRow, (typeof POSITION_COLUMNS)[number]>;

/** A position with the ids of its statements: a JSON array in their order, or the id where there is but one. */
export const positionFromRow = (row: PositionColumns & { statements: string }): Position => ({
  id: row.id,
  expert: row.expert,
  question: row.question,
  option: row.option,
  summary: row.summary,
  condition: row.condition,
  basis: row.basis,
  statements: row.statements.startsWith('[') ? JSON.parse(row.statements) : [row.statements],
  saidOn: row.said_on,
  saidOnFrom: row.said_on_from,
  saidAt: row.said_at,
  supersedes: row.supersedes,
  status: row.status,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  recordedSeq: row.recorded_seq,
  note: row.note,
  ...(row.confidence !== null && { confidence: row.confidence }),
  revision: row.revision,
});

export type TableRow = {
  readonly table: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  readonly row: { readonly [column: string]: unknown };
};

/** Every row a record is kept in; `grounds` are needed for a position. */
export function rowsOf(write: AnyRecord, grounds: PositionGrounds | null): TableRow[] {
  const keyed = (table: string, row: TableRow['row']): TableRow => ({ table, key: ['id'], row });
  switch (write.kind) {
    case 'scale':
      return [
        keyed('scales', scaleToRow(write.record)),
        ...scaleOptionRows(write.record).map((row) => ({ table: 'scale_options', key: ['scale', 'id'], row })),
      ];
    case 'expert':
      return [keyed('experts', expertToRow(write.record))];
    case 'source':
      return [keyed('sources', sourceToRow(write.record))];
    case 'question':
      return [keyed('questions', questionToRow(write.record))];
    case 'statement':
      return [
        keyed('statements', statementToRow(write.record)),
        ...cosignerRows(write.record).map((row) => ({
          ...{ table: 'statement_cosigners', key: ['statement', 'expert'], row },
        })),
        ...reprintRows(write.record).map((row) => ({
          ...{ table: 'statement_reprints', key: ['statement', 'source'], row },
        })),
      ];
    case 'position': {
      const { id: position, expert, statements } = write.record;
      const { scale, latest } = grounds ?? { scale: '', latest: '' };
      return [
        keyed('positions', positionToRow(write.record, scale, latest)),
        ...statements.map((statement, ordinal) => ({
          table: 'evidence',
          key: ['position', 'statement'],
          row: { position, statement, expert, ordinal },
        })),
      ];
    }
  }
}

export const changeFromRow = ({ before, after, expert: _, question: __, ...row }: Selectable<ChangeRow>): Change => ({
  ...row,
  before: before === null ? null : JSON.parse(before),
  after: after === null ? null : JSON.parse(after),
});
