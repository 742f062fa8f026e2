/** Parameters against the schema of their object: what each is, and what is wrong with those that were sent. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type TSchema, Type } from 'typebox';
import { once } from '../../core/values/once.ts';
import { createAjv, escapePointer } from '../../core/values/validation.ts';

type Given = { readonly [name: string]: unknown };
type Read = { readonly value: Given } | { readonly error: ErrorObject[] };

const ajv = once(createAjv);
/** By the text of their schemas: many routes have the same parameter, and each service of a process schemas of its own. */
const validators = new Map<string, ValidateFunction>();

function validatorOf(schema: TSchema): ValidateFunction {
  const text = JSON.stringify(schema);
  const validate = validators.get(text) ?? ajv().compile(schema);
  validators.set(text, validate);
  return validate;
}

/**
 * Reads parameters as the schema means them, with its defaults for those that are missing; otherwise says all that is
 * wrong, as Ajv does. Only what was sent is compiled: most requests of most routes have few of the parameters there are.
 */
export function parametersReader(schema: TSchema): (given: Given) => Read {
  if (!Type.IsObject(schema)) throw new TypeError('parameters are described as an object');
  const { properties, required = [] } = schema;
  const isClosed = 'additionalProperties' in schema && schema.additionalProperties === false;
  const known = once(() => Object.entries(properties).map(([name, property]) => knownParameter(name, property)));
  const fault = (keyword: string, params: ErrorObject['params']): ErrorObject => ({
    ...{ keyword, params, instancePath: '', schemaPath: `#/${keyword}`, parentSchema: schema },
  });
  return (given) => {
    const value: { [name: string]: unknown } = { ...given };
    const error = required.flatMap((missingProperty) =>
      Object.hasOwn(given, missingProperty) ? [] : [fault('required', { missingProperty })],
    );
    if (isClosed)
      for (const additionalProperty of Object.keys(given))
        if (!Object.hasOwn(properties, additionalProperty))
          error.push(fault('additionalProperties', { additionalProperty }));
    for (const { name, fallback, read, faults } of known()) {
      if (!Object.hasOwn(given, name)) {
        if (fallback !== undefined) value[name] = fallback;
        continue;
      }
      value[name] = read(given[name]);
      error.push(...faults(value[name]));
    }
    return error.length === 0 ? { value } : { error };
  };
}

function knownParameter(name: string, schema: TSchema & { readonly type?: unknown; readonly default?: unknown }) {
  const validator = once(() => validatorOf(schema));
  return {
    name,
    fallback: schema.default,
    read: (given: unknown) => asMeant(given, schema.type),
    faults(value: unknown): ErrorObject[] {
      const validate = validator();
      if (validate(value)) return [];
      const at = `/${escapePointer(name)}`;
      return (validate.errors ?? []).map((each) => ({ ...each, instancePath: at + each.instancePath }));
    },
  };
}

/** Parameters come as text: digits are read where a number is wanted, and one value of a list is a list of one. */
function asMeant(given: unknown, type: unknown): unknown {
  if (type === 'array' && typeof given === 'string') return [given];
  return type === 'integer' && isWhole(given) ? Number(given) : given;
}

/** Ajv's own coercion takes blanks for 0 and "1e400" for a number without bounds. */
const isWhole = (value: unknown): boolean =>
  typeof value === 'string' && /^-?\d+$/.test(value) && Number.isFinite(Number(value));
