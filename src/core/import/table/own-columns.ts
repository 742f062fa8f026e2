/** The columns of our own lists, as they go out: what stands in each of a record, and what may be changed there. */
import { affiliationLines, affiliationsIn } from '../../records/affiliation-words.ts';
import { NAMES_BESIDE as BESIDE, type NamesById } from '../../records/called.ts';
import { affiliationOn } from '../../records/expert.ts';
import type { Entities, Kind } from '../../records/kinds.ts';
import { expertsOf, sourcesOf } from '../../records/statement.ts';
import { translationWords } from '../../records/statement-words.ts';
import { firstDay, lastDay } from '../../values/date.ts';
import type { Inputs } from '../bundle/bundle.ts';
import { joined, optionsIn, split, translationsIn } from './own-cells.ts';

export type OwnColumn<K extends Kind> = {
  readonly name: string;
  /** As people see it in a workbook, where that is another word. */
  readonly label?: string;
  /** The kind of the records whose ids it holds. */
  readonly ids?: Kind;
  /** What stands there of a record that is stored. */
  readonly of: (record: Entities[K], called: NamesById) => string | number | null;
  /** What would stand there of what the columns before it have made; where that may be another than before. */
  readonly after?: (input: Inputs[K], called: NamesById) => string | null;
  /** What it makes of an input; missing where it cannot be changed there. Null for an empty cell. */
  readonly edit?: (input: Inputs[K], text: string | null) => object;
  /** What it makes of a record that is not stored, where that is more than may be changed of one that is. */
  readonly make?: (input: Inputs[K], text: string) => object;
  /** True of what every store says of itself. */
  readonly isOfStore?: true;
  /** Where else it is changed. */
  readonly elsewhere?: string;
};

const NEVER = 'it stays as it is; use a new id for what is another';
const DERIVED = 'it follows from other facts';
const LINKS = 'change links with PATCH /v1/experts/{id} or in a bundle';
const SELECTOR = 'change it with PATCH /v1/statements/{id}';
const CALLED = 'it is what the record is called whose id stands beside it: change it there, or change the id';

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

/** What the record is called whose id stands in another column. */
const name = <K extends Kind>(
  name: string,
  of: (record: Entities[K], called: NamesById) => string | null,
  after: (input: Inputs[K], called: NamesById) => string | null,
): OwnColumn<K> => ({ name, of, after, elsewhere: CALLED });

/** Of every kind but positions, whose status may be changed there. */
const status = <K extends Kind>(): OwnColumn<K> => ({
  ...fixed<K>(
    'status',
    (record) => record.status ?? 'published',
    'publish it at the desk, or with POST /v1/publications',
  ),
  make: (_, text) => (text === 'draft' ? { status: text } : {}),
});

