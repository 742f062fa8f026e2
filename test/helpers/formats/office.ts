/** LibreOffice, to read a workbook as somebody else does. */
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Test } from 'tap';

const MISSING =
  'there is no LibreOffice: install it (apt-get install libreoffice-calc), so that soffice is on the PATH';

function isInstalled(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'soffice'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Where there is no LibreOffice: the reason to skip. In CI that is a failure: there it must be installed. */
export function whyNoOffice(): string | false {
  if (isInstalled()) return false;
  if (process.env.CI) throw new Error(`no workbook was read, and CI must read them: ${MISSING}`);
  return MISSING;
}

/** A conversion to text, with every sheet as a file of its own. */
const FILTERS = {
  csv: 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
  fods: 'fods',
} as const;

type Books = { readonly [name: string]: Uint8Array };

/** A book as LibreOffice has read it. */
export type ReadBook = {
  /** The cells of every sheet, by its name, as it shows them. */
  readonly sheets: ReadonlyMap<string, string[][]>;
  /** OpenDocument XML, which tells text from numbers and formulas. */
  readonly document: string;
};

/** Has LibreOffice, which takes seconds to start, read all the workbooks, by their names. */
export async function readBooks<B extends Books>(t: Test, books: B): Promise<{ readonly [name in keyof B]: ReadBook }> {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-office-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const sources = Object.entries(books).map(([name, book]) => {
    const source = join(folder, `${name}.xlsx`);
    writeFileSync(source, book);
    return source;
  });
  for (const [to, filter] of Object.entries(FILTERS)) {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const out = join(folder, to);
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, ...sources]);
  }
  return Object.fromEntries(Object.keys(books).map((name) => [name, bookIn(folder, name)])) as {
    [name in keyof B]: ReadBook;
  };
}

function bookIn(folder: string, name: string): ReadBook {
  const files = readdirSync(join(folder, 'csv')).filter((file) => file.startsWith(`${name}-`));
  const sheets = files.map((file): [string, string[][]] => [
    file.slice(name.length + 1, -'.csv'.length),
    parse(readFileSync(join(folder, 'csv', file)), { relax_column_count: true }),
  ]);
  return { sheets: new Map(sheets), document: readFileSync(join(folder, 'fods', `${name}.fods`), 'utf8') };
}
