/** Requests against their schemas: parameters are read from text, bodies are taken as they are; nothing is dropped. */
import type { AnySchema, ValidateFunction } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { MAX_LISTED } from '../../core/import/fault-list.ts';
import { createAjv, explain, pointerOf } from '../../core/values/validation.ts';
import { HttpProblem } from './problems.ts';

const parameters = createAjv({ useDefaults: true });
/** By the text of their schemas: each service of a process has schemas of its own, which say the same. */
const ofParameters = new Map<string, ValidateFunction>();

export function registerValidation(app: FastifyInstance): void {
  const bodies = createAjv();
  // Most of the time and memory of a start would go into validators of which many are never needed.
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
    const isBody = httpPart === 'body';
    const types = isBody ? new Map<string, unknown>() : typesIn(schema);
    let validate: ValidateFunction | undefined;
    return (given: Given) => {
      validate ??= isBody ? bodies.compile(componentOf(app, schema)) : parametersValidator(schema);
      const value = isBody ? given : read(given, types);
      return validate(value) ? { value } : { error: validate.errors ?? [] };
    };
  };
  app.setValidatorCompiler(compile);
  app.setSchemaErrorFormatter((errors, part) => {
    const found = errors
      .slice(0, MAX_LISTED)
      .map((error) =>
        part === 'body'
          ? { pointer: pointerOf(error), message: explain(error) }
          : { parameter: pointerOf(error).split('/')[1] ?? '', message: explain(error) },
      );
    const first = found[0];
    const name = first === undefined ? part : 'pointer' in first ? `body${first.pointer}` : first.parameter;
    return new HttpProblem('invalid-request', `${name} ${first?.message ?? 'is not valid'}`, found);
  });
  // Answers are written as text or bytes; their schemas describe them and are tested, not compiled.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

function parametersValidator(schema: TSchema): ValidateFunction {
  const text = JSON.stringify(schema);
  const validate = ofParameters.get(text) ?? parameters.compile(schema);
  ofParameters.set(text, validate);
  return validate;
}

/** A body may be said to be a component of the OpenAPI document. */
function componentOf(app: FastifyInstance, schema: TSchema): AnySchema {
  if (!('$ref' in schema)) return schema;
  // Fastify gives what was added under a name as unknown; only schemas are.
  return app.getSchema(String(schema.$ref).replace('#', '')) as AnySchema;
}

type Given = { readonly [name: string]: unknown };

/** The type that each property of an object has, as JSON Schema names it. */
const typesIn = (schema: TSchema): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(Type.IsObject(schema) ? schema.properties : {}).map(([name, property]) => [
      name,
      'type' in property ? property.type : undefined,
    ]),
  );

/** Parameters come as text: digits are read where a number is wanted, and one value of a list is a list of one. */
function read(given: Given, types: ReadonlyMap<string, unknown>): Given {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const type = types.get(name);
      if (type === 'array' && typeof value === 'string') return [name, [value]];
      if (type === 'integer' && isWhole(value)) return [name, Number(value)];
      return [name, value];
    }),
  );
}

/** Ajv's own coercion takes blanks for 0 and "1e400" for a number without bounds. */
const isWhole = (value: unknown): boolean =>
  typeof value === 'string' && /^-?\d+$/.test(value) && Number.isFinite(Number(value));
