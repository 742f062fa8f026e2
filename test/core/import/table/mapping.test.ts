import t from 'tap';
import { readMapping } from '../../../../src/core/import/table/mapping.ts';
import { inWords } from '../../../helpers/asserts/faults.ts';

const faultsOf = (mapping: unknown): string[] => {
  const read = readMapping(mapping, '/mapping');
  return read.ok ? [] : inWords(read.violations);
};

t.test('templates, spellings and columns that are not wanted are read', async (t) => {
  const read = readMapping(
    {
      columns: { question: 'roll-call-{rcid}', expert: '{ccode}', note: 'in {{braces}} {a}{b}', basis: 'stated' },
      values: { option: { '1': 'yes', '99': null } },
      ignore: ['weight'],
    },
    '/mapping',
  );
  if (!read.ok) throw new Error('it is a mapping');
  const { rows, ignore } = read.value;
  const [{ columns, values } = { columns: null, values: new Map() }] = rows;
  t.strictSame(columns?.get('question'), [{ text: 'roll-call-' }, { column: 'rcid' }]);
  t.strictSame(columns?.get('expert'), [{ column: 'ccode' }]);
  t.strictSame(
    columns
      ?.get('note')
      ?.map((part) => ('text' in part ? part.text : `<${part.column}>`))
      .join(''),
    'in {braces} <a><b>',
  );
  t.strictSame(columns?.get('basis'), [{ text: 'stated' }]);
  t.strictSame(
    [...(values.get('option')?.listed ?? [])],
    [
      ['1', 'yes'],
      ['99', null],
    ],
  );
  t.strictSame([...ignore], ['weight']);
});

t.test('without columns, their columns have our names', async (t) => {
  const read = readMapping({ values: {} }, '/mapping');
  t.strictSame(read.ok && read.value.rows.map(({ columns }) => columns), [null]);
});

t.test('every fault of a mapping is told at its place', async (t) => {
  t.strictSame(faultsOf({ columns: { opton: '{a}' }, colums: {}, values: { option: { a: 1 } }, ignore: 'x' }), [
    '/mapping/colums is not known here; did you mean "columns"?',
    '/mapping/columns/opton is not known here; did you mean "option"?',
    '/mapping/values/option/a must be a string or null, not 1',
    '/mapping/ignore must be a list, not "x"',
  ]);
  t.strictSame(faultsOf({ columns: { option: '{vote', expert: 'a}', quote: '{}', source: '{a{b}' } }), [
    '/mapping/columns/option must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "{vote"',
    '/mapping/columns/expert must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "a}"',
    '/mapping/columns/quote must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "{}"',
    '/mapping/columns/source must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "{a{b}"',
  ]);
  t.strictSame(faultsOf(null), ['/mapping must be an object, not null']);
});
