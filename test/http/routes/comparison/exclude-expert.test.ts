/** Wherever experts are chosen, some can be left out. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { seededService } from '../../../helpers/service/service.ts';

const app = await seededService(t);
const OTHERS = ['davis', 'dimino', 'hargis', 'herbst', 'kirby', 'turner'].filter((id) => id !== 'davis');

/** Every id of an expert in a column of the table. */
async function idsIn(url: string, ...columns: readonly string[]): Promise<string[]> {
  const rows: { [column: string]: string }[] = parse((await app.inject(url)).body, { columns: true });
  return [...new Set(rows.flatMap((row) => columns.flatMap((column) => row[column] ?? [])))].sort();
}

t.test('who is excluded is in no answer, whatever else names them', async (t) => {
  const tables = [
    ['/v1/matrix.csv?', 'expert_id'],
    ['/v1/questions/red-line/matrix.csv?', 'expert_id'],
    ['/v1/agreement.csv?', 'a_id', 'b_id'],
    ['/v1/experts.csv?', 'id'],
  ] as const;
  for (const [url, ...columns] of tables)
    t.strictSame(await idsIn(`${url}excludeExpert=davis`, ...columns), OTHERS, url);
  const named = 'expert=davis&expert=turner&expert=dimino&excludeExpert=davis';
  t.strictSame(await idsIn(`/v1/matrix.csv?${named}`, 'expert_id'), ['dimino', 'turner']);
  t.strictSame(await idsIn(`/v1/compare.csv?${named}`, 'expert_id'), ['dimino', 'turner']);
  for (const list of ['positions', 'statements']) {
    t.ok((await idsIn(`/v1/${list}.csv`, 'expert_id')).includes('davis'));
    t.notOk((await idsIn(`/v1/${list}.csv?excludeExpert=davis`, 'expert_id')).includes('davis'), list);
  }
  const { question, experts } = (await app.inject('/v1/questions/red-line/consensus?excludeExpert=davis')).json();
  t.strictSame([experts, question.distribution.support, question.distribution.oppose], [5, 1, 1]);
  t.equal((await app.inject('/v1/consensus?excludeExpert=davis&excludeExpert=turner')).json().experts, 4);
});

t.test('who does not exist cannot be excluded', async (t) => {
  for (const path of ['matrix', 'agreement', 'consensus', 'experts', 'positions', 'statements', 'network']) {
    const { detail } = isRefusedFor(t, await app.inject(`/v1/${path}?excludeExpert=davies`), ['excludeExpert']);
    t.match(detail, 'excludeExpert "davies" does not exist; did you mean "davis"?');
  }
  t.equal((await app.inject('/v1/matrix?expert=davis&excludeExpert=davis')).json().experts.length, 0);
});
