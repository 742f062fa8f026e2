/** A database of the Discourse Network Analyzer as a bundle, where one lies beside the repository; it may not be copied into it. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Bundle } from '../../src/core/bundle.ts';
import { story } from './story.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const beside = (pattern: string): string[] => globSync(`../shared/data/dna/${pattern}`, { cwd: ROOT }).sort();
const pathOf = (found: string): string => `${ROOT}${found}`;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

type Coded = {
  id: number;
  document: number;
  person: string;
  organization: string;
  concept: string;
  agreement: 0 | 1;
};

/** The sample as a bundle: persons, organizations, concepts, documents, and one position per statement; or null. */
export function readDnaSample(): Bundle | null {
  const [found] = beside('*.dna');
  if (found === undefined) return null;
  const database = new Database(pathOf(found), { readonly: true, fileMustExist: true });
  const entity = (variable: string) => `(SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity
    JOIN VARIABLES v ON v.ID = d.VariableId WHERE d.StatementId = s.ID AND v.Variable = '${variable}')`;
  const coded = database
    .prepare<[], Coded>(
      `SELECT s.ID AS id, s.DocumentId AS document, ${entity('person')} AS person, ${entity('organization')} AS organization,
        ${entity('concept')} AS concept, b.Value AS agreement
      FROM STATEMENTS s JOIN DATABOOLEAN b ON b.StatementId = s.ID WHERE s.StatementTypeId = 1 ORDER BY s.ID`,
    )
    .all();
  const documents = database
    .prepare<[], { id: number; title: string; day: string }>(
      `SELECT ID AS id, Title AS title, date(Date, 'unixepoch') AS day FROM DOCUMENTS`,
    )
    .all();
  database.close();
  const told = story().scale('agreement', { agree: 1, disagree: -1 });
  for (const { id, title, day } of documents) told.source(`document-${id}`, { title, publishedOn: day });
  for (const { id, document, person, organization, concept, agreement } of coded) {
    if (person === '' || concept === '') continue;
    told
      .expert(slug(person), { name: person, affiliations: [{ organization }] })
      .question(slug(concept), { title: concept, scale: 'agreement' })
      .says(slug(person), slug(concept), agreement === 1 ? 'agree' : 'disagree', {
        id: `statement-${id}`,
        source: `document-${document}`,
      });
  }
  return told.bundle();
}

export type ReferenceMatrix = {
  readonly file: string;
  readonly mode: 'one-mode' | 'two-mode';
  readonly aggregation: string;
  readonly normalisation: string;
  readonly duplicates: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly weights: readonly number[] }[];
};

/** The matrices that its exporter wrote from the sample. */
export const readReferenceMatrices = (): ReferenceMatrix[] =>
  beside('expected/*mode_*.csv').map((found) => {
    const file = basename(found);
    const [, mode = '', , aggregation = '', normalisation = '', duplicates = ''] =
      /^(one|two)mode_person-(via-)?concept_([a-z]+)_norm-([a-z]+)_dup-([a-z]+)\.csv$/.exec(file) ?? [];
    const lines = readFileSync(pathOf(found), 'utf8').trim().split(/\r?\n/);
    const [head = [], ...body] = lines.map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')));
    return {
      file,
      mode: mode === 'one' ? 'one-mode' : 'two-mode',
      aggregation,
      normalisation: normalisation === 'no' ? 'none' : normalisation,
      duplicates: duplicates === 'document' ? 'source' : duplicates,
      columns: head.slice(1),
      rows: body.map(([name = '', ...weights]) => ({ name, weights: weights.map(Number) })),
    };
  });
