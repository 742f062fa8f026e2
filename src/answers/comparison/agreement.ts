/** Agreement: a row per pair, everyone by everyone, and a graph. */
import type { Agreement, AgreementPair } from '../../core/comparison/agreement/agreement.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import type { Answer, Shape } from '../answer.ts';
import type { Graph } from '../graph.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';

export const AGREEMENT_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'graph'];

export const agreementAnswer = (agreement: Agreement): Answer => ({
  document: agreement,
  basis: agreement,
  records: () => agreementRecords(agreement),
  wide: () => agreementWide(agreement),
  display: () => agreementDisplay(agreement),
  graph: () => agreementGraph(agreement),
});

type Named = { readonly id: string; readonly name: string };

/** Experts, or groups by their names. */
const parties = ({ groupBy, groups, experts }: Agreement): readonly Named[] =>
  groupBy === null ? experts : groups.map(({ name }) => ({ id: name, name }));

/** A pair, and in which part; null where it is the whole. */
type Row = AgreementPair & { readonly part: string | null };

/** The pairs of the whole or, where there are parts, of each of them. */
const rowsOf = ({ by, pairs, parts }: Agreement): Row[] =>
  by === null
    ? pairs.map((pair) => ({ part: null, ...pair }))
    : parts.flatMap(({ part, pairs: ofPart }) => ofPart.map((pair) => ({ part, ...pair })));

const partColumns = ({ by }: Pick<Agreement, 'by'>) =>
  by === null ? [] : [columnsOf<{ part: string | null }>().text(by, capital(by), ({ part }) => part)];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Pairs with their score and its n. */
export const agreementTable = (
  named: readonly Named[],
  pairs: readonly AgreementPair[],
  notes: readonly string[],
): Table =>
  pairsTable(
    named,
    pairs.map((pair) => ({ part: null, ...pair })),
    { by: null },
    notes,
  );

function pairsTable(
  named: readonly Named[],
  rows: readonly Row[],
  { by }: Pick<Agreement, 'by'>,
  notes: readonly string[],
): Table {
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const { text, number } = columnsOf<Row>();
  return tableOf(
    'Agreement',
    [
      ...partColumns({ by }),
      text('a_id', 'A (id)', ({ a }) => a),
      text('a', 'A', ({ a }) => names.get(a) ?? a),
      text('b_id', 'B (id)', ({ b }) => b),
      text('b', 'B', ({ b }) => names.get(b) ?? b),
      number('score', 'Agreement', ({ score }) => score),
      number('shared', 'Shared questions (n)', ({ shared }) => shared),
    ],
    rows,
    ['1 is identical, 0 is opposite throughout; without a shared question there is no score.', ...notes],
  );
}

const agreementRecords = (agreement: Agreement): Table =>
  pairsTable(parties(agreement), rowsOf(agreement), agreement, []);

const agreementDisplay = (agreement: Agreement): Table[] => [
  pairsTable(parties(agreement), rowsOf(agreement), agreement, [
    ...agreementNotes(agreement),
    ...basisNotes(agreement),
  ]),
];

function agreementNotes({ by, groupBy, omitted }: Agreement): string[] {
  return [
    ...(groupBy === null ? [] : ['Between groups, n counts every question for every two members who share it.']),
    ...(by === 'month' || by === 'year' ? [`What was said in a ${by} counts in that ${by} only.`] : []),
    ...(omitted === 0
      ? []
      : [`${omitted} further ${omitted === 1 ? 'pair was' : 'pairs were'} left out, as was asked.`]),
  ];
}

/** Everyone by everyone: the score of each pair on both sides; empty where no question is shared, or the pair left out. */
export function agreementWide(agreement: Agreement): Table {
  const everyone = parties(agreement);
  const wholes = agreement.by === null ? [{ part: null, pairs: agreement.pairs }] : agreement.parts;
  const rows = wholes.flatMap(({ part, pairs }) => {
    const scores = new Map(
      pairs.flatMap(({ a, b, score }) => [[`${a}\n${b}`, score] as const, [`${b}\n${a}`, score] as const]),
    );
    return everyone.map((one) => ({ part, ...one, scoreWith: (other: string) => scores.get(`${one.id}\n${other}`) }));
  });
  const { text, number } = columnsOf<(typeof rows)[number]>();
  const [id, name] = agreement.groupBy === null ? ['expert_id', 'expert'] : ['group_id', 'group'];
  const columns = [
    ...partColumns(agreement),
    text(id, `${capital(name)} id`, (row) => row.id),
    text(name, capital(name), (row) => row.name),
    ...everyone.map((other) => number(other.id, other.name, ({ scoreWith }) => scoreWith(other.id) ?? null)),
  ];
  return tableOf('Agreement', columns, rows);
}

/** Everyone as nodes, and an edge for every pair that has a score. Fails with `invalid` where there are parts. */
function agreementGraph(agreement: Agreement): Graph {
  if (agreement.by !== null)
    throw invalidParameter('by', 'makes several graphs, and a file for network tools holds one; leave it out');
  const kind = agreement.groupBy === null ? 'expert' : 'organization';
  const everyone = parties(agreement);
  const ids = new Map(
    everyone.map(({ id }, index) => [id, kind === 'expert' ? `expert:${id}` : `organization:${index + 1}`]),
  );
  return {
    description: agreementDisplay(agreement)
      .flatMap(({ notes }) => notes)
      .join(' '),
    nodeAttributes: [{ key: 'kind', type: 'string' }],
    edgeAttributes: [{ key: 'shared', type: 'integer' }],
    nodes: everyone.map(({ id, name }) => ({ id: ids.get(id) ?? id, label: name, values: [kind] })),
    edges: agreement.pairs.flatMap(({ a, b, score, shared }) =>
      score === null || a === b
        ? []
        : [{ source: ids.get(a) ?? a, target: ids.get(b) ?? b, weight: score, values: [shared] }],
    ),
  };
}
