/** The columns of our own lists, as they go out: what stands in each of a record, and what may be changed there. */
import { affiliationOn } from '../../records/expert.ts';
import type { Entities, Kind } from '../../records/kinds.ts';
import { translationWords } from '../../records/statement-words.ts';
import { firstDay, lastDay } from '../../values/date.ts';
import type { Inputs } from '../bundle/bundle.ts';

export type OwnColumn<K extends Kind> = {
  readonly name: string;
  /** As people see it in a workbook, where that is another word. */
  readonly label?: string;
  /** The kind of the records whose ids it holds. */
  readonly ids?: Kind;
  readonly of: (record: Entities[K]) => string | number | null;
  /** What it makes of an input; missing where it cannot be changed there. Null for an empty cell. */
  readonly edit?: (input: Inputs[K], text: string | null) => object;
  /** Where else it is changed. */
  readonly elsewhere?: string;
};

const NEVER = 'it stays as it is; use a new id for what is another';
const DERIVED = 'it follows from other facts';

const joined = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('\n'));
const split = (text: string | null): string[] =>
  text === null
    ? []
    : text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');

/** A column of a text that may be missing, under the name of its field. */
const optional = <K extends Kind, F extends keyof Entities[K] & string>(name: string, field: F) =>
  ({
    name,
    of: (record: Entities[K]) => textOf(record[field]),
    edit: (_: Inputs[K], text: string | null) => ({ [field]: text ?? undefined }),
  }) satisfies OwnColumn<K>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const fixed = <K extends Kind>(
  name: string,
  of: OwnColumn<K>['of'],
  elsewhere: string,
  label?: string,
): OwnColumn<K> => ({ name, of, elsewhere, ...(label !== undefined && { label }) });

