/** Writes over HTTP: single records and bundles, each with a key of its own by which it can be sent again. */

import { story } from '../helpers/fixtures/story.ts';
import type { Sent, Write } from './sent.ts';

/** Writes to the service that `urlOf` tells at that moment. */
export const writeTo =
  (urlOf: () => string, token: string): Write =>
  async (name) => {
    const { path, body, records } = whatToWrite(name);
    try {
      const response = await fetch(`${urlOf()}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': name },
        body: JSON.stringify(body),
      });
      return { records, acknowledged: response.ok, said: `${response.status} ${await response.text()}` };
    } catch (error) {
      return { records, acknowledged: false, said: String(error) };
    }
  };

/** By turns an expert, and a bundle of a position with all that it rests on. */
function whatToWrite(name: string): { path: string; body: unknown; records: Sent['records'] } {
  if (name.length % 2 === 0)
    return { path: '/v1/experts', body: { id: name, name }, records: [{ kind: 'expert', id: name }] };
  const told = story()
    .expert(name)
    .source(name)
    .question(name)
    .statement(name, name, { source: name })
    .position(name, { expert: name, question: name, option: 'support', statements: [name] });
  const kinds = ['expert', 'source', 'question', 'statement', 'position'] as const;
  return { path: '/v1/import', body: told.bundle(), records: kinds.map((kind) => ({ kind, id: name })) };
}
