import fc from 'fast-check';
import t from 'tap';
import '../../helpers/chance.ts';
import { faultsOfProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { faultsBy, responsePlace } from '../../helpers/formats/document.ts';
import { operations, pathOf, queryParameters } from '../../helpers/service/requests.ts';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);

const RUNS = { numRuns: 300 };
const all = operations();
const names = [...new Set(all.flatMap(({ operation }) => queryParameters(operation).map(({ name }) => name)))];
const words = ['davis', 'turner', 'red-line', 'western-troops', 'nato', 'support', 'troops', '2024-10', '3', 'all', ''];

const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.toWellFormed());
const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text });
const value = fc.oneof(fc.constantFrom(...words), text, fc.integer().map(String), fc.double().map(String));
const written = fc.array(fc.tuple(name, value), { maxLength: 8 }).map((pairs) => new URLSearchParams(pairs).toString());
/** Whatever can stand in an address line: printable ASCII, with encodings that may be broken. */
const scribbled = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((it) => it.replaceAll(/[\s#]/g, '%'));

/** True where the answer is as the document says, or a problem for which the client is told to be at fault. */
async function isInOrder(path: string, method: string, url: string): Promise<boolean> {
  const reply = await app.inject(url);
  if (reply.statusCode === 200) {
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return !isJson || faultsBy(responsePlace(path, method), reply.json()).length === 0;
  }
  return reply.statusCode >= 400 && reply.statusCode < 500 && faultsOfProblem(reply).length === 0;
}

t.test('whatever the query of whichever operation, the answer is as documented or a problem', async (t) => {
  const request = fc.tuple(fc.constantFrom(...all), fc.oneof(written, scribbled));
  const property = fc.asyncProperty(request, ([{ path, method }, query]) =>
    isInOrder(path, method, `${pathOf(path)}?${query}`),
  );
  await fc.assert(property, RUNS);
  t.pass('for everything that was tried');
});

t.test('whatever is put behind a path, the answer is a problem that says so', async (t) => {
  const request = fc.tuple(
    fc.constantFrom(...all),
    text.filter((part) => !/^[.\s]*$/.test(part)),
  );
  const property = fc.asyncProperty(request, async ([{ path }, part]) => {
    const reply = await app.inject(`${pathOf(path)}/${encodeURIComponent(part)}`);
    return reply.statusCode >= 400 && reply.statusCode < 500 && faultsOfProblem(reply).length === 0;
  });
  await fc.assert(property, RUNS);
  t.pass('for everything that was tried');
});

t.test('a parameter that is given twice where it may be given once is refused, and named', async (t) => {
  isRefusedFor(t, await app.inject('/v1/matrix?rule=all&rule=all'), ['rule']);
  isRefusedFor(t, await app.inject('/v1/experts?limit=1&limit=2'), ['limit']);
  isRefusedFor(t, await app.inject('/v1/search?q=a&q=b'), ['q']);
  isRefusedFor(t, await app.inject('/v1/questions/red-line/matrix?asOf=2024&asOf=2024'), ['asOf']);
});

t.test('a list that is longer than it may be is refused, and named', async (t) => {
  isRefusedFor(t, await app.inject(`/v1/questions?${'topic=a&'.repeat(1001)}`), ['topic']);
  isRefusedFor(t, await app.inject(`/v1/compare?${'expert=davis&'.repeat(51)}`), ['expert']);
});

t.test('the same id many times is the same as once', async (t) => {
  const once = await app.inject('/v1/matrix?expert=davis&question=red-line');
  const often = await app.inject(`/v1/matrix?${'expert=davis&question=red-line&'.repeat(200)}`);
  t.equal(often.body, once.body);
});
