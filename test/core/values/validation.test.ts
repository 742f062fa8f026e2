import t from 'tap';
import { Type } from 'typebox';
import { Expert } from '../../../src/core/records/expert.ts';
import { Id, List, Nullable, OneOf, Record, RefTo, Text } from '../../../src/core/values/schema.ts';
import { suggest, validator } from '../../../src/core/values/validation.ts';

const Boat = Record({
  name: Text(10),
  colour: Type.Optional(OneOf(['red', 'green', 'blue'])),
  length: Type.Optional(Type.Number({ minimum: 1, maximum: 100 })),
  crew: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 3, uniqueItems: true })),
  flag: Type.Optional(Nullable(Text(5))),
  rig: Type.Optional(Nullable(OneOf(['sloop', 'ketch']))),
  kind: Type.Optional(Type.Literal('sail')),
  masts: Type.Optional(Type.Integer()),
  'a/b~c': Type.Optional(Type.Boolean()),
});

const validate = validator(Boat);

/** The faults as "pointer message", in the order reported. */
function faults(value: unknown, at?: string): string[] {
  const result = validate(value, at);
  return result.ok ? [] : result.violations.map(({ pointer, message }) => `${pointer} ${message}`);
}

t.test('what fits its schema comes back as it was', async (t) => {
  const boat = { name: 'Ada', colour: 'red', length: 12.5, crew: ['ben'], flag: null, kind: 'sail', 'a/b~c': true };
  t.strictSame(validate(boat), { ok: true, value: boat });
});

t.test('an object whose fields are named as those of every object is told as any other', async (t) => {
  t.strictSame(faults({ name: 'Ada', colour: { toString: 1 } }), [
    '/colour must be a string, not {"toString":1}',
    '/colour must be one of "red", "green", "blue", not {"toString":1}',
  ]);
});

t.test('every fault is reported at once, each at its place', async (t) => {
  t.strictSame(
    faults({ colour: 'red', length: 0, crew: ['ben', 'B'], flag: 5 }).map((fault) => fault.split(' ')[0]),
    ['/name', '/length', '/crew/1', '/flag'],
  );
});

t.test('a fault says what is wrong and what would be right', async (t) => {
  const cases: [unknown, string][] = [
    [{}, '/name is required'],
    [{ name: 'Ada', color: 'red' }, '/color is not known here; did you mean "colour"?'],
    [
      { name: 'Ada', colour: 'gren' },
      '/colour must be one of "red", "green", "blue", not "gren"; did you mean "green"?',
    ],
    [{ name: 'Ada', colour: 'violet' }, '/colour must be one of "red", "green", "blue", not "violet"'],
    [{ name: 'Ada', rig: 'kech' }, '/rig must be one of "sloop", "ketch", null, not "kech"; did you mean "ketch"?'],
    [{ name: 'Ada', kind: 'motor' }, '/kind must be "sail", not "motor"'],
    [{ name: 7 }, '/name must be a string, not 7'],
    [{ name: 'Ada', crew: 'ben' }, '/crew must be a list, not "ben"'],
    [{ name: 'Ada', masts: 1.5 }, '/masts must be a whole number, not 1.5'],
    [{ name: 'Ada', flag: 5 }, '/flag must be a string or null, not 5'],
    [{ name: 'Ada', length: 0.5 }, '/length must be at least 1, not 0.5'],
    [{ name: 'Ada', length: 101 }, '/length must be at most 100, not 101'],
    [{ name: 'Ada', crew: [] }, '/crew must have at least 1 entry'],
    [{ name: 'Ada', crew: ['a', 'b', 'c', 'd'] }, '/crew must have at most 3 entries, not 4'],
    [
      { name: 'Ada', crew: ['ben', 'cho', 'ben'] },
      '/crew must not name the same entry twice (entries 0 and 2 are equal)',
    ],
    [{ name: 'Adventurous' }, '/name must have at most 10 characters, not 11'],
    ['a boat', ' must be an object, not "a boat"'],
  ];
  for (const [value, fault] of cases) t.strictSame(faults(value), [fault], fault);
});

t.test('characters are counted as a person counts them', async (t) => {
  t.strictSame(faults({ name: '🚢'.repeat(10) }), []);
  t.strictSame(faults({ name: '🚢'.repeat(11) }), ['/name must have at most 10 characters, not 11']);
});

t.test('an empty text is told to hold something', async (t) => {
  t.ok(faults({ name: '' }).includes('/name must not be empty'));
});

t.test('a far longer value is cut in the message', async (t) => {
  const [fault = ''] = faults({ name: 'Ada', length: 'long '.repeat(100) });
  t.ok(fault.startsWith('/length must be a number, not "long long'));
  t.ok(fault.length < 130);
  t.ok(fault.endsWith('…'));
});

t.test('nothing is coerced or removed', async (t) => {
  t.strictSame(faults({ name: 'Ada', length: '5' }), ['/length must be a number, not "5"']);
  const boat = { name: 'Ada', wings: 2 };
  faults(boat);
  t.strictSame(boat, { name: 'Ada', wings: 2 });
});

t.test('a place is a JSON pointer, with "/" and "~" escaped, below where the value stands', async (t) => {
  t.strictSame(faults({ name: 'Ada', 'a/b~c': 1 }, '/boats/0'), ['/boats/0/a~1b~0c must be a boolean, not 1']);
  t.match(faults({ name: 'Ada', 'x/y': 1 })[0], /^\/x~1y is not known here/);
});

t.test('a name that is nearly right gets the right one suggested, a wild one the list of a few', async (t) => {
  t.equal(suggest('devis', ['davis', 'turner']), '; did you mean "davis"?');
  t.equal(suggest('zebra', ['turner', 'davis']), '; known: davis, turner');
  t.equal(suggest('zebra', ['turner', 'davis'], false), '');
  t.equal(suggest('zebra', []), '');
  const many = Array.from({ length: 41 }, (_, index) => `expert-number-${index}`);
  t.equal(suggest('zebra', many), '');
});

t.test('only a named schema can be referred to', async (t) => {
  t.strictSame(RefTo(Expert), { $ref: 'Expert#' });
  const namesake = Record({}, { $id: 'Expert' });
  t.throws(() => RefTo(namesake), TypeError, 'another schema has the name');
  t.throws(() => RefTo(List(Id, 3)), TypeError);
});
