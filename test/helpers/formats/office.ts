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

async function convert(t: Test, workbook: Uint8Array, to: keyof typeof FILTERS): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-office-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const [source, out] = [join(folder, 'book.xlsx'), join(folder, 'out')];
  writeFileSync(source, workbook);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', FILTERS[to], '--outdir', out, source]);
  return new Map(
    readdirSync(out).map((name) => [name.slice('book-'.length, -4), readFileSync(join(out, name), 'utf8')]),
  );
}

/** The cells of every sheet, by its name, as LibreOffice shows them. */
export async function sheetsOf(t: Test, workbook: Uint8Array): Promise<Map<string, string[][]>> {
  const files = await convert(t, workbook, 'csv');
  return new Map([...files].map(([name, text]) => [name, parse(text, { relax_column_count: true }) as string[][]]));
}

/** The workbook as OpenDocument XML, which tells text from numbers and formulas. */
export const documentOf = async (t: Test, workbook: Uint8Array): Promise<string> =>
  [...(await convert(t, workbook, 'fods')).values()].join('');
