/** What holds words of records beside records and log: proposals, webhooks and their messages, keys, old ids. */
import { sql } from 'kysely';
import type { Redactor } from '../../../core/change-log/redaction.ts';
import type { Kind } from '../../../core/records/kinds.ts';
import type { Statements } from '../statements.ts';

type Row = { readonly [column: string]: string | null };
type Change = (row: Row) => Row;

/** Takes the words out of all of them; answers how many rows that altered. */
export function redactOthers(statements: Statements, redactor: Redactor, at: string): number {
  const text = (value: string | null | undefined): string | null =>
    value === null || value === undefined ? null : redactor.text(value);
  const id = (value: string | null | undefined): string | null =>
    value === null || value === undefined ? null : redactor.id(value);
  const all =
    (of: (value: string | null | undefined) => string | null): Change =>
    (row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, of(value)]));
  const alter = (table: string, key: string, columns: readonly string[], change: Change): number => {
    const names = columns.map((column) => sql.ref(column));
    const rows = statements.all(sql<Row & { key: string | number }>`
      SELECT ${sql.ref(key)} AS key, ${sql.join(names)} FROM ${sql.table(table)}`);
    return rows.filter(({ key: at, ...was }) => {
      const is = change(was);
      if (JSON.stringify(is) === JSON.stringify(was)) return false;
      const sets = columns.map((column) => sql`${sql.ref(column)} = ${is[column] ?? null}`);
      statements.all(sql`UPDATE ${sql.table(table)} SET ${sql.join(sets)} WHERE ${sql.ref(key)} = ${at} RETURNING 1`);
      return true;
    }).length;
  };
  const given = statements
    .all(sql<{ entity: Kind; old_id: string; id: string }>`SELECT entity, old_id, id FROM redirects`)
    .filter((it) => redactor.id(it.old_id) !== it.old_id);
  for (const { entity, old_id, id: leadsTo } of given) {
    const anew = redactor.id(old_id);
    // As the log has it now, the record was always called so.
    if (anew === leadsTo)
      statements.all(sql`DELETE FROM redirects WHERE entity = ${entity} AND old_id = ${old_id} RETURNING 1`);
    else
      statements.all(
        sql`UPDATE redirects SET old_id = ${anew} WHERE entity = ${entity} AND old_id = ${old_id} RETURNING 1`,
      );
  }
  return (
    given.length +
    alter('documents', 'id', ['filename', 'added_by', 'text_removed_by'], all(text)) +
    alter('candidates', 'id', ['statement'], all(id)) +
    alter('candidates', 'id', ['reason', 'decided_by'], all(text)) +
    alter('candidates', 'id', ['data'], ({ data }) => ({ data: candidateWithout(redactor, data ?? '{}') })) +
    alter('coding_rounds', 'id', ['opened_by'], all(text)) +
    alter('coding_assignments', 'coder', ['name'], all(text)) +
    alter('codings', 'id', ['option'], all(id)) +
    alter('codings', 'id', ['words'], ({ words }) => ({ words: codingWithout(redactor, words ?? '{}') })) +
    alter('adjudications', 'unit', ['option', 'position'], all(id)) +
    alter('adjudications', 'unit', ['reason', 'decided_by'], all(text)) +
    alter('corrections', 'rowid', ['expert', 'question', 'position'], all(id)) +
    removeUploads(statements) +
    alter('mappings', 'revision', ['id'], all(id)) +
    alter('mappings', 'revision', ['saved_by'], all(text)) +
    alter('mappings', 'revision', ['mapping'], ({ mapping }) => ({
      mapping: mappingWithout(redactor, mapping ?? '{}'),
    })) +
    alter('api_keys', 'id', ['name', 'created_by', 'revoked_by'], all(text)) +
    alter('webhook_attempts', 'ordinal', ['error'], all(text)) +
    alter('webhooks', 'id', ['created_by', 'disabled_why'], all(text)) +
    alter('webhooks', 'id', ['url', 'state', 'disabled_at', 'disabled_why'], (row) =>
      addressWithout(redactor, row, at),
    ) +
    forgotten(statements, redactor) +
    alter('webhooks', 'id', ['filters'], ({ filters }) => ({ filters: filtersWithout(redactor, filters ?? '') })) +
    alter('proposals', 'id', ['proposed_by', 'decided_by', 'decision', 'reason'], all(text)) +
    alter('proposals', 'id', ['entity', 'record', 'patch', 'before'], ({ entity, record, patch, before }) => ({
      entity: entity ?? null,
      record: id(record),
      // The kinds that the column may hold are those there are.
      patch: redactor.json(entity as Kind, patch ?? null),
      before: redactor.json(entity as Kind, before ?? null),
    })) +
    alter('webhook_deliveries', 'ordinal', ['entity', 'entity_id', 'lane', 'body'], (row) => ({
      ...{ entity: row.entity ?? null, entity_id: id(row.entity_id), lane: id(row.lane) },
      body: messageWithout(redactor, row.body ?? ''),
    }))
  );
}

