/** Requests against their schemas: parameters are read from text, bodies are taken as they are; nothing is dropped. */
import type { ErrorObject } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { createAjv, explain, pointerOf } from '../core/validation.ts';
import { HttpProblem } from './problems.ts';

export function registerValidation(app: FastifyInstance): void {
  const parameters = createAjv({ coerceTypes: 'array', useDefaults: true });
  const bodies = createAjv();
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : parameters).compile(schema);
  app.setValidatorCompiler(compile);
  app.setSchemaErrorFormatter((errors, part) => {
    const found = (errors as ErrorObject[]).map((error) =>
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
