import { readFileSync } from 'node:fs';
import t from 'tap';
import { isPart, type Part } from '../../src/http/plugins/document-parts.ts';
import { DOCUMENT_FILE } from '../helpers/formats/document.ts';

const document = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8'));

/** Every object of JSON in a value, itself included. */
function* within(value: unknown): Generator<Part> {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  else if (isPart(value)) {
    yield value;
    for (const part of Object.values(value)) yield* within(part);
  }
}

const withoutExamples = (key: string, value: unknown) => (key === 'example' || key === 'examples' ? undefined : value);

t.test('without its examples the document is no larger than 270 kB', async (t) => {
  const bytes = Buffer.byteLength(JSON.stringify(document, withoutExamples));
  t.ok(bytes <= 270_000, `${bytes} bytes`);
});

t.test('an id, a date or a text is pointed to, not told again', async (t) => {
  const { schemas } = document.components;
  for (const name of ['Id', 'IdOrNull', 'Instant', 'InstantOrNull', 'PartialDate', 'TextOf200', 'Basis']) {
    const { description: _, ...own } = schemas[name];
    const again = [...within(document)].filter((part) => {
      const { description: _, ...rest } = part;
      return part !== schemas[name] && JSON.stringify(rest) === JSON.stringify(own);
    });
    t.strictSame(again, [], name);
  }
});

t.test('every schema among the components is pointed to', async (t) => {
  const pointers = new Set([...within(document)].map(({ $ref }) => $ref));
  const lonely = Object.keys(document.components.schemas).filter(
    (name) => !pointers.has(`#/components/schemas/${name}`),
  );
  t.strictSame(lonely, []);
});

t.test('a page of a list is called after what it holds', async (t) => {
  const answer = document.paths['/v1/experts'].get.responses['200'];
  t.strictSame(answer.content['application/json'].schema, { $ref: '#/components/schemas/ExpertPage' });
});

t.test('answers are open to new fields, and bodies are not', async (t) => {
  const { Expert, NewExpert, ExpertPage } = document.components.schemas;
  for (const answered of [Expert, ExpertPage]) t.equal('additionalProperties' in answered, false);
  t.equal(NewExpert.additionalProperties, false);
  const responses = Object.values<Part>(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as { responses: Part }).responses),
  );
  const closed = [...within(responses)].filter(({ additionalProperties }) => additionalProperties === false);
  t.strictSame(closed, []);
});
