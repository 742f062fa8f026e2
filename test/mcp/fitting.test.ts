import t from 'tap';
import { firstFitting, fitting, MOST_CHARACTERS } from '../../src/mcp/fitting.ts';
import { charactersOf, evidenceChooser } from '../../src/mcp/matrix/told-cell.ts';

const sizeOf = (it: number): number => it;

t.test('the first are taken, as many as fit, and at least one where an answer must go on', async (t) => {
  t.strictSame(fitting([3, 4, 5], sizeOf, 7), [3, 4]);
  t.strictSame(fitting([8, 1], sizeOf, 7), [], 'none behind one that does not fit');
  t.strictSame(firstFitting([8, 1], sizeOf, 7), [8]);
  t.strictSame(firstFitting([3, 4, 5], sizeOf, 7), [3, 4]);
  t.strictSame(firstFitting([], sizeOf, 7), []);
});

t.test('what one answer tells of many cells has a bound in all, and each statement is whole', async (t) => {
  const choose = evidenceChooser();
  const long = { quotes: ['x'.repeat(2_900)], paraphrase: null };
  const told = Array.from({ length: 100 }, () => choose([long, long, long]));
  t.strictSame(told[0], [long, long], 'of one cell');
  const characters = told.flat().reduce((sum, it) => sum + charactersOf(it), 0);
  t.ok(characters <= MOST_CHARACTERS && characters > MOST_CHARACTERS - 2_900, `${characters}`);
  t.strictSame(told.at(-1), []);
});
