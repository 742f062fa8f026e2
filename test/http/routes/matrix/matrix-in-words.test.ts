import t from 'tap';
import type { Matrix } from '../../../../src/core/matrix/matrix.ts';
import { seededService } from '../../../helpers/service/service.ts';

const app = await seededService(t);
const ask = async (url: string): Promise<Matrix> => (await app.inject(url)).json();

t.test('a question in the words a person would type finds its matrix', async (t) => {
  for (const words of ['boots+on+the+ground', 'Should+there+be+BOOTS+on+the+ground%3F', 'nato%20troops']) {
    const { questions } = await ask(`/v1/matrix?q=${words}`);
    t.equal(questions.map(({ id }) => id).includes('western-troops'), true, words);
  }
  t.strictSame(
    (await ask('/v1/matrix?q=boots+on+the+ground')).questions.map(({ id }) => id),
    ['western-troops'],
  );
});

t.test('a question that nobody was asked is told to have nothing on record, with the nearest', async (t) => {
  const matrix = await ask('/v1/matrix?q=red+line+on+the+moon');
  t.strictSame([matrix.questions, matrix.cells, matrix.scales], [[], [], []]);
  t.equal(matrix.nearest[0]?.id, 'red-line');
  const { body } = await app.inject('/v1/matrix.md?q=red+line+on+the+moon');
  t.match(body, /Nothing on record.*no question matches\. The nearest questions:/s);
  t.match(body, '| red-line |');
});

t.test('a question in words of which some are not ours leads to the question that was meant', async (t) => {
  const matrix = await ask('/v1/matrix?q=Should+the+West+put+boots+on+the+ground%3F');
  t.strictSame(matrix.cells, []);
  t.equal(matrix.nearest[0]?.id, 'western-troops');
});

t.test('words that are nowhere have nothing near either, and that is no failure', async (t) => {
  const matrix = await ask('/v1/matrix?q=xyzzy');
  t.strictSame([matrix.cells, matrix.nearest], [[], []]);
  t.match((await app.inject('/v1/matrix.txt?q=xyzzy')).body, 'Nothing on record');
  t.equal((await app.inject('/v1/matrix.csv?q=xyzzy')).body.trim().split('\r\n').length, 1);
});