/** In the lists themselves they stand in `src/answers/records/records.ts`; a test takes each list out and brings it back. */
export const OWN_COLUMNS: { readonly [K in Kind]: readonly OwnColumn<K>[] } = {
  expert: [
    optional<'expert', 'name'>('name', 'name'),
    optional<'expert', 'sortName'>('sort_name', 'sortName'),
    fixed(
      'affiliation',
      (it) => affiliationOn(it, null),
      'change affiliations with PATCH /v1/experts/{id} or in a bundle',
    ),
    optional<'expert', 'description'>('description', 'description'),
    { name: 'aliases', of: ({ aliases }) => joined(aliases), edit: (_, text) => ({ aliases: split(text) }) },
    fixed(
      'links',
      ({ links }) => joined(links.map(({ url }) => url)),
      'change links with PATCH /v1/experts/{id} or in a bundle',
    ),
    optional<'expert', 'kind'>('kind', 'kind'),
  ],
  source: [
    optional<'source', 'title'>('title', 'title'),
    optional<'source', 'publisher'>('publisher', 'publisher'),
    optional<'source', 'url'>('url', 'url'),
    optional<'source', 'archivedUrl'>('archived_url', 'archivedUrl'),
    optional<'source', 'publishedOn'>('published_on', 'publishedOn'),
    optional<'source', 'retrievedOn'>('retrieved_on', 'retrievedOn'),
    optional<'source', 'language'>('language', 'language'),
    optional<'source', 'note'>('note', 'note'),
  ],
  scale: [
    optional<'scale', 'label'>('label', 'label'),
    fixed(
      'options',
      ({ options }) =>
        joined(options.map(({ id, label, value, role }) => `${id}: ${label} (${value ?? role.replace('-', ' ')})`)),
      'change options with PATCH /v1/scales/{id} or in a bundle',
    ),
  ],
  question: [
    optional<'question', 'title'>('title', 'title'),
    optional<'question', 'proposition'>('proposition', 'proposition'),
    { ...fixed<'question'>('scale', ({ scale }) => scale, NEVER), ids: 'scale' },
    { name: 'topics', of: ({ topics }) => joined(topics), edit: (_, text) => ({ topics: split(text) }) },
    optional<'question', 'codingRule'>('coding_rule', 'codingRule'),
    { name: 'aliases', of: ({ aliases }) => joined(aliases), edit: (_, text) => ({ aliases: split(text) }) },
    optional<'question', 'language'>('language', 'language'),
    fixed(
      'translations',
      ({ translations = [] }) => joined(translations.map(translationWords)),
      'change translations with PATCH /v1/questions/{id} or in a bundle',
    ),
    { ...optional<'question', 'succeeds'>('succeeds', 'succeeds'), ids: 'question' },
  ],
  statement: [
    { ...fixed<'statement'>('expert_id', ({ expert }) => expert, NEVER), ids: 'expert' },
    { ...fixed<'statement'>('source_id', ({ source }) => source, 'change "source_ids"'), ids: 'source' },
    { name: 'said_on', of: ({ saidOn }) => saidOn, edit: (_, text) => ({ saidOn: text ?? undefined }) },
    fixed('said_on_from', ({ saidOnFrom }) => saidOnFrom, DERIVED),
    fixed('said_from', ({ saidOn }) => firstDay(saidOn), DERIVED, 'First day'),
    fixed('said_until', ({ saidOn }) => lastDay(saidOn), DERIVED, 'Last day'),
    optional<'statement', 'saidAt'>('said_at', 'saidAt'),
    optional<'statement', 'attribution'>('attribution', 'attribution'),
    {
      name: 'quotes',
      of: ({ quotes }) => joined(quotes),
      edit: (input, text) => ({ quotes: quotesFrom(input, text) }),
    },
    optional<'statement', 'paraphrase'>('paraphrase', 'paraphrase'),
    fixed(
      'selector_prefix',
      ({ selector }) => selector?.prefix ?? null,
      'change it with PATCH /v1/statements/{id}',
      'Prefix',
    ),
    fixed(
      'selector_suffix',
      ({ selector }) => selector?.suffix ?? null,
      'change it with PATCH /v1/statements/{id}',
      'Suffix',
    ),
    optional<'statement', 'venue'>('venue', 'venue'),
    {
      name: 'expert_ids',
      ids: 'expert',
      of: ({ experts }) => joined(experts),
      edit: (_, text) => ({ expert: undefined, experts: split(text) }),
    },
    {
      name: 'source_ids',
      ids: 'source',
      of: ({ sources }) => joined(sources),
      edit: (_, text) => ({ source: undefined, sources: split(text) }),
    },
    optional<'statement', 'reportedBy'>('reported_by', 'reportedBy'),
    optional<'statement', 'language'>('language', 'language'),
    fixed(
      'translations',
      ({ translations }) => joined(translations.map(translationWords)),
      'change translations with PATCH /v1/statements/{id} or in a bundle',
    ),
    { ...optional<'statement', 'capacity'>('capacity', 'capacity'), label: 'Spoke for' },
  ],
  position: [
    { ...fixed<'position'>('expert_id', ({ expert }) => expert, NEVER), ids: 'expert' },
    { ...fixed<'position'>('question_id', ({ question }) => question, NEVER), ids: 'question' },
    optional<'position', 'option'>('option_id', 'option'),
    optional<'position', 'summary'>('summary', 'summary'),
    optional<'position', 'condition'>('condition', 'condition'),
    optional<'position', 'basis'>('basis', 'basis'),
    fixed('said_on', ({ saidOn }) => saidOn, 'change the day of its statement'),
    fixed('said_on_from', ({ saidOnFrom }) => saidOnFrom, DERIVED),
    fixed('said_from', ({ saidOn }) => firstDay(saidOn), DERIVED, 'First day'),
    fixed('said_until', ({ saidOn }) => lastDay(saidOn), DERIVED, 'Last day'),
    fixed('said_at', ({ saidAt }) => saidAt, 'change the time of its statement'),
    { ...optional<'position', 'supersedes'>('supersedes', 'supersedes'), ids: 'position' },
    optional<'position', 'status'>('status', 'status'),
    {
      name: 'statement_ids',
      ids: 'statement',
      of: ({ statements }) => joined(statements),
      edit: (_, text) => ({ statements: split(text) }),
    },
    fixed('recorded_at', ({ recordedAt }) => recordedAt, DERIVED),
    fixed('recorded_by', ({ recordedBy }) => recordedBy, DERIVED),
    fixed('recorded_seq', ({ recordedSeq }) => recordedSeq, DERIVED),
    optional<'position', 'note'>('note', 'note'),
    {
      name: 'confidence',
      of: ({ confidence }) => confidence ?? null,
      edit: (_, text) => ({ confidence: numberIn(text ?? undefined) }),
    },
  ],
};

/** A decimal number, also as programs write very small ones (`1E-7`); another text as it is, which the schema refuses. */
export const numberIn = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d*\.?\d+(?:e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : text;

/** One quote stays one, whatever lines it has; of several, each has a line. */
function quotesFrom({ quotes = [] }: Inputs['statement'], text: string | null): string[] {
  if (text === null) return [];
  return quotes.length === 1 ? [text] : split(text);
}
