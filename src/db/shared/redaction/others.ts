/** What holds words of records beside records and log, and what it says without them: the same on every engine. */
import type { Redactor } from '../../../core/change-log/redaction.ts';
import type { Kind } from '../../../core/records/kinds.ts';

/** Some columns of a row, all of them text. */
export type HoldingRow = { readonly [column: string]: string | null };

/** A table some of whose columns hold words of people. */
export type Holding = {
  readonly table: string;
  /** What a row is known by, where an engine has no address of its own for it. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** The row as it is to be; null where it must go. */
  readonly without: (row: HoldingRow, redactor: Redactor, at: string) => HoldingRow | null;
};

type Value = string | null | undefined;

const text = (redactor: Redactor, value: Value): string | null =>
  value === null || value === undefined ? null : redactor.text(value);

const id = (redactor: Redactor, value: Value): string | null =>
  value === null || value === undefined ? null : redactor.id(value);

const each =
  (of: (redactor: Redactor, value: Value) => string | null): Holding['without'] =>
  (row, redactor) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, of(redactor, value)]));

const texts = (table: string, key: string, columns: string): Holding => ({
  ...{ table, key: [key], columns: columns.split(' '), without: each(text) },
});

const ids = (table: string, key: string, columns: string): Holding => ({
  ...{ table, key: [key], columns: columns.split(' '), without: each(id) },
});

/** Texts of sources, what was found in them, and how it was coded. */
export const CAPTURED: readonly Holding[] = [
  texts('documents', 'id', 'filename added_by text_removed_by'),
  ids('candidates', 'id', 'statement'),
  texts('candidates', 'id', 'reason decided_by'),
  {
    ...{ table: 'candidates', key: ['id'], columns: ['data'] },
    without: ({ data }, redactor) => ({ data: candidateWithout(redactor, data ?? '{}') }),
  },
  {
    // Ids, names and words of somebody's who chooses again.
    ...{ table: 'kept_decisions', key: ['candidate', 'key'], columns: ['fields'] },
    without: ({ fields }, redactor) =>
      redactor.text(fields ?? '') === fields && redactor.id(fields ?? '') === fields ? { fields } : null,
  },
  texts('draftings', 'id', 'data asked_by'),
  {
    ...{ table: 'draftings', key: ['id'], columns: ['said'] },
    without: ({ said }, redactor) => ({ said: answersWithout(redactor, said ?? '[]') }),
  },
  texts('coding_rounds', 'id', 'opened_by'),
  texts('coding_assignments', 'coder', 'name'),
  ids('codings', 'id', 'option'),
  {
    ...{ table: 'codings', key: ['id'], columns: ['words'] },
    without: ({ words }, redactor) => ({ words: codingWithout(redactor, words ?? '{}') }),
  },
  ids('adjudications', 'unit', 'option position'),
  texts('adjudications', 'unit', 'reason decided_by'),
];

/** Proposals, webhooks and their messages, keys, mappings, old ids, and options that nobody holds any more. */
export const OTHERS: readonly Holding[] = [
  {
    ...{ table: 'redirects', key: ['entity', 'old_id'], columns: ['old_id', 'id'] },
    without: ({ old_id, id: leadsTo }, redactor) => {
      const anew = id(redactor, old_id);
      // As the log has it now, the record was always called so.
      return anew === leadsTo ? null : { old_id: anew, id: leadsTo ?? null };
    },
  },
  ids('corrections', 'rowid', 'expert question position'),
  ids('mappings', 'revision', 'id'),
  texts('mappings', 'revision', 'saved_by'),
  {
    ...{ table: 'mappings', key: ['revision'], columns: ['mapping'] },
    without: ({ mapping }, redactor) => ({ mapping: mappingWithout(redactor, mapping ?? '{}') }),
  },
  texts('api_keys', 'id', 'name created_by revoked_by'),
  texts('webhook_attempts', 'ordinal', 'error'),
  texts('webhooks', 'id', 'created_by disabled_why'),
  {
    ...{ table: 'webhooks', key: ['id'], columns: ['url', 'state', 'disabled_at', 'disabled_why'] },
    without: addressWithout,
  },
  {
    ...{ table: 'webhooks', key: ['id'], columns: ['filters'] },
    without: ({ filters }, redactor) => ({ filters: filtersWithout(redactor, filters ?? '{}') }),
  },
  {
    // Requests that were sent with the words in their Idempotency-Key are carried out anew if they come again.
    ...{ table: 'idempotency', key: ['caller', 'key'], columns: ['caller', 'key'] },
    without: (row, redactor) =>
      Object.values(row).some((value) => text(redactor, value) !== value) ? null : { ...row },
  },
  texts('proposals', 'id', 'proposed_by decided_by decision reason'),
  {
    ...{ table: 'proposals', key: ['id'], columns: ['entity', 'record', 'patch', 'before'] },
    without: ({ entity, record, patch, before }, redactor) => ({
      entity: entity ?? null,
      record: id(redactor, record),
      // The kinds that the column may hold are those there are.
      patch: redactor.json(entity as Kind, patch ?? null),
      before: redactor.json(entity as Kind, before ?? null),
    }),
  },
  {
    ...{ table: 'webhook_deliveries', key: ['ordinal'], columns: ['entity', 'entity_id', 'lane', 'body'] },
    without: ({ entity, entity_id, lane, body }, redactor) => ({
      ...{ entity: entity ?? null, entity_id: id(redactor, entity_id), lane: id(redactor, lane) },
      body: messageWithout(redactor, body ?? '{}'),
    }),
  },
];

