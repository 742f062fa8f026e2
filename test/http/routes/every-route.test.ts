import { parse } from 'csv-parse/sync';
import t from 'tap';
import { FORMATS } from '../../../src/formats/registry.ts';
import { document, faultsBy, responsePlace } from '../../helpers/formats/document.ts';
import { operations, pathOf, queryParameters, requests, urlOf } from '../../helpers/service/requests.ts';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);

/** True for a media type with parameters where the document may leave them out. */
const isOf = (type: string, mediaType: unknown): boolean => String(mediaType).startsWith(type);

t.test('every operation answers a right request, and the answer is what the document says', async (t) => {
  t.ok(operations().length >= 23);
  for (const { path, method, url } of requests()) {
    const reply = await app.inject(url);
    t.equal(reply.statusCode, 200, `${url}: ${reply.body.slice(0, 200)}`);
    const types = Object.keys(document.paths[path]?.[method]?.responses['200']?.content ?? {});
    const sent = reply.headers['content-type'];
    t.equal(
      types.some((type) => isOf(type, sent)),
      true,
      `${url} is ${sent}`,
    );
    if (!isOf('application/json', sent)) continue;
    t.strictSame(faultsBy(responsePlace(path, method), reply.json()), [], url);
  }
});

t.test('the cursor of a page is a right value, and the page it leads to is as the document says', async (t) => {
  const lists = operations().filter(({ operation }) =>
    queryParameters(operation).some(({ name }) => name === 'cursor'),
  );
  t.ok(lists.length >= 6);
  for (const { path, method } of lists) {
    const { next } = (await app.inject(`${pathOf(path)}?limit=1`)).json();
    if (next === null) continue;
    const reply = await app.inject(`${pathOf(path)}?limit=1&cursor=${next}`);
    t.equal(reply.statusCode, 200, path);
    t.strictSame(faultsBy(responsePlace(path, method), reply.json()), [], path);
  }
});

t.test('the shape of an answer is strict: what is added to it or left out is noticed', async (t) => {
  const matrix = (await app.inject('/v1/questions/red-line/matrix?include=statements')).json();
  const place = responsePlace('/v1/matrix', 'get');
  t.strictSame(faultsBy(place, matrix), []);
  t.strictSame(faultsBy(place, { ...matrix, more: 1 }), [' must NOT have additional properties']);
  const [{ counts: _, ...cell }, ...cells] = matrix.cells;
  t.strictSame(faultsBy(place, { ...matrix, cells: [cell, ...cells] }), [
    "/cells/0 must have required property 'counts'",
  ]);
});

/** What is wrong with the body of an answer in a format; nothing where it can be read. */
function unreadable(mediaType: string, body: string): string[] {
  try {
    if (mediaType === 'text/csv') {
      const rows: string[][] = parse(body);
      return rows.length > 0 ? [] : ['no header'];
    }
    if (mediaType === 'application/x-ndjson') {
      // Of no items there are no lines.
      for (const line of body.split('\n').slice(0, -1)) JSON.parse(line);
      return [];
    }
    if (mediaType.endsWith('json')) JSON.parse(body);
    return body.length > 0 ? [] : ['nothing'];
  } catch (error) {
    return [String(error)];
  }
}

t.test('every operation answers in every format it lists, by Accept and by suffix with the same bytes', async (t) => {
  let several = 0;
  for (const { path, operation } of operations()) {
    const url = urlOf(path, operation);
    // A stream of events has no end to wait for: test/http/streaming/event-stream.test.ts listens to it.
    const types = Object.keys(operation.responses['200']?.content ?? {}).filter((type) => type !== 'text/event-stream');
    for (const type of types) {
      const reply = await app.inject({ url, headers: { accept: type } });
      t.equal(reply.statusCode, 200, `${url} as ${type}`);
      t.equal(isOf(type, reply.headers['content-type']), true, `${url} as ${type}`);
      t.strictSame(unreadable(type, reply.body), [], `${url} as ${type}`);
      const format = FORMATS.find(({ mediaType }) => isOf(type, mediaType));
      if (types.length === 1 || format === undefined || path === '/') continue;
      several += 1;
      const [start = '', query = ''] = url.split('?');
      const bySuffix = await app.inject(`${start}.${format.name}?${query}`);
      t.equal(bySuffix.headers['content-type'], format.mediaType, url);
      t.equal(bySuffix.rawPayload.equals(reply.rawPayload), true, `${url} as .${format.name}`);
    }
  }
  t.ok(several > 60, `${several} formats of answers`);
});
