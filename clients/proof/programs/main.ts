/** Runs every program against the service at the address given, and fails where one does not find what is there. */
import type { Findings } from './findings.ts';
import { find as heyApi } from './hey-api.ts';
import { find as openapiFetch } from './openapi-fetch.ts';
import { find as orval } from './orval.ts';

export async function prove(url: string): Promise<void> {
  const programs: { readonly [name: string]: (url: string) => Promise<Findings> } = { openapiFetch, heyApi, orval };
  for (const [name, find] of Object.entries(programs)) {
    const { stance, problem, positions, csv } = await find(url);
    const faults = [
      ...(stance === 'support' ? [] : [`a stance of ${stance}`]),
      ...(problem === '/problems/not-found' ? [] : [`a problem of ${problem}`]),
      ...(positions > 20 ? [] : [`${positions} positions`]),
      ...(csv.startsWith('expert_id,expert,') ? [] : [`a table of ${csv.slice(0, 40)}`]),
    ];
    if (faults.length > 0) throw new Error(`${name} finds ${faults.join(', ')}`);
  }
}
