/** The examples of the OpenAPI document: of parameters and bodies, and of what is answered. */
import { eachOperation, isPart, type Part, partsOf } from '../plugins/document-parts.ts';
import answers from './answers.json' with { type: 'json' };
import { BODIES } from './bodies.ts';
import { inPath, PARAMETERS } from './requests.ts';

/** The document with an example of each parameter and of each body in JSON that has one. */
export function withRequestExamples(document: Part): Part {
  return eachOperation(document, ofOperation);
}

function ofOperation(operation: Part, path: string, method: string): Part {
  const { parameters, operationId } = operation;
  const body = BODIES[String(operationId)];
  return {
    ...operation,
    ...(Array.isArray(parameters) && { parameters: parameters.map((each) => ofParameter(each, path, method)) }),
    ...(body !== undefined && { requestBody: ofBody(partsOf(operation, 'requestBody'), body) }),
  };
}

function ofParameter(parameter: Part, path: string, method: string): Part {
  const { name, in: where, schema } = parameter;
  const value = where === 'path' ? inPath(String(name), path, method) : PARAMETERS[String(name)];
  if (!isPart(schema)) return parameter;
  // Of the same name, it is one value here and several there, or one of a few words.
  const given = schema.type === 'array' ? value : Array.isArray(value) ? value[0] : value;
  const example = Array.isArray(schema.enum) && !schema.enum.includes(given) ? undefined : given;
  return example === undefined ? parameter : { ...parameter, example };
}

function ofBody(requestBody: Part, example: unknown): Part {
  const content = partsOf(requestBody, 'content');
  const json = { ...partsOf(content, 'application/json'), example };
  return { ...requestBody, content: { ...content, 'application/json': json } };
}

/** The document with an example in each schema that is answered as a whole, of the first data set. */
export function withAnswerExamples(document: Part): Part {
  const components = partsOf(document, 'components');
  const known: Part = answers;
  const schemas = Object.entries(partsOf(components, 'schemas')).map(([name, schema]) => [
    name,
    isPart(schema) && name in known ? { ...schema, examples: [known[name]] } : schema,
  ]);
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } };
}
