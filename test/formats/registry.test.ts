import t from 'tap';
import { FORMATS, formatsFor } from '../../src/formats/registry.ts';

const names = (...shapes: Parameters<typeof formatsFor>[0]) => formatsFor(shapes).map(({ name }) => name);

t.test('no two formats have the same name or the same media type', async (t) => {
  t.equal(new Set(FORMATS.map(({ name }) => name)).size, FORMATS.length);
  t.equal(new Set(FORMATS.map(({ mediaType }) => mediaType)).size, FORMATS.length);
});

t.test('what is written as text says that it is UTF-8', async (t) => {
  const written = FORMATS.filter(({ mediaType }) => mediaType.startsWith('text/') || mediaType.includes('json'));
  t.ok(written.length > 0);
  for (const { mediaType } of written) t.match(mediaType, '; charset=utf-8');
});

t.test('a name can stand at the end of an address', async (t) => {
  for (const { name } of FORMATS) t.match(name, /^[a-z0-9]{1,12}$/);
});

t.test('JSON is made of every answer, and comes first', async (t) => {
  for (const shapes of [[], ['records'], ['display'], ['items'], ['records', 'display', 'items']] as const)
    t.equal(names(...shapes)[0], 'json');
  t.strictSame(names(), ['json']);
});

t.test('an answer can be had in the formats it has the parts for, and in no others', async (t) => {
  t.equal(names('records').includes('csv'), true);
  t.equal(names('display').includes('csv'), false);
  t.equal(names('display').includes('md'), true);
  t.equal(names('records').includes('md'), false);
  t.equal(names('items').includes('ndjson'), true);
  t.equal(names('records', 'display').includes('ndjson'), false);
});
