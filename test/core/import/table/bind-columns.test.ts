import t from 'tap';
import { bindColumns } from '../../../../src/core/import/table/bind-columns.ts';
import { ColumnNames } from '../../../../src/core/import/table/column-names.ts';
import { readMapping } from '../../../../src/core/import/table/mapping.ts';

const columnsOf = (names: readonly string[]) => names.map((name) => ({ name, line: 1 }));

t.test('each column has an address, whatever others are called', async (t) => {
  const names = new ColumnNames(columnsOf(['a', '', 'b', 'a', 'A', 'a']));
  t.strictSame(
    [0, 1, 2, 3, 4, 5, 6].map((index) => names.addressOf(index)),
    ['a', '#2', 'b', 'a#2', 'A', 'a#3', '#7'],
  );
});

t.test('of a very wide table only so many names are compared to say which column was meant', async (t) => {
  const mapping = readMapping(
    {
      columns: { expert: 'ana', source: 'm1' },
      rows: [
        {
          forEach: 'Question *',
          columns: {
            question: '{@*}',
            option: '{@}',
            paraphrase: 'Yes.',
            note: '{Questoin *}',
            condition: '{Qestion *}',
          },
        },
      ],
    },
    '/mapping',
  );
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.violations));
  const columns = columnsOf(Array.from({ length: 1_000 }, (_, index) => `Question ${index}`));
  const { violations } = bindColumns(columns, mapping.value, true, '/mapping');
  const suggested = violations.filter(({ message }) => message.includes('did you mean'));
  t.equal(violations.length, 2_000);
  t.equal(suggested.length, 1_000);
  t.match(suggested[0]?.message, /"Qestion 0", which the table does not have; did you mean "Question 0"/);
});
