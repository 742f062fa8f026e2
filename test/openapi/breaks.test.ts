import t from 'tap';
import { breaksBetween } from '../../build/openapi/breaks.ts';
import { readOpenApi, readWhole, unfolded } from '../../build/openapi/document.ts';

const released = unfolded(readOpenApi(new URL('../../openapi/released.json', import.meta.url)));
const made = unfolded(readWhole());

t.test('nothing in the documents breaks a client of the last release', async (t) => {
  t.strictSame(breaksBetween(released, made), []);
});

/** The document with one part changed, `at` being the way to it. */
function changed(at: readonly (string | number)[], to: (part: unknown) => unknown) {
  const step = (value: unknown, [name, ...rest]: readonly (string | number)[]): unknown => {
    if (name === undefined) return to(value);
    if (typeof value !== 'object' || value === null || !(name in value)) throw new RangeError(`nothing at ${name}`);
    if (Array.isArray(value)) return value.map((each, index) => (index === name ? step(each, rest) : each));
    const parts = Object.entries(value).map(([key, part]) => [key, key === name ? step(part, rest) : part] as const);
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  };
  return step(made, at) as typeof made;
}

const REMOVED = () => undefined;
const [experts, list] = ['/v1/experts', ['paths', '/v1/experts']];
const page = [...list, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
const body = [...list, 'post', 'requestBody', 'content', 'application/json', 'schema'];
const parameterAt = (name: string) => {
  const { parameters = [] } = made.paths[experts]?.get ?? {};
  return [...list, 'get', 'parameters', parameters.findIndex((each) => each.name === name)];
};

t.test('a change that breaks clients is told by its place', async (t) => {
  const breaks: readonly [string, readonly (string | number)[], (part: unknown) => unknown][] = [
    ['GET /v1/experts: the operation is gone', [...list, 'get'], REMOVED],
    [
      'GET /v1/experts: the answer/items/*: sortName is gone',
      [...page, 'properties', 'items', 'items', 'properties', 'sortName'],
      REMOVED,
    ],
    [
      'GET /v1/experts: the answer/items/*: name may be missing now',
      [...page, 'properties', 'items', 'items', 'required'],
      () => ['id'],
    ],
    [
      'GET /v1/experts: the answer/next: it may be integer now',
      [...page, 'properties', 'next', 'type'],
      () => ['integer', 'null'],
    ],
    [
      'GET /v1/experts: it is not answered as text/csv any more',
      [...list, 'get', 'responses', '200', 'content', 'text/csv'],
      REMOVED,
    ],
    ['POST /v1/experts: it is not answered with 201 any more', [...list, 'post', 'responses', '201'], REMOVED],
    [
      'GET /v1/experts: the parameter query q may not be left out any more',
      parameterAt('q'),
      (parameter) => ({ ...(parameter as object), required: true }),
    ],
    [
      'GET /v1/experts: the parameter query limit: maximum is 100 now',
      [...parameterAt('limit'), 'schema', 'maximum'],
      () => 100,
    ],
    [
      'GET /v1/experts: the parameter query bom: 1 is refused now',
      [...parameterAt('bom'), 'schema', 'enum'],
      () => ['0'],
    ],
    ['POST /v1/experts: the body: aliases is refused now', [...body, 'properties', 'aliases'], REMOVED],
    [
      'POST /v1/experts: the body: description may not be left out any more',
      [...body, 'required'],
      (names) => [...(names as string[]), 'description'],
    ],
    ['POST /v1/experts: the body/name: maxLength is 9 now', [...body, 'properties', 'name', 'maxLength'], () => 9],
    [
      'POST /v1/experts: a body of application/json is not taken any more',
      [...list, 'post', 'requestBody', 'content'],
      () => ({}),
    ],
  ];
  for (const [sentence, at, to] of breaks)
    t.ok(
      breaksBetween(made, changed(at, to)).includes(sentence),
      `${sentence}; ${breaksBetween(made, changed(at, to))}`,
    );
  const added = changed([...list, 'get', 'parameters'], (parameters) => [
    ...(parameters as object[]),
    { in: 'query', name: 'mood', required: true, schema: { type: 'string' } },
  ]);
  t.strictSame(breaksBetween(made, added), [
    'GET /v1/experts: the parameter query mood is new, and may not be left out',
  ]);
});

t.test('what clients must expect is no break', async (t) => {
  const grown: readonly [string, readonly (string | number)[], (part: unknown) => unknown][] = [
    ['a new address', ['paths'], (paths) => ({ ...(paths as object), '/v1/moods': made.paths[experts] })],
    ['a new field', [...page, 'properties'], (fields) => ({ ...(fields as object), mood: { type: 'string' } })],
    [
      'a new format',
      [...list, 'get', 'responses', '200', 'content'],
      (content) => ({ ...(content as object), 'text/x': {} }),
    ],
    [
      'a field that may be left out',
      [...body, 'properties'],
      (fields) => ({ ...(fields as object), mood: { type: 'string' } }),
    ],
    ['a wider bound', [...parameterAt('limit'), 'schema', 'maximum'], () => 1_000],
  ];
  for (const [what, at, to] of grown) t.strictSame(breaksBetween(made, changed(at, to)), [], what);
});
