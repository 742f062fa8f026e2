import { readFile } from 'node:fs/promises';
import type { HTTPMethods } from 'fastify';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { DOCUMENT_FILE, type Document } from '../helpers/formats/document.ts';
import { routesOf } from '../helpers/service/router.ts';
import { seededService } from '../helpers/service/service.ts';

const app = await seededService(t, { version: packageJson.version });
await app.ready();
const made = app.swagger() as unknown as Document;
const operations = Object.entries(made.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

t.test('the committed document is the one the service makes', async (t) => {
  const committed = await readFile(DOCUMENT_FILE, 'utf8');
  t.equal(committed === `${JSON.stringify(made, null, 2)}\n`, true, 'it is outdated: npm run openapi');
});

/** What helps to read the document, or is part of a page. */
const BESIDE = /^\/(docs|assets|desk)(\/|\*|$)|^\/openapi\.json$/;

const EXAMPLES: readonly [RegExp, string][] = [
  [/^(.*)\/questions\/\{id\}/, '$1/questions/red-line'],
  [/^(.*)\/experts\/\{id\}/, '$1/experts/davis'],
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
