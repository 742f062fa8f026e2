/** Bodies of requests: JSON by the schema of the operation, bundles that hold together, tables, and what is none of these. */
import fc from 'fast-check';
import { story } from '../helpers/fixtures/story.ts';
import type { Operation } from '../helpers/formats/document.ts';
import { fieldValue, kindAt, type Schema } from './values.ts';

type Body = { readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } } };

export type Sent = { readonly headers: { readonly [name: string]: string }; readonly body: string | null };

export function bodyOf(operation: Operation & Body, path: string, wrong: boolean): fc.Arbitrary<Sent> {
  const content = Object.entries(operation.requestBody?.content ?? {});
  if (content.length === 0) return fc.constant({ headers: {}, body: null });
  const kinds = content.map(([type, { schema }]) => {
    const text = type === 'application/json' ? jsonOf(schema, path, wrong) : tableOf(type);
    return text.map((body): Sent => ({ headers: { 'content-type': type }, body }));
  });
  const json = kinds[0] ?? fc.constant({ headers: {}, body: null });
  if (!wrong) return fc.oneof({ weight: 4, arbitrary: json }, ...kinds.slice(1));
  const strange = fc.constantFrom('text/plain', 'application/xml', 'application/json; charset=utf-16', 'nonsense');
  return fc.oneof(
    { weight: 20, arbitrary: json },
    ...kinds.slice(1).map((arbitrary) => ({ weight: 4, arbitrary })),
    { weight: 1, arbitrary: strange.map((type): Sent => ({ headers: { 'content-type': type }, body: '{}' })) },
    { weight: 1, arbitrary: fc.constant<Sent>({ headers: {}, body: null }) },
  );
}

function jsonOf(schema: Schema, path: string, wrong: boolean): fc.Arbitrary<string> {
  const value = fieldValue(schema, { kind: kindAt(path), wrong }).map((given) => JSON.stringify(given));
  const told = TOLD_AT[path];
  if (!wrong) return told === undefined ? value : fc.oneof(told, told, value);
  return fc.oneof(
    { weight: 15, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '[[[[[', '{"__proto__":{}}', '['.repeat(20_000), '\ufeff{}') },
    { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  );
}

/** Bundles in which everything that is referred to is there. */
const TOLD = fc
  .record({
    id: fc.constantFrom('fuzz-0', 'fuzz-1', 'fuzz-2', 'fuzz-3', 'fuzz-4'),
    option: fc.constantFrom('oppose', 'support', 'mixed'),
    status: fc.constantFrom('draft' as const, 'published' as const),
    text: fc.constantFrom('said', 'said again', '<b>said</b>'),
    reason: fc.constantFrom('fuzzed', null),
  })
  .map(({ id, option, status, text, reason }) => {
    const bundle = story()
      .expert(id)
      .source(id)
      .question(id)
      .statement(id, id, { source: id, paraphrase: text })
      .position(id, { expert: id, question: id, option, statements: [id], status })
      .bundle();
    return reason === null ? bundle : { ...bundle, reason };
  });

/** Bodies whose parts hold together, which those drawn from a schema rarely do; ids that are new now and then. */
const TOLD_AT: { readonly [path: string]: fc.Arbitrary<string> } = {
  '/v1/import': TOLD.map((bundle) => JSON.stringify(bundle)),
  '/v1/statements': fc
    .tuple(TOLD, fc.nat(200))
    .map(([{ statements = [] }, number]) => JSON.stringify({ ...statements[0], id: `new-${number}` })),
  '/v1/positions': fc
    .tuple(TOLD, fc.nat(200))
    .map(([{ positions = [] }, number]) => JSON.stringify({ ...positions[0], id: `new-${number}`, status: undefined })),
};

const CELLS = [
  'davis',
  'red-line',
  'support',
  'fuzz-1',
  'fuzz-2',
  '"',
  '""',
  'a,b',
  '2024-10',
  'http://example.org/',
  '',
];

function tableOf(type: string): fc.Arbitrary<string> {
  const row = fc.array(fc.constantFrom(...CELLS), { minLength: 4, maxLength: 6 });
  const columns = fc.constantFrom(
    ['expert', 'question', 'option', 'quote', 'source'],
    ['expert', 'question', 'option', 'record', 'source', 'saidOn'],
    ['expert', 'nonsense'],
  );
  return fc
    .tuple(columns, fc.array(row, { maxLength: 4 }))
    .map(([header, rows]) =>
      type === 'application/x-ndjson'
        ? rows
            .map((cells) => JSON.stringify(Object.fromEntries(header.map((name, at) => [name, cells[at]]))))
            .join('\n')
        : [header, ...rows].map((cells) => cells.join(type === 'text/csv' ? ',' : '\t')).join('\n'),
    );
}
