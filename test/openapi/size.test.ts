import { readFileSync } from 'node:fs';
import t from 'tap';
import { isPart, type Part } from '../../src/http/plugins/document-parts.ts';
import { READING_FILE, WRITING_FILE } from '../helpers/formats/document.ts';

const documentOf = (file: URL) => JSON.parse(readFileSync(file, 'utf8'));
const reading = documentOf(READING_FILE);
const writing = documentOf(WRITING_FILE);

/** Every object of JSON in a value, itself included. */
function* within(value: unknown): Generator<Part> {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  else if (isPart(value)) {
    yield value;
    for (const part of Object.values(value)) yield* within(part);
  }
}

const withoutExamples = (key: string, value: unknown) => (key === 'example' || key === 'examples' ? undefined : value);

t.test('without its examples each document is no larger than 150 kB, as it is sent', async (t) => {
  for (const [name, document] of Object.entries({ reading, writing })) {
    const bytes = Buffer.byteLength(JSON.stringify(document, withoutExamples));
    t.ok(bytes <= 150_000, `${name} has ${bytes} bytes: say it in fewer words, or once`);
  }
});

t.test('an id, a date or a text that is sent is pointed to, not told again', async (t) => {
  for (const document of [reading, writing])
    for (const name of ['Id', 'IdOrNull', 'Instant', 'InstantOrNull', 'PartialDate', 'TextOf200', 'Basis']) {
      const schema = document.components.schemas[name];
      if (schema === undefined) continue;
      const { description: _, ...own } = schema;
      const again = [...within(document)].filter((part) => {
        const { description: _, ...rest } = part;
        return part !== schema && JSON.stringify(rest) === JSON.stringify(own);
      });
      t.strictSame(again, [], name);
    }
});

t.test('a field that several schemas have alike is pointed to', async (t) => {
  for (const { components } of [reading, writing]) {
    const { Revision, NextOrNull } = components.schemas;
    for (const [field, schema] of [
      ['revision', Revision],
      ['next', NextOrNull],
    ] as const)
      for (const { properties } of Object.values<{ properties?: Part }>(components.schemas))
        t.not(JSON.stringify(properties?.[field]), JSON.stringify(schema), field);
  }
});

t.test('every schema among the components is pointed to', async (t) => {
  for (const document of [reading, writing]) {
    const pointers = new Set([...within(document)].map(({ $ref }) => $ref));
    const lonely = Object.keys(document.components.schemas).filter(
      (name) => !pointers.has(`#/components/schemas/${name}`),
    );
    t.strictSame(lonely, []);
  }
});

t.test('a page of a list is called after what it holds', async (t) => {
  const answer = reading.paths['/v1/experts'].get.responses['200'];
  t.strictSame(answer.content['application/json'].schema, { $ref: '#/components/schemas/ExpertPage' });
});

t.test('answers are open to new fields and longer texts, and bodies are not', async (t) => {
  const { Expert, ExpertPage } = reading.components.schemas;
  for (const answered of [Expert, ExpertPage]) t.equal('additionalProperties' in answered, false);
  t.match(Expert.properties.name, { $ref: '#/components/schemas/Name' });
  t.strictSame(reading.components.schemas.Name.type, 'string');
  const { NewExpert, Name } = writing.components.schemas;
  t.equal(NewExpert.additionalProperties, false);
  t.match(NewExpert.properties.name, { $ref: '#/components/schemas/Name' });
  t.match(Name, { $ref: '#/components/schemas/TextOf200' });
  for (const document of [reading, writing]) {
    const responses = Object.values<Part>(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => (operation as { responses: Part }).responses),
    );
    const closed = [...within(responses)].filter(({ additionalProperties }) => additionalProperties === false);
    t.strictSame(closed, []);
  }
});