/** What is called under another address than before would be called in vain: somebody has to give it one. */
function addressWithout(redactor: Redactor, row: Row, at: string): Row {
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

/** Requests that were sent with the words in their Idempotency-Key are carried out anew if they come again. */
function forgotten(statements: Statements, redactor: Redactor): number {
  const kept = statements.all(sql<{ caller: string; key: string }>`SELECT caller, key FROM idempotency`);
  const held = kept.filter(({ caller, key }) => redactor.text(key) !== key || redactor.text(caller) !== caller);
  for (const { caller, key } of held)
    statements.run(sql`DELETE FROM idempotency WHERE caller = ${caller} AND key = ${key}`);
  return held.length;
}

/** Options whose ids hold the name, once what held them holds others. */
export function removeOptions(statements: Statements, redactor: Redactor): void {
  for (const { scale, id } of statements.all(sql<{ scale: string; id: string }>`SELECT scale, id FROM scale_options`))
    if (redactor.id(id) !== id) statements.run(sql`DELETE FROM scale_options WHERE scale = ${scale} AND id = ${id}`);
}

/** Takes out the texts of sources that hold the words, before statements say anything else; answers how many. */
export function redactTexts(statements: Statements, redactor: Redactor, at: string): number {
  const texts = statements
    .all(sql<{ id: number; text: string }>`SELECT id, text FROM documents WHERE text IS NOT NULL`)
    .filter((it) => redactor.text(it.text) !== it.text);
  for (const { id: document } of texts)
    statements.run(sql`UPDATE documents SET text = NULL, text_removed_by = 'redaction', text_removed_at = ${at}
      WHERE id = ${document}`);
  return texts.length;
}

/** A candidate has names and ids of its own; its words are places in the text. */
const candidateWithout = (redactor: Redactor, data: string): string =>
  JSON.stringify(JSON.parse(data), (key: string, value: unknown) => {
    if (typeof value !== 'string') return value;
    return key === 'expert' || /^\d+$/.test(key) ? redactor.id(value) : redactor.text(value);
  });

/** Condition, summary and note of a coding. */
const codingWithout = (redactor: Redactor, words: string): string =>
  JSON.stringify(JSON.parse(words), (_: string, value: unknown) =>
    typeof value === 'string' ? redactor.text(value) : value,
  );

/** Whatever somebody is about to import may hold the words: they bring it again. */
const removeUploads = (statements: Statements): number =>
  statements.all(sql`DELETE FROM desk_uploads RETURNING 1`).length;

/** A mapping names people and records in its keys, too. */
function mappingWithout(redactor: Redactor, text: string): string {
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [redactor.text(key), within(it)]));
  };
  return JSON.stringify(within(JSON.parse(text)));
}

function filtersWithout(redactor: Redactor, text: string): string {
  const filters: { readonly [filter: string]: readonly string[] | null } = JSON.parse(text);
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
    Object.fromEntries(Object.entries(touch).map(([kind, id]) => [kind, id === null ? null : redactor.id(id)]));

/** The body of a message about a change; that of a test tells of no record. */
function messageWithout(redactor: Redactor, text: string): string {
  const message: Message = JSON.parse(text);
  const { data } = message;
  const kind = data?.entity;
  if (data === undefined || kind === undefined) return text;
  const without = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value);
    return value;
  };
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
