// @hey-api/openapi-ts: a cell, a problem, every page of a list, a CSV.
import { createClient } from '../generated/hey-api/client/index.ts';
import { getExpert, getMatrix, listPositions } from '../generated/hey-api/sdk.gen.ts';
import type { Findings } from './findings.ts';

export async function find(baseUrl: string): Promise<Findings> {
  const client = createClient({ baseUrl });

  const matrix = await getMatrix({ client, query: { question: ['red-line'] } });
  const stance = matrix.data?.cells.find(({ expert }) => expert === 'turner')?.option ?? null;

  const wrong = await getExpert({ client, path: { id: 'nobody' } });
  const problem = wrong.error?.type ?? null;

  const positions: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { data, error } = await listPositions({ client, query: { limit: 5, ...(cursor ? { cursor } : {}) } });
    if (data === undefined) throw new Error(error?.detail);
    positions.push(...data.items.map(({ id }) => id));
    cursor = data.next;
  } while (cursor !== null);

  const csv = await client.get<{ 200: string }>({ url: '/v1/matrix.csv', query: { shape: 'wide' }, parseAs: 'text' });
  return { stance, problem, positions: positions.length, csv: csv.data ?? '' };
}
