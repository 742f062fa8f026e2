import { readFile } from 'node:fs/promises';
import type { HTTPMethods } from 'fastify';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { DOCUMENT_FILE, readDocument } from '../helpers/formats/document.ts';
import { routesOf } from '../helpers/service/router.ts';
import { seededService } from '../helpers/service/service.ts';

const app = await seededService(t, { version: packageJson.version });
await app.ready();
const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
const made = readDocument(text);
const operations = Object.entries(made.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

t.test('the committed document is the one the service makes', async (t) => {
  const committed = await readFile(DOCUMENT_FILE, 'utf8');
  t.equal(committed === text, true, 'it is outdated: npm run openapi');
});

/** What helps to read the document, is part of a page, or is for crawlers and finders of faults. */
const BESIDE =
  /^\/(docs|assets|desk)(\/|\*|$)|^\/(openapi\.json|robots\.txt|sitemap\.xml|\.well-known\/security\.txt)$/;

const EXAMPLES: readonly [RegExp, string][] = [
  [/^(.*)\/questions\/\{id\}/, '$1/questions/red-line'],
  [/^(.*)\/experts\/\{id\}/, '$1/experts/davis'],
  [/^(.*)\/sources\/\{id\}/, '$1/sources/epoch-times-north-korean-troops'],
  [/^(.*)\/statements\/\{id\}/, '$1/statements/davis-boots-on-the-ground'],
  [/\{expert\}\/\{question\}/, 'davis/red-line'],
  [/\{seq\}/, '70'],
];

t.test('every route stands in the document, unless it is a page for people', async (t) => {
  for (const { path, method } of operations)
    t.equal(
      routesOf(app, method.toUpperCase() as HTTPMethods).includes(path),
      true,
      `the router has ${method} ${path}`,
    );
  const known = routesOf(app, 'GET');
  const others = known.filter((path) => !(path in made.paths) && !BESIDE.test(path));
  for (const path of others) {
    const url = EXAMPLES.reduce((address, [pattern, example]) => address.replace(pattern, example), path);
    const { statusCode, headers } = await app.inject(url);
    t.equal(statusCode, 200, url);
    t.match(headers['content-type'], 'text/html', `${path} is no page, and not in the document`);
  }
});

t.test('every operation has an id of its own, a summary and a tag that is explained', async (t) => {
  const ids = operations.map(({ operation }) => operation.operationId);
  t.equal(new Set(ids).size, ids.length);
  const { tags } = made as unknown as { tags: { name: string }[] };
  for (const { path, operation } of operations) {
    const { summary, tags: used } = operation as unknown as { summary: string; tags: string[] };
    t.match(summary, /\S/, path);
    for (const tag of used) t.equal(tags.map(({ name }) => name).includes(tag), true, `${path}: ${tag}`);
  }
});

t.test('every operation tells what it answers, and that failures are problems', async (t) => {
  for (const { path, operation } of operations) {
    const [status = '', answer] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? [];
    t.ok(status === '204' || Object.keys(answer?.content ?? {}).length > 0, path);
    for (const failure of ['4XX', '5XX'])
      t.strictSame(
        operation.responses[failure]?.content['application/problem+json'],
        { schema: { $ref: '#/components/schemas/Problem' } },
        `${path} ${failure}`,
      );
  }
});

t.test('every parameter says what it is for, and text has a longest length', async (t) => {
  for (const { path, operation } of operations)
    for (const { name, schema, ...parameter } of operation.parameters ?? []) {
      const items = (schema as { items?: { enum?: unknown; maxLength?: number } }).items ?? schema;
      const { enum: values, format, maxLength, type } = items as { [keyword: string]: unknown };
      const bounded = type !== 'string' || values !== undefined || maxLength !== undefined;
      t.equal(bounded || format === 'partial-date', true, `${path} ${name}`);
      t.match((parameter as { description?: string }).description ?? '', /\S/, `${path} ${name}`);
    }
});

t.test(
  'what operations share is told once: the commonest form of a parameter by its name, a failure by its status',
  (t) => {
    const { components, paths } = JSON.parse(text);
    const pointers = [...text.matchAll(/"\$ref": "(#\/components\/(?:parameters|responses)\/[^"]+)"/g)].map(
      ([, at]) => at,
    );
    for (const kind of ['parameters', 'responses'])
      for (const name of Object.keys(components[kind]))
        t.ok(
          pointers.filter((at) => at === `#/components/${kind}/${name}`).length > 1,
          `${kind} ${name} is not shared`,
        );

    type Raw = { parameters?: { name?: string }[]; responses: { [status: string]: object } };
    const raw = Object.values<{ [method: string]: Raw }>(paths).flatMap((methods) => Object.values(methods));
    const inline = raw.flatMap(({ parameters = [] }) => parameters.filter(({ name }) => name !== undefined));
    const once = new Set<string>();
    for (const parameter of inline) {
      const { name = '' } = parameter;
      const form = JSON.stringify(parameter);
      t.equal(form === JSON.stringify(components.parameters[name]), false, `${name} is told again`);
      t.equal(once.has(form) && !(name in components.parameters), false, `${name} is told twice, and shared by nobody`);
      once.add(form);
    }
    for (const { responses } of raw) {
      t.strictSame(responses['4XX'], { $ref: '#/components/responses/Refused' });
      t.strictSame(responses['5XX'], { $ref: '#/components/responses/Failed' });
    }
    t.end();
  },
);
