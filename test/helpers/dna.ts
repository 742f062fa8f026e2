/** A database of the Discourse Network Analyzer where one lies beside the repository; it may not be copied into it. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const beside = (pattern: string): string[] => globSync(`../shared/data/dna/${pattern}`, { cwd: ROOT }).sort();
const pathOf = (found: string): string => `${ROOT}${found}`;

/** Where the sample lies, or null. */
export const DNA_SAMPLE: string | null = beside('*.dna').map(pathOf)[0] ?? null;

/** Why tests of the sample are skipped, or false. */
export const WITHOUT_SAMPLE =
  DNA_SAMPLE === null && 'the sample of the Discourse Network Analyzer does not lie beside the repository';

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

/** What each cell of the sample holds, as a person worked it out: agree, disagree, both or nothing. */
export const readReferenceCells = (): string =>
  beside('expected/cells_*.csv')
    .map((it) => readFileSync(pathOf(it), 'utf8'))
    .join('');
