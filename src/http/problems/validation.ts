/** Requests against their schemas: parameters are read from text, bodies are taken as they are; nothing is dropped. */
import type { AnySchema, ValidateFunction } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { MAX_LISTED } from '../../core/import/fault-list.ts';
import { once } from '../../core/values/once.ts';
import { createAjv, explain, pointerOf } from '../../core/values/validation.ts';
import { parametersReader } from './parameters-reader.ts';
import { HttpProblem } from './problems.ts';

export function registerValidation(app: FastifyInstance): void {
  const bodies = once(createAjv);
  // Most of the time and memory of a start would go into validators of which many are never needed.
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
    if (httpPart !== 'body') return parametersReader(schema);
    let validate: ValidateFunction | undefined;
    return (body: unknown) => {
      validate ??= bodies().compile(componentOf(app, schema));
      return validate(body) ? { value: body } : { error: validate.errors ?? [] };
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

/** A body may be said to be a component of the OpenAPI document. */
function componentOf(app: FastifyInstance, schema: TSchema): AnySchema {
  if (!('$ref' in schema)) return schema;
  // Fastify gives what was added under a name as unknown; only schemas are.
  return app.getSchema(String(schema.$ref).replace('#', '')) as AnySchema;
}
