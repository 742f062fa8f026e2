/** Databases as the Discourse Network Analyzer would write them, told in a few words. */
import Database from 'better-sqlite3';
import type { Test } from 'tap';
import { newPath } from './database.ts';

const SCHEMA = `
  CREATE TABLE SETTINGS (Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
  CREATE TABLE CODERS (ID INTEGER PRIMARY KEY, Name TEXT NOT NULL, Password TEXT NOT NULL);
  CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER,
    Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '', Section TEXT NOT NULL DEFAULT '',
    Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '', Date INTEGER NOT NULL);
  CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT NOT NULL);
  CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL, StatementTypeId INTEGER);
  CREATE TABLE STATEMENTS (ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER NOT NULL, Stop INTEGER NOT NULL, Coder INTEGER);
  CREATE TABLE ENTITIES (ID INTEGER PRIMARY KEY, VariableId INTEGER NOT NULL, Value TEXT NOT NULL);
  CREATE TABLE ATTRIBUTEVARIABLES (ID INTEGER PRIMARY KEY, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL);
  CREATE TABLE ATTRIBUTEVALUES (ID INTEGER PRIMARY KEY, EntityId INTEGER NOT NULL,
    AttributeVariableId INTEGER NOT NULL, AttributeValue TEXT NOT NULL);
  CREATE TABLE DATASHORTTEXT (StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
  CREATE TABLE DATABOOLEAN (StatementId INTEGER, VariableId INTEGER, Value INTEGER);
  CREATE TABLE DATAINTEGER (StatementId INTEGER, VariableId INTEGER, Value INTEGER);
  CREATE TABLE DATALONGTEXT (StatementId INTEGER, VariableId INTEGER, Value TEXT);
  INSERT INTO SETTINGS VALUES ('version', '3.0.11');
  INSERT INTO CODERS VALUES (1, 'Admin', 'secret'), (2, 'Cora', 'secret');`;

const DATA = {
  'short text': 'DATASHORTTEXT',
  boolean: 'DATABOOLEAN',
  integer: 'DATAINTEGER',
  'long text': 'DATALONGTEXT',
} as const;
type DataType = keyof typeof DATA;

/** The statement types: what a statement of each has. */
const TYPES: { readonly [label: string]: { readonly [variable: string]: DataType } } = {
  'DNA Statement': { person: 'short text', organization: 'short text', concept: 'short text', agreement: 'boolean' },
  'Second round': {
    person: 'short text',
    concept: 'short text',
    agreement: 'boolean',
    place: 'short text',
    strength: 'integer',
    comment: 'long text',
    prompted: 'boolean',
  },
  Annotation: { note: 'long text' },
};

export type DnaDocumentDetails = {
  readonly Title?: string;
  readonly Author?: string;
  readonly Source?: string;
  readonly Section?: string;
  readonly Notes?: string;
  readonly Type?: string;
  /** The day, or seconds since 1970. */
  readonly on?: string | number;
};

export class DnaFile {
  readonly path: string;
  readonly #database: Database.Database;

  constructor(t: Test, name = 'talks.dna') {
    this.path = newPath(t, name);
    this.#database = new Database(this.path);
    t.teardown(() => this.#database.close());
    this.#database.pragma('synchronous = OFF');
    this.#database.exec(SCHEMA);
    for (const [label, variables] of Object.entries(TYPES)) {
      const type = this.#insert('STATEMENTTYPES', { Label: label });
      for (const [name, dataType] of Object.entries(variables)) {
        const variable = this.#insert('VARIABLES', { Variable: name, DataType: dataType, StatementTypeId: type });
        if (dataType !== 'short text') continue;
        for (const attribute of ['Type', 'Alias', 'Notes'])
          this.#insert('ATTRIBUTEVARIABLES', { VariableId: variable, AttributeVariable: attribute });
      }
    }
  }

  document(text: string, { on = '2024-06-01', ...details }: DnaDocumentDetails = {}): number {
    const date = typeof on === 'number' ? on : Date.parse(on) / 1000;
    return this.#insert('DOCUMENTS', { Title: 'Talk', ...details, Text: text, Date: date });
  }

  /** A statement of some words of a document; a variable that is left out has no value. */
  statement(
    document: number,
    words: string | readonly [start: number, stop: number],
    values: { readonly [variable: string]: string | number },
    { type = 'DNA Statement', coder = 2 }: { type?: string; coder?: number | null } = {},
  ): number {
    const [start, stop] = typeof words === 'string' ? this.#placeOf(document, words) : words;
    const typeId = Object.keys(TYPES).indexOf(type) + 1;
    const id = this.#insert('STATEMENTS', {
      StatementTypeId: typeId,
      DocumentId: document,
      Start: start,
      Stop: stop,
      Coder: coder,
    });
    for (const [name, value] of Object.entries(values)) {
      const variable = this.#variable(typeId, name);
      const dataType = TYPES[type]?.[name] ?? 'short text';
      this.#insert(
        DATA[dataType],
        dataType === 'short text'
          ? { StatementId: id, VariableId: variable, Entity: this.#entity(variable, String(value)) }
          : { StatementId: id, VariableId: variable, Value: value },
      );
    }
    return id;
  }

  /** Gives an attribute to the entity of that name, which is made where it is missing. */
  attribute(variable: string, name: string, attribute: string, value: string, type = 1): this {
    const of = this.#variable(type, variable);
    const entity = this.#entity(of, name);
    const id = this.#database
      .prepare('SELECT ID FROM ATTRIBUTEVARIABLES WHERE VariableId = ? AND AttributeVariable = ?')
      .pluck()
      .get(of, attribute);
    this.#insert('ATTRIBUTEVALUES', { EntityId: entity, AttributeVariableId: id, AttributeValue: value });
    return this;
  }

  sql(text: string): this {
    this.#database.exec(text);
    return this;
  }

  #variable(type: number, name: string): unknown {
    return this.#database
      .prepare('SELECT ID FROM VARIABLES WHERE StatementTypeId = ? AND Variable = ?')
      .pluck()
      .get(type, name);
  }

  #entity(variable: unknown, value: string): unknown {
    const find = this.#database.prepare('SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?').pluck();
    return find.get(variable, value) ?? this.#insert('ENTITIES', { VariableId: variable, Value: value });
  }

  #placeOf(document: number, words: string): [number, number] {
    const text = String(this.#database.prepare('SELECT Text FROM DOCUMENTS WHERE ID = ?').pluck().get(document));
    const start = text.indexOf(words);
    if (start < 0) throw new RangeError(`the text does not have ${words}`);
    return [start, start + words.length];
  }

  #insert(table: string, row: { readonly [column: string]: unknown }): number {
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    const { lastInsertRowid } = this.#database
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
      .run(...Object.values(row));
    return Number(lastInsertRowid);
  }
}
