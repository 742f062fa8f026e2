/** Our schemas in the form that the protocol's library takes: checked by our own rules and in our words, told without our formats. */
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { Static, TSchema } from 'typebox';
import { validator } from '../core/values/validation.ts';

/** The schema; what is wrong with a value begins with the name of the field. */
export function standardSchema<T extends TSchema>(schema: T): StandardSchemaWithJSON<Static<T>, Static<T>> {
  const check = validator(schema);
  const told = toldSchema(schema);
  return {
    '~standard': {
      version: 1,
      vendor: 'standpoint',
      validate: (value) => {
        const checked = check(value);
        if (checked.ok) return { value: checked.value };
        return {
          issues: checked.violations.map(({ pointer = '', message }) => ({ message: `${nameOf(pointer)} ${message}` })),
        };
      },
      jsonSchema: { input: () => told, output: () => told },
    },
  };
}

/** The name of a field from its JSON pointer: `question/0`. */
export const nameOf = (pointer: string): string => pointer.replace(/^\//, '') || 'the arguments';

/** As others know schemas: formats of ours say nothing to them, and may be refused. */
function toldSchema(schema: TSchema): { [name: string]: unknown } {
  const told: unknown = JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
    name === 'format' && typeof value === 'string' ? undefined : value,
  );
  if (typeof told !== 'object' || told === null) throw new TypeError('a schema is an object');
  return { ...told };
}
