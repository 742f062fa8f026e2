/** Our own lists through LibreOffice: opened, one cell changed, saved, brought back: that record changes, and no other. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import type { ImportReport } from '../../../src/core/writing/plan.ts';
import type { TableFormatName } from '../../../src/intake/formats.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { tableFrom } from '../../helpers/fixtures/coded.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { listOf } from '../../helpers/formats/list-of.ts';
import { whyNoOffice } from '../../helpers/formats/office.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const skip = whyNoOffice();

/** Words with what a spreadsheet may take for something else: days, numbers, formulas, lines. */
const told = (condition?: string) =>
  harbour()
    .expert('eve', { name: '=Eve', description: '-2 degrees\nand "quoted"', aliases: ['E. One', '0123'] })
    .says('eve', 'bridge', 'oppose', {
      quote: '@all\nsecond line; third',
      on: '2024-01',
      ...(condition && { condition }),
    });

/** How LibreOffice saves: text as it is shown, all cells that are texts in quotes. */
const SAVED = { csv: 'csv:Text - txt - csv (StarCalc):44,34,76', xlsx: 'xlsx', ods: 'ods', fods: 'fods' } as const;

/** The files, saved as another kind by LibreOffice. */
async function saved(t: Test, files: ReadonlyMap<string, Uint8Array>, as: keyof typeof SAVED) {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-office-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const [profile, out] = [`-env:UserInstallation=file://${folder}/profile`, join(folder, 'out')];
  const from = [...files.keys()].map((name) => join(folder, name));
  // A dialog would ask how a text is written, and offer this.
  const written = from.every((name) => name.endsWith('.csv')) ? ['--infilter=CSV:44,34,76,1'] : [];
  const how = [profile, '--headless', ...written, '--convert-to', SAVED[as], '--outdir', out];
  await promisify(execFile)('soffice', [...how, ...from]);
  return new Map(
    [...files.keys()].map((name) => {
      const bare = name.slice(0, name.lastIndexOf('.'));
      return [`${bare}.${as}`, readFileSync(join(out, `${bare}.${as}`))] as const;
    }),
  );
}

const bringBack = async (store: Store, list: Uint8Array, format: TableFormatName): Promise<ImportReport> =>
  (await importTables(store, [tableFrom(list, { format })], { create: false }, { ...RECORDED, reason: 'Misread.' }))
    .report;

const changes = (report: ImportReport) =>
  Object.fromEntries(
    KINDS.flatMap((kind) => {
      const { created, updated } = report[kind];
      return created + updated === 0 ? [] : [[kind, [created, updated]]];
    }),
  );

/** By kind: words of one cell, and what they are mended to. */
const MENDED = [
  ['position', 'if the ferries stop', 'if all ferries stop'],
  ['statement', 'second line; third', 'second line; fourth'],
  ['expert', 'Ben Okafor', 'Benjamin Okafor'],
] as const satisfies readonly (readonly [Kind, string, string])[];

t.test(
  'a list that LibreOffice saved changes nothing; a cell that was changed there changes its record',
  { skip },
  async (t) => {
    // Opened as text, it would be half a day of the year; a workbook says that it is none.
    const store = { csv: await storeOf(t, told()), xlsx: await storeOf(t, told('1/2')) };
    const lists = async (format: 'csv' | 'xlsx') => {
      const files = new Map<string, Uint8Array>();
      for (const [kind] of MENDED)
        files.set(`${kind}-of-${format}.${format}`, await listOf(store[format], kind, format));
      return files;
    };
    const opened = new Map([
      ...(await saved(t, await lists('csv'), 'fods')),
      ...(await saved(t, await lists('xlsx'), 'fods')),
    ]);
    const changed = [...opened].map(([name, bytes]) => {
      const [, from = '', to = ''] = MENDED.find(([kind]) => name.startsWith(kind)) ?? [];
      const text = bytes.toString();
      t.equal(text.split(from).length, 2, `${name} has ${from} once`);
      return [`mended-${name}`, Buffer.from(text.replace(from, to))] as const;
    });
    for (const format of ['xlsx', 'csv', 'ods'] as const)
      for (const [name, bytes] of await saved(t, new Map([...opened, ...changed]), format)) {
        const isMended = name.startsWith('mended-');
        const kind = MENDED.find(([each]) => name.replace('mended-', '').startsWith(each))?.[0] ?? '';
        const cameFrom = name.includes('-of-csv') ? 'csv' : 'xlsx';
        const fresh = isMended ? await storeOf(t, told(cameFrom === 'csv' ? undefined : '1/2')) : store[cameFrom];
        t.strictSame(changes(await bringBack(fresh, bytes, format)), isMended ? { [kind]: [0, 1] } : {}, name);
      }
  },
);
