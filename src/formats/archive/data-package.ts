/**
 * Tables as a Tabular Data Package: a CSV file for each, and datapackage.json, which says what is in them
 * (https://specs.frictionlessdata.io/tabular-data-package/).
 */
import { createHash } from 'node:crypto';
import { type PublishedRecords, type PublishedTable, publishedTables } from '../../answers/import/published-tables.ts';
import type { Column, Table } from '../../answers/table.ts';
import { titleOf } from '../../answers/words.ts';
import { csv } from '../csv.ts';
import { isDayColumn } from './day-columns.ts';
import type { ArchiveFile } from './zip-stream.ts';

/** What is packed, and which state of the store it is: the number of its last change, and when that was made. */
export type Packed = PublishedRecords & { readonly revision: number; readonly changedAt: string | null };

/**
 * The files of the package, the description last: it has the size and the digest of each table. `license` is an identifier
 * of SPDX or an address; null where none is named.
 */
export async function* dataPackageFiles(packed: Packed, license: string | null): AsyncGenerator<ArchiveFile> {
  const resources: object[] = [];
  for (const table of publishedTables(packed)) {
    const tally = { bytes: 0, hash: createHash('sha256') };
    yield { name: `${table.name}.csv`, texts: tallied(csvOf(table), tally) };
    resources.push(resourceOf(table, { bytes: tally.bytes, hash: `sha256:${tally.hash.digest('hex')}` }));
  }
  yield { name: 'LICENSE.txt', texts: [licenseText(license)] };
  yield { name: 'datapackage.json', texts: [`${JSON.stringify(described(resources, license, packed), null, 2)}\n`] };
}

/** The rows as CSV of the API has them; the head line also where there is none. */
async function* csvOf({ empty, pieces }: PublishedTable): AsyncGenerator<string> {
  const text = (table: Table, isFirst: boolean) => csv.renderPortion?.({ records: () => table }, {}, isFirst) ?? '';
  yield text(empty, true);
  for await (const table of pieces()) yield text(table, false);
}

async function* tallied(
  texts: AsyncIterable<string>,
  tally: { bytes: number; readonly hash: ReturnType<typeof createHash> },
) {
  for await (const text of texts) {
    tally.bytes += Buffer.byteLength(text);
    tally.hash.update(text);
    yield text;
  }
}

const described = (
  resources: readonly object[],
  license: string | null,
  { revision, changedAt, preview }: Pick<Packed, 'revision' | 'changedAt' | 'preview'>,
) => ({
  profile: 'tabular-data-package',
  name: 'standpoint',
  title: titleOf('Who stands where, with the words that prove it', preview ? { preview } : {}),
  version: String(revision),
  ...(changedAt !== null && { created: changedAt }),
  ...(license !== null && { licenses: [isAddress(license) ? { path: license } : { name: license }] }),
  resources,
});

function resourceOf(
  { name, title, empty, primaryKey, references }: PublishedTable,
  size: { readonly bytes: number; readonly hash: string },
) {
  return {
    profile: 'tabular-data-resource',
    name,
    title,
    path: `${name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    ...size,
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      fields: empty.columns.map(fieldOf),
      missingValues: [''],
      ...(primaryKey !== null && { primaryKey }),
      ...(references.length > 0 && {
        foreignKeys: references.map(({ column, table }) => ({
          fields: column,
          reference: { resource: table, fields: 'id' },
        })),
      }),
    },
  };
}

const fieldOf = (column: Column) => ({
  name: column.key,
  title: column.label,
  type: isDayColumn(column) ? 'date' : column.type === 'text' ? 'string' : column.type,
});

const isAddress = (license: string): boolean => /^https?:/.test(license);

const licenseText = (license: string | null): string =>
  `${
    license === null
      ? 'Whoever runs this service has named no licence for the record in these files. Ask them before you pass it on.'
      : `The record in these files is offered under ${license}.`
  }\nQuotes are the words of their speakers, and sources belong to their publishers.\n`;