/** In the lists themselves they stand in `src/answers/records/records.ts`; a test takes each list out and brings it back. */
export const OWN_COLUMNS: { readonly [K in Kind]: readonly OwnColumn<K>[] } = {
  expert: [
    optional<'expert', 'name'>('name', 'name'),
    optional<'expert', 'sortName'>('sort_name', 'sortName'),
    fixed('affiliation', (it) => affiliationOn(it, null), 'change it under "affiliations", which has all of them'),
    optional<'expert', 'description'>('description', 'description'),
    { name: 'aliases', of: ({ aliases }) => joined(aliases), edit: (_, text) => ({ aliases: split(text) }) },
    {
      ...fixed<'expert'>('links', ({ links }) => joined(links.map(({ url }) => url)), LINKS),
      make: (_, text) => ({ links: split(text).map((url) => ({ label: url, url })) }),
    },
    optional<'expert', 'kind'>('kind', 'kind'),
    {
      name: 'affiliations',
      of: ({ affiliations }) => affiliationLines(affiliations),
      edit: (_, text) => ({ affiliations: affiliationsIn(split(text)) }),
    },
    {
      ...fixed<'expert'>('link_labels', ({ links }) => joined(links.map(({ label }) => label)), LINKS),
      make: ({ links = [] }, text) => {
        const labels = split(text);
        return { links: links.map(({ url }, index) => ({ label: labels[index] ?? url, url })) };
      },
    },
    status(),
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
    status(),
  ],
  scale: [
    optional<'scale', 'label'>('label', 'label'),
    {
      ...fixed<'scale'>(
        'options',
        ({ options }) =>
          joined(options.map(({ id, label, value, role }) => `${id}: ${label} (${value ?? role.replace('-', ' ')})`)),
        'change options with PATCH /v1/scales/{id} or in a bundle',
      ),
      make: (_, text) => ({ options: optionsIn(text) }),
    },
    status(),
  ],
  question: [
    optional<'question', 'title'>('title', 'title'),
    optional<'question', 'proposition'>('proposition', 'proposition'),
    {
      ...fixed<'question'>('scale', ({ scale }) => scale, NEVER),
      ids: 'scale',
      make: (_, text) => ({ scale: text }),
    },
    { name: 'topics', of: ({ topics }) => joined(topics), edit: (_, text) => ({ topics: split(text) }) },
    optional<'question', 'codingRule'>('coding_rule', 'codingRule'),
    { name: 'aliases', of: ({ aliases }) => joined(aliases), edit: (_, text) => ({ aliases: split(text) }) },
    optional<'question', 'language'>('language', 'language'),
    {
      ...fixed<'question'>(
        'translations',
        ({ translations = [] }) => joined(translations.map(translationWords)),
        'change translations with PATCH /v1/questions/{id} or in a bundle',
      ),
      make: (_, text) => ({ translations: translationsIn(text) }),
    },
    { ...optional<'question', 'succeeds'>('succeeds', 'succeeds'), ids: 'question' },
    status(),
  ],
  statement: [
    {
      ...fixed<'statement'>('expert_id', ({ expert }) => expert, NEVER),
      ids: 'expert',
      make: (_, text) => ({ expert: text }),
    },
    {
      ...fixed<'statement'>('source_id', ({ source }) => source, 'change "source_ids"'),
      ids: 'source',
      make: (_, text) => ({ source: text }),
    },
    { name: 'said_on', of: ({ saidOn }) => saidOn, edit: (_, text) => ({ saidOn: text ?? undefined }) },
    {
      ...fixed<'statement'>('said_on_from', ({ saidOnFrom }) => saidOnFrom, DERIVED),
      make: (_, text) => (text === 'source' ? { saidOn: undefined } : {}),
    },
    fixed('said_from', ({ saidOn }) => firstDay(saidOn), DERIVED, 'First day'),
    fixed('said_until', ({ saidOn }) => lastDay(saidOn), DERIVED, 'Last day'),
    optional<'statement', 'saidAt'>('said_at', 'saidAt'),
    optional<'statement', 'attribution'>('attribution', 'attribution'),
    {
      name: 'quotes',
      of: ({ quotes }) => joined(quotes),
      edit: (input, text) => ({ quotes: quotesFrom(input, text) }),
      make: (_, text) => ({ quotes: [text] }),
    },
    optional<'statement', 'paraphrase'>('paraphrase', 'paraphrase'),
    {
      ...fixed<'statement'>('selector_prefix', ({ selector }) => selector?.prefix ?? null, SELECTOR, 'Prefix'),
      make: (_, prefix) => ({ selector: { prefix, suffix: '' } }),
    },
    {
      ...fixed<'statement'>('selector_suffix', ({ selector }) => selector?.suffix ?? null, SELECTOR, 'Suffix'),
      make: ({ selector }, suffix) => ({ selector: { prefix: selector?.prefix ?? '', suffix } }),
    },
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
    {
      ...fixed<'statement'>(
        'translations',
        ({ translations }) => joined(translations.map(translationWords)),
        'change translations with PATCH /v1/statements/{id} or in a bundle',
      ),
      make: (_, text) => ({ translations: translationsIn(text) }),
    },
    { ...optional<'statement', 'capacity'>('capacity', 'capacity'), label: 'Spoke for' },
    status(),
    name<'statement'>('expert', BESIDE.statement.expert, (it, called) =>
      BESIDE.statement.expert({ expert: expertsOf(it)[0] ?? '' }, called),
    ),
    name<'statement'>('source', BESIDE.statement.source, (it, called) =>
      BESIDE.statement.source({ source: sourcesOf(it)[0] ?? '' }, called),
    ),
    name<'statement'>('experts', BESIDE.statement.experts, (it, called) =>
      BESIDE.statement.experts({ experts: expertsOf(it) }, called),
    ),
    name<'statement'>('sources', BESIDE.statement.sources, (it, called) =>
      BESIDE.statement.sources({ sources: sourcesOf(it) }, called),
    ),
    {
      name: 'quote_count',
      label: 'Quotes counted',
      of: ({ quotes }) => quotes.length,
      elsewhere: 'it follows from "quotes"',
      make: ({ quotes = [] }, text) => (text === '1' ? {} : { quotes: split(joined(quotes)) }),
    },
  ],
  position: [
    {
      ...fixed<'position'>('expert_id', ({ expert }) => expert, NEVER),
      ids: 'expert',
      make: (_, text) => ({ expert: text }),
    },
    {
      ...fixed<'position'>('question_id', ({ question }) => question, NEVER),
      ids: 'question',
      make: (_, text) => ({ question: text }),
    },
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
    {
      ...fixed<'position'>('recorded_at', ({ recordedAt }) => recordedAt, DERIVED),
      make: (_, text) => ({ recordedAt: text }),
    },
    {
      ...fixed<'position'>('recorded_by', ({ recordedBy }) => recordedBy, DERIVED),
      make: (_, text) => ({ recordedBy: text }),
    },
    { ...fixed<'position'>('recorded_seq', ({ recordedSeq }) => recordedSeq, DERIVED), isOfStore: true },
    optional<'position', 'note'>('note', 'note'),
    {
      name: 'confidence',
      of: ({ confidence }) => confidence ?? null,
      edit: (_, text) => ({ confidence: numberIn(text ?? undefined) }),
    },
    name<'position'>('expert', BESIDE.position.expert, BESIDE.position.expert),
    name<'position'>('question', BESIDE.position.question, BESIDE.position.question),
    name<'position'>('option', BESIDE.position.option, BESIDE.position.option),
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
