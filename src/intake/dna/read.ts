/** A database of the Discourse Network Analyzer, version 3, as it says itself. It is read and never written. */
import Database from 'better-sqlite3';
import { Failure } from '../../core/values/errors.ts';

/** A person, organization or concept. */
export type DnaEntity = {
  readonly id: number;
  readonly value: string;
  /** Attributes that have a value, by name: Type, Alias, Notes and whatever else was defined. */
  readonly attributes: ReadonlyMap<string, string>;
};

export type DnaDocument = {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  readonly source: string;
  readonly section: string;
  readonly type: string;
  readonly notes: string;
  /** Seconds since 1970, of a clock that knows no zones. */
  readonly date: number;
};

export type DnaVariable = { readonly name: string; readonly dataType: string };

export type DnaStatement = {
  readonly id: number;
  readonly type: string;
  /** The variables of its type, whether or not it has values for them. */
  readonly variables: readonly DnaVariable[];
  /** The id of its document. */
  readonly document: number;
  /** Where it begins and ends in the text of its document, in UTF-16 code units. */
  readonly start: number;
  readonly stop: number;
  readonly coder: string | null;
  /** What its variables of short text name. */
  readonly entities: ReadonlyMap<string, DnaEntity>;
  /** What its other variables hold. */
  readonly values: ReadonlyMap<string, number | string>;
};

export type DnaDatabase = {
  /** Statements of every type, by id. */
  readonly statements: readonly DnaStatement[];
  readonly documents: ReadonlyMap<number, DnaDocument>;
  /** Every entity there is, by the name of its variable. */
  readonly entities: ReadonlyMap<string, readonly DnaEntity[]>;
};

const VERSION = /^3\./;
/** What version 3 has in common with others: enough to know whose file it is. */
const TABLES = ['DOCUMENTS', 'SETTINGS', 'STATEMENTS', 'STATEMENTTYPES', 'VARIABLES'];

const refusal = (path: string, why: string, cause?: unknown): Failure =>
  new Failure('invalid', `${path} ${why}`, [], cause === undefined ? {} : { cause });

/** Reads the file, all of it from one state. Fails with `invalid` where it is no such database, and says what it is. */
export function readDna(path: string): DnaDatabase {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return database.transaction(() => {
        refuseOther(path, database);
        return readAll(path, database);
      })();
    } finally {
      database.close();
    }
  } catch (error) {
    throw error instanceof Failure ? error : refusal(path, whyNot(error), error);
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code === 'SQLITE_NOTADB') return 'is not a database of the Discourse Network Analyzer: it is not SQLite';
  if (code.startsWith('SQLITE_CORRUPT'))
    return 'is damaged; open it in the Discourse Network Analyzer, or take a backup';
  if (code.startsWith('SQLITE_BUSY')) return 'is being written; close it in the Discourse Network Analyzer first';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_ERROR') return `does not have the tables of the Discourse Network Analyzer 3: ${message}`;
  return `cannot be read: ${message}`;
}

function refuseOther(path: string, database: Database.Database): void {
  const tables = new Set(database.prepare("SELECT upper(name) FROM sqlite_schema WHERE type = 'table'").pluck().all());
  const missing = TABLES.filter((table) => !tables.has(table));
  if (missing.length > 0)
    throw refusal(
      path,
      `is a database, but not one of the Discourse Network Analyzer: it has no table ${missing.join(', ')}`,
    );
  const version = database.prepare("SELECT Value FROM SETTINGS WHERE Property = 'version'").pluck().get();
  if (typeof version !== 'string' || !VERSION.test(version))
    throw refusal(
      path,
      `is of version ${version ?? 'unknown'} of the Discourse Network Analyzer; import it into a database of version 3 there first`,
    );
}

