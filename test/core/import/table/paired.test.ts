import fc from 'fast-check';
import t from 'tap';
import type { CodedRow } from '../../../../src/core/import/table/columns.ts';
import { type Found, MAX_AMONG, paired } from '../../../../src/core/import/table/paired.ts';
import { holds } from '../../../helpers/asserts/property.ts';

type Row = { readonly entry: { readonly row: CodedRow } };

const DAYS = ['2024-06-01', '2024-06-02', undefined] as const;
const WORDS = ['Build it', 'Never'] as const;
const CODERS = ['ann', 'bob'] as const;

const rowOf = (day: string | undefined, words: string, coder: string | undefined): Row => ({
  entry: {
    row: {
      quote: [words],
      ...(day !== undefined && { said_on: day }),
      ...(coder !== undefined && { recorded_by: coder }),
    },
  },
});

const foundOf = (id: string, day: string | undefined, words: string, recordedBy: string): Found => ({
  position: {
    ...{ expert: 'ada', question: 'bridge', source: 'post' },
    ...{ position: id, statement: `said-${id}`, recordedBy, isOneRow: true },
  },
  statement: {
    ...{ quotes: [words], paraphrase: null },
    ...(day === undefined
      ? { saidOn: '2024-06-30', saidOnFrom: 'source' as const }
      : { saidOn: day, saidOnFrom: 'statement' as const }),
  },
});

/** The rule, said slowly: each row is held against each position. */
function slowly(rows: readonly Row[], found: readonly Found[]): readonly (string | null | readonly string[])[] {
  const isBy = ({ entry }: Row, { position }: Found) =>
    entry.row.recorded_by === undefined || entry.row.recorded_by === position.recordedBy;
  const isOf = ({ entry }: Row, { statement }: Found) =>
    entry.row.said_on === (statement.saidOnFrom === 'statement' ? statement.saidOn : undefined);
  const says = ({ entry }: Row, { statement }: Found) => entry.row.quote?.[0] === statement.quotes[0];
  const alike = [
    (row: Row, it: Found) => isBy(row, it) && isOf(row, it) && says(row, it),
    (row: Row, it: Found) => isBy(row, it) && isOf(row, it),
    (row: Row, it: Found) => isBy(row, it) && says(row, it),
  ];
  const is = new Map<Row, Found>();
  for (const are of alike) {
    const openRows = rows.filter((row) => !is.has(row));
    const open = found.filter((it) => ![...is.values()].includes(it));
    for (const row of openRows) {
      const [only, another] = open.filter((it) => are(row, it));
      if (only === undefined || another !== undefined) continue;
      if (openRows.filter((other) => are(other, only)).length === 1) is.set(row, only);
    }
  }
  const left = found.filter((it) => ![...is.values()].includes(it));
  return rows.map((row) => {
    const mine = is.get(row);
    if (mine !== undefined) return mine.position.position;
    const among = left.filter((it) => alike.some((are) => are(row, it))).map(({ position }) => position.position);
    return among.length === 0 ? null : among.slice(0, MAX_AMONG);
  });
}

const arbitraryRow = fc
  .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...WORDS), fc.constantFrom(...CODERS, undefined))
  .map((row) => rowOf(...row));
const arbitraryFound = fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...WORDS), fc.constantFrom(...CODERS));

t.test('each row is the position that it would be if it were held against every one', async (t) => {
  const all = fc.tuple(fc.array(arbitraryRow, { maxLength: 8 }), fc.array(arbitraryFound, { maxLength: 8 }));
  holds(t, all, ([rows, stored]) => {
    const found = stored.map((it, index) => foundOf(`p${index}`, ...it));
    const told = paired(rows, found).map(({ is, among }) =>
      is === null ? (among.length === 0 ? null : among.map(({ position }) => position)) : is.position,
    );
    return JSON.stringify(told) === JSON.stringify(slowly(rows, found));
  });
});

t.test('of ten thousand of one day none is held against all others', async (t) => {
  const many = 10_000;
  let looks = 0;
  const found = Array.from({ length: many }, (_, n): Found => {
    const { position, statement } = foundOf(`p${n}`, '2024-06-01', `Word ${n}`, 'ann');
    return {
      position,
      get statement() {
        looks += 1;
        return statement;
      },
    };
  });
  const rows = Array.from({ length: many }, (_, n) => rowOf('2024-06-01', `Word ${n}, mended`, undefined));
  const told = paired(rows, found);
  t.equal(told.filter(({ is, among }) => is === null && among.length === MAX_AMONG).length, many);
  t.ok(looks < 50 * many, `${looks} looks`);
});
