// openapi-typescript and openapi-fetch: a cell, a problem, every page of a list, a CSV.
import createClient from 'openapi-fetch';
import type { paths } from '../generated/openapi-typescript.ts';
import type { Findings } from './findings.ts';

export async function find(baseUrl: string): Promise<Findings> {
  const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl });
  const tables = createClient<paths, 'text/csv'>({ baseUrl, headers: { accept: 'text/csv' } });

  const matrix = await client.GET('/v1/matrix', { params: { query: { question: ['red-line'] } } });
  const stance = matrix.data?.cells.find(({ expert }) => expert === 'turner')?.option ?? null;

  const wrong = await client.GET('/v1/experts/{id}', { params: { path: { id: 'nobody' } } });
  const problem = wrong.error?.type ?? null;

  const positions: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: 5, ...(cursor ? { cursor } : {}) };
    const { data, error } = await client.GET('/v1/positions', { params: { query } });
    if (data === undefined) throw new Error(error.detail);
    positions.push(...data.items.map(({ id }) => id));
    cursor = data.next;
  } while (cursor !== null);

  const { data: csv = '' } = await tables.GET('/v1/matrix', { parseAs: 'text', params: { query: { shape: 'wide' } } });
  return { stance, problem, positions: positions.length, csv };
}