/** What is called under another address than before would be called in vain: somebody has to give it one. */
function addressWithout(row: HoldingRow, redactor: Redactor, at: string): HoldingRow {
  const url = redactor.address(row.url ?? '');
  if (url === row.url) return row;
  return {
    url,
    state: 'disabled',
    disabled_at: row.disabled_at ?? at,
    disabled_why: row.disabled_why ?? CALLED_OTHERWISE,
  };
}

const CALLED_OTHERWISE = 'its address held words that were redacted: make another webhook in its place';

/** A candidate has names and ids of its own; its words are places in the text. */
const candidateWithout = (redactor: Redactor, data: string): string =>
  JSON.stringify(JSON.parse(data), (key: string, value: unknown) => {
    if (typeof value !== 'string') return value;
    return key === 'expert' || /^\d+$/.test(key) ? redactor.id(value) : redactor.text(value);
  });

/** The ids of questions and options that a model took words for. */
const answersWithout = (redactor: Redactor, said: string): string =>
  JSON.stringify(JSON.parse(said), (_: string, value: unknown) =>
    typeof value === 'string' ? redactor.id(value) : value,
  );

/** Condition, summary and note of a coding. */
const codingWithout = (redactor: Redactor, words: string): string =>
  JSON.stringify(JSON.parse(words), (_: string, value: unknown) =>
    typeof value === 'string' ? redactor.text(value) : value,
  );

/** A mapping names people and records in its keys, too. */
function mappingWithout(redactor: Redactor, mapping: string): string {
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [redactor.text(key), within(it)]));
  };
  return JSON.stringify(within(JSON.parse(mapping)));
}

function filtersWithout(redactor: Redactor, stored: string): string {
  const filters: { readonly [filter: string]: readonly string[] | null } = JSON.parse(stored);
  const entries = Object.entries(filters).map(([filter, values]) => [
    filter,
    values?.map((value) => (filter === 'topic' ? redactor.text(value) : redactor.id(value))) ?? null,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

type Told = { readonly [field: string]: unknown } | null;
type Message = {
  readonly data?: {
    readonly entity?: Kind;
    readonly before?: Told;
    readonly after?: Told;
    readonly [field: string]: unknown;
  };
};

const touchWithout =
  (redactor: Redactor) =>
  (touch: { readonly [kind: string]: string | null }): object =>
    Object.fromEntries(Object.entries(touch).map(([kind, named]) => [kind, id(redactor, named)]));

/** The body of a message about a change; that of a test tells of no record. */
function messageWithout(redactor: Redactor, body: string): string {
  const message: Message = JSON.parse(body);
  const { data } = message;
  const kind = data?.entity;
  if (data === undefined || kind === undefined) return body;
  const without = (value: unknown): unknown => (typeof value === 'string' ? redactor.text(value) : value);
  const record = (told: Told | undefined): object =>
    told === undefined || told === null ? {} : redactor.record(kind, told);
  return JSON.stringify({
    ...message,
    data: {
      ...data,
      ...(typeof data.id === 'string' && { id: redactor.id(data.id) }),
      ...('actor' in data && { actor: without(data.actor) }),
      ...('reason' in data && { reason: without(data.reason) }),
      ...(Array.isArray(data.touches) && { touches: data.touches.map(touchWithout(redactor)) }),
      ...(data.before && { before: record(data.before) }),
      ...(data.after && { after: record(data.after) }),
    },
  });
}
