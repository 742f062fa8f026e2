/** Queries and headers of requests, by the parameters and answers of the operation. */
import fc from 'fast-check';
import type { Operation } from '../helpers/formats/document.ts';
import { encoded, fieldValue, MADE, type Schema } from './values.ts';

/** With all that is required, and some of the rest. */
export function queryOf({ parameters = [] }: Operation, wrong: boolean): fc.Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  const pairs = own.map(({ name, schema, required = false }) => {
    const of: Schema = schema;
    const value =
      name === 'cursor' && !wrong ? MADE : fieldValue(of.type === 'array' ? (of.items ?? {}) : of, { name, wrong });
    const pair = fc
      .array(value, { minLength: of.minItems ?? 1, maxLength: of.type === 'array' ? 3 : 1 })
      .map((values) =>
        values.map((each) => `${name}=${encoded(typeof each === 'string' ? each : JSON.stringify(each))}`),
      );
    return required ? pair : fc.oneof({ weight: 1, arbitrary: pair }, { weight: 4, arbitrary: fc.constant([]) });
  });
  // Few of them at once: each is one more reason why nothing is found.
  const chosen = fc.tuple(...pairs, wrong ? fc.constantFrom([], [], [], [], ['surplus=1']) : fc.constant([]));
  return chosen.map((given) => {
    const query = given.flat().join('&');
    return query === '' ? '' : `?${query}`;
  });
}

export function headersOf({ responses }: Operation, method: string, wrong: boolean): fc.Arbitrary<Headers> {
  const right = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const types = right.flatMap(([, { content = {} }]) => Object.keys(content));
  const isRead = method === 'get';
  const strange = wrong ? ['text/nonsense', 'text/html, */*;q=0.1', '; q='] : [];
  return fc
    .record({
      accept: isRead || wrong ? fc.constantFrom('*/*', ...types, ...strange) : fc.constant('application/json'),
      'accept-encoding': fc.constantFrom('identity', 'gzip', 'br', 'nonsense'),
      'if-match': fc.constantFrom(...(isRead ? [null] : ['*', '*']), ...(wrong ? [null, '"1.abc"', 'nonsense'] : [])),
      'if-none-match': isRead ? fc.constantFrom(null, null, '*', '"nonsense"', '",,') : fc.constant(null),
      'idempotency-key': method === 'post' ? KEY : fc.constant(null),
      prefer: fc.constantFrom(null, null, null, 'return=minimal', 'nonsense'),
    })
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
    );
}

export type Headers = { readonly [name: string]: string };

const KEY = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(null) },
  { weight: 3, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.constantFrom('a b', 'x'.repeat(300), 'one') },
);
