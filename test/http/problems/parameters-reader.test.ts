/** Parameters are read one by one; Ajv, which reads them all at once, is the judge. */
import { isDeepStrictEqual } from 'node:util';
import type { ErrorObject } from 'ajv';
import fc from 'fast-check';
import t from 'tap';
import { type TProperties, type TSchema, Type } from 'typebox';
import { createAjv } from '../../../src/core/values/validation.ts';
import { parametersReader } from '../../../src/http/problems/parameters-reader.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { everyOperation, queryParameters } from '../../helpers/service/requests.ts';

/** The query of each operation, as an object. */
const schemas = everyOperation().flatMap(({ operation }) => {
  const parameters = queryParameters(operation);
  const properties: TProperties = Object.fromEntries(
    parameters.map(({ name, schema, required = false }) => {
      const property = Type.Unsafe<unknown>({ ...schema });
      return [name, required ? property : Type.Optional(property)];
    }),
  );
  return parameters.length === 0 ? [] : [Type.Object(properties, { additionalProperties: false })];
});

const sent = fc.oneof(
  fc.constantFrom(
    'red-line',
    'davis',
    '2024',
    '2024-10-31',
    'true',
    '3',
    '0',
    '-1',
    '1e400',
    '',
    ' ',
    'Not an id',
    '10000',
  ),
  fc.constantFrom(['turner', 'davis'], ['turner', 'turner'], ['', 'x']),
  fc.string(),
);
const unknown = fc.constantFrom('toString', 'nonsense', 'a/b', '~');

const told = (errors: readonly Pick<ErrorObject, 'keyword' | 'instancePath' | 'params'>[] | null | undefined) =>
  (errors ?? []).map(({ keyword, instancePath, params }) => ({ keyword, instancePath, params }));

t.test('what Ajv finds wrong is found, in its order, and nothing else; the defaults are the same', async (t) => {
  const different = new Map(schemas.map((each) => [JSON.stringify(each), each]));
  t.ok(different.size > 20, 'the queries of the document');
  for (const schema of different.values()) {
    const read = parametersReader(schema);
    const judge = createAjv({ useDefaults: true }).compile(schema);
    const name = fc.oneof(fc.constantFrom(...Object.keys(schema.properties)), unknown);
    holds(t, fc.dictionary(name, sent), (parameters) => {
      const found = read(parameters);
      const meant = Object.fromEntries(
        Object.entries(parameters).map(([each, value]) => [each, meantBy(value, schema.properties[each])]),
      );
      const isRight = judge(meant);
      return isDeepStrictEqual(
        'value' in found ? found.value : told(found.error),
        isRight ? meant : told(judge.errors),
      );
    });
  }
});

/** Texts of digits are numbers where one is wanted, and one value is a list where one is wanted. */
function meantBy(value: string | readonly string[], schema: (TSchema & { type?: unknown }) | undefined): unknown {
  if (schema?.type === 'array') return [value].flat();
  return schema?.type === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
}
