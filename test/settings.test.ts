import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { Type } from 'typebox';
import { createAjv, explain } from '../src/core/values/validation.ts';
import { readSetting, Settings } from '../src/settings.ts';
import { holds } from './helpers/asserts/property.ts';

const written = fc.oneof(
  fc.constantFrom('', '0', '-1', '1.5', '3', '99', '1000000000', 'true', 'false', 'warn', 'machine', 'two words', 'no'),
  fc.string(),
  fc.string({ minLength: 201, maxLength: 1_100 }),
);
/** Ajv takes more for a number: blanks around it, "0x10" and "1e3". */
const isOddNumber = (text: string): boolean =>
  text !== '' && !Number.isNaN(Number(text)) && !/^-?\d+(\.\d+)?$/.test(text);

t.test('a setting is what Ajv makes of its text, and what is wrong with it is what Ajv finds', async (t) => {
  for (const [name, schema] of Object.entries(Settings.properties)) {
    const judge = createAjv({ coerceTypes: true }).compile(Type.Object({ [name]: schema }));
    holds(
      t,
      written.filter((text) => ('type' in schema && schema.type === 'string') || !isOddNumber(text)),
      (text) => {
        const meant: { [name: string]: unknown } = { [name]: text };
        const faults = judge(meant) ? [] : (judge.errors ?? []).map(explain);
        const found = readSetting(schema, text);
        return isDeepStrictEqual([found.faults, faults.length > 0 || found.value === meant[name]], [faults, true]);
      },
    );
  }
});

t.test('a number is digits', async (t) => {
  for (const text of [' 3', '0x10', '1e3', '3.'])
    t.strictSame(readSetting(Settings.properties.PORT, text).faults, [`must be a whole number, not "${text}"`]);
});
