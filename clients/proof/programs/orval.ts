// orval, with its client of fetch: a cell, a problem, every page of a list, a CSV.
import { getExpert, getMatrix, type ListPositionsParams, listPositions } from '../generated/orval/api.ts';
import type { Findings } from './findings.ts';
import { askAt } from './orval-fetch.ts';

export async function find(baseUrl: string): Promise<Findings> {
  askAt(baseUrl);

  // The operation answers in many formats: which it is, is for the program to say.
  const matrix = dataOf(await getMatrix({ question: ['red-line'] }));
  const cells = matrix !== null && typeof matrix === 'object' && 'cells' in matrix ? matrix.cells : [];
  const stance = cells.find(({ expert }) => expert === 'turner')?.option ?? null;

  const wrong = dataOf(await getExpert('nobody'));
  const problem = wrong !== null && typeof wrong === 'object' && 'type' in wrong ? wrong.type : null;

  const positions: string[] = [];
  let cursor: string | null = null;
  do {
    const query: ListPositionsParams = { limit: 5, ...(cursor === null ? {} : { cursor }) };
    const data = dataOf(await listPositions(query));
    if (data === null || typeof data !== 'object' || !('items' in data)) throw new Error('it is no page');
    positions.push(...data.items.map(({ id }) => id));
    cursor = data.next;
  } while (cursor !== null);

  const csv = dataOf(await getMatrix({ shape: 'wide' }, { headers: { accept: 'text/csv' } }));
  return { stance, problem, positions: positions.length, csv: typeof csv === 'string' ? csv : '' };
}

type DataOf<Answer> = Answer extends { data: infer Data } ? Data : never;

/** The data of an answer; lines of NDJSON, which orval has as a stream, are not asked for here. */
const dataOf = <Answer extends object>(answer: Answer) =>
  ('data' in answer ? answer.data : null) as DataOf<Answer> | null;