function readAll(path: string, database: Database.Database): DnaDatabase {
  const all = <Row>(sql: string): Row[] => database.prepare<[], Row>(sql).all();
  const documents = all<DnaDocument>(
    `SELECT ID AS id, Title AS title, Text AS text, Author AS author, Source AS source, Section AS section,
      Type AS type, Notes AS notes, Date AS date FROM DOCUMENTS ORDER BY ID`,
  );
  refuseBroken(path, database, documents);
  const variables = Map.groupBy(
    all<DnaVariable & { type: number }>(
      'SELECT StatementTypeId AS type, Variable AS name, DataType AS dataType FROM VARIABLES ORDER BY ID',
    ),
    ({ type }) => type,
  );
  const entities = readEntities(all);
  const entityById = new Map([...entities.values()].flat().map((entity) => [entity.id, entity]));
  const named = gather<number>(all, 'DATASHORTTEXT', 'Entity');
  const held = [
    gather<number | string>(all, 'DATABOOLEAN', 'Value'),
    gather<number | string>(all, 'DATAINTEGER', 'Value'),
    gather<number | string>(all, 'DATALONGTEXT', 'Value'),
  ];
  const statements = all<Omit<DnaStatement, 'entities' | 'values' | 'variables'> & { typeId: number }>(
    `SELECT s.ID AS id, s.StatementTypeId AS typeId, t.Label AS type, s.DocumentId AS document, s.Start AS start,
      s.Stop AS stop, c.Name AS coder FROM STATEMENTS s LEFT JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId
      LEFT JOIN CODERS c ON c.ID = s.Coder ORDER BY s.ID`,
  ).map(({ typeId, type, ...statement }): DnaStatement => {
    const found = [...(named.get(statement.id) ?? [])].flatMap(([variable, id]) => {
      const entity = entityById.get(id);
      return entity === undefined ? [] : [[variable, entity] as const];
    });
    return {
      ...statement,
      type: type ?? 'no type',
      variables: variables.get(typeId) ?? [],
      entities: new Map(found),
      values: new Map(held.flatMap((values) => [...(values.get(statement.id) ?? [])])),
    };
  });
  return { statements, documents: new Map(documents.map((it) => [it.id, it])), entities };
}

type Reader = <Row>(sql: string) => Row[];

/** What statements hold of one data type: by statement, by the name of the variable. */
function gather<V>(all: Reader, table: string, column: string): ReadonlyMap<number, ReadonlyMap<string, V>> {
  const rows = all<{ statement: number; variable: string; value: V | null }>(
    `SELECT d.StatementId AS statement, v.Variable AS variable, d.${column} AS value
      FROM ${table} d JOIN VARIABLES v ON v.ID = d.VariableId ORDER BY d.StatementId, v.ID`,
  );
  const gathered = new Map<number, Map<string, V>>();
  for (const { statement, variable, value } of rows) {
    if (value === null) continue;
    const values = gathered.get(statement) ?? new Map<string, V>();
    gathered.set(statement, values.set(variable, value));
  }
  return gathered;
}

function readEntities(all: Reader): ReadonlyMap<string, readonly DnaEntity[]> {
  const attributes = Map.groupBy(
    all<{ entity: number; name: string; value: string }>(
      `SELECT a.EntityId AS entity, v.AttributeVariable AS name, a.AttributeValue AS value FROM ATTRIBUTEVALUES a
        JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId WHERE trim(a.AttributeValue) <> '' ORDER BY v.ID`,
    ),
    ({ entity }) => entity,
  );
  const rows = all<{ id: number; variable: string; value: string }>(
    `SELECT e.ID AS id, v.Variable AS variable, e.Value AS value
      FROM ENTITIES e JOIN VARIABLES v ON v.ID = e.VariableId ORDER BY e.ID`,
  );
  const entities = new Map<string, DnaEntity[]>();
  for (const { id, variable, value } of rows) {
    const of = entities.get(variable) ?? [];
    entities.set(variable, of);
    of.push({
      id,
      value,
      attributes: new Map((attributes.get(id) ?? []).map(({ name, value: held }) => [name, held])),
    });
  }
  return entities;
}

/** Bytes that are no UTF-8 are read as replacement characters: quotes would not be what stands there. */
function refuseBroken(path: string, database: Database.Database, documents: readonly DnaDocument[]): void {
  if (database.pragma('encoding', { simple: true }) !== 'UTF-8') return;
  const bytes = database.prepare<[number], number>('SELECT length(CAST(Text AS BLOB)) FROM DOCUMENTS WHERE ID = ?');
  for (const { id, text } of documents)
    if (text.includes('\ufffd') && bytes.pluck().get(id) !== Buffer.byteLength(text))
      throw refusal(path, `has a text that is not UTF-8: that of document ${id}`);
}
