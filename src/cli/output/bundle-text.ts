/** Everything in a store as the text of a bundle, piece by piece, in each format a bundle can be written in. */

import { stringify } from 'yaml';
import { BUNDLE_VERSION } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import { KINDS, PLURALS } from '../../core/records/kinds.ts';
import { BUNDLE_FRAME, bundleLines } from '../../formats/bundle-lines.ts';
import { exportPages, exportPagesById } from '../../services/import/export.ts';
import { OPERATOR } from '../operator.ts';

type Text = AsyncGenerator<string>;

const ndjson = (reading: Reading): Text => bundleLines((kind) => exportPages(reading, OPERATOR, kind));

async function* json(reading: Reading): Text {
  yield `{\n  "bundleVersion": ${BUNDLE_VERSION}`;
  for (const kind of KINDS) {
    yield `,\n  "${PLURALS[kind]}": [`;
    let before = '';
    for await (const records of exportPagesById(reading, OPERATOR, kind)) {
      const texts = records.map((record) => JSON.stringify(record, null, 2).replaceAll('\n', '\n    '));
      yield `${before}\n    ${texts.join(',\n    ')}`;
      before = ',';
    }
    yield before === '' ? ']' : '\n  ]';
  }
  yield '\n}\n';
}

const YAML = { lineWidth: 100 };

async function* yaml(reading: Reading): Text {
  yield stringify(BUNDLE_FRAME, YAML);
  for (const kind of KINDS) {
    const list = PLURALS[kind];
    let before = `${list}:\n`;
    for await (const records of exportPagesById(reading, OPERATOR, kind)) {
      yield before + stringify({ list: records }, YAML).slice('list:\n'.length);
      before = '';
    }
    if (before !== '') yield `${list}: []\n`;
  }
}

export const BUNDLE_TEXTS = { yaml, json, ndjson } as const satisfies { [format: string]: (reading: Reading) => Text };
export type BundleTextFormat = keyof typeof BUNDLE_TEXTS;
