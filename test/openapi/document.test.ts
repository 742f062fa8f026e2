import { readFile } from 'node:fs/promises';
import type { HTTPMethods } from 'fastify';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { document as made, READING_FILE, WRITING_FILE } from '../helpers/formats/document.ts';
import { routesOf } from '../helpers/service/router.ts';
import { seededService } from '../helpers/service/service.ts';

const app = await seededService(t, { version: packageJson.version });
await app.ready();
const FILES = [
  ['/openapi.json', READING_FILE],
  ['/openapi/writing.json', WRITING_FILE],
] as const;
const operations = Object.entries(made.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

t.test('the committed documents are those that the service gives, without their white space', async (t) => {
  for (const [url, file] of FILES) {
    const committed = await readFile(file, 'utf8');
    const { body } = await app.inject(url);
    t.equal(`${JSON.stringify(JSON.parse(committed))}\n` === body, true, `${url} is outdated: npm run openapi`);
  }
});

t.test(
  'an operation is in the document of writing where it takes a key that may write, else in that of reading',
  async (t) => {
    for (const [url] of FILES) {
      const { paths, security } = (await app.inject(url)).json();
      for (const [path, methods] of Object.entries<{ [method: string]: { security?: object } }>(paths))
        for (const [method, operation] of Object.entries(methods)) {
          const demanded = JSON.stringify(operation.security ?? security);
          t.equal(/write|publish|admin/.test(demanded), url === '/openapi/writing.json', `${method} ${path} in ${url}`);
        }
    }
  },
);

/** What helps to read the document, is part of a page, or is for crawlers and finders of faults. */
const BESIDE =
  /^\/(docs|assets|desk|openapi)(\/|\*|$)|^\/(openapi\.json|robots\.txt|sitemap\.xml|\.well-known\/security\.txt)$/;

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
  const documents = await Promise.all(FILES.map(async ([, file]) => JSON.parse(await readFile(file, 'utf8'))));
  const tags = documents.flatMap((document) => document.tags as { name: string }[]);
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
    t.equal('default' in operation.responses, true, path);
    for (const [failure, { content }] of Object.entries(operation.responses).filter(([code]) => !code.startsWith('2')))
      t.strictSame(
        content['application/problem+json'],
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

t.test('what operations share is told once, as a component that is pointed to', async (t) => {
  for (const [, file] of FILES) {
    const text = await readFile(file, 'utf8');
    const { components, paths } = JSON.parse(text);
    const pointers = [...text.matchAll(/"\$ref": "(#\/components\/(?:parameters|responses|headers)\/[^"]+)"/g)].map(
      ([, at]) => at,
    );
    for (const kind of ['parameters', 'responses', 'headers'])
      for (const name of Object.keys(components[kind]))
        t.equal(pointers.includes(`#/components/${kind}/${name}`), true, `${file}: nothing points to ${kind} ${name}`);

    type Raw = { parameters?: { name?: string }[]; responses: { [status: string]: object } };
    const raw = Object.values<{ [method: string]: Raw }>(paths).flatMap((methods) => Object.values(methods));
    const inline = raw.flatMap(({ parameters = [] }) => parameters.filter(({ name }) => name !== undefined));
    const told = new Set(Object.values(components.parameters).map((parameter) => JSON.stringify(parameter)));
    for (const parameter of inline)
      t.equal(told.has(JSON.stringify(parameter)), false, `${file}: ${parameter.name} is told again`);
    for (const { responses } of raw) t.strictSame(responses.default, { $ref: '#/components/responses/Problem' });
  }
});

t.test(
  'what is refused by a status of its own is so, and a header is required that nothing goes without',
  async (t) => {
    for (const { path, method, operation } of operations) {
      const { parameters = [], responses } = operation;
      const asked = parameters.find(({ name }) => String(name) === 'if-match');
      t.equal('428' in responses && '412' in responses, asked !== undefined, `${method} ${path}`);
      if (method === 'patch' && asked !== undefined) t.equal(asked.required, true, path);
      // What is put where nothing was is new.
      t.equal('404' in responses, path.includes('{') && !('201' in responses && method === 'put'), `${method} ${path}`);
      if (method === 'get' && '400' in responses)
        t.match((await app.inject(`${path}?nonsense=1`)).statusCode, /^(400|401)$/, path);
      if (method !== 'get' || !path.includes('{id}') || !path.startsWith('/v1')) continue;
      const { statusCode } = await app.inject(path.replace('{id}', 'nobody'));
      t.match(statusCode, /^(401|404)$/, path);
    }
  },
);
