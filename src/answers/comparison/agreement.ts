/** Agreement: a row per pair, everyone by everyone, and a graph. */
import type { Agreement, AgreementPair } from '../../core/comparison/agreement/agreement.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import type { Answer, Shape } from '../answer.ts';
import { type CitedCells, NOTHING_CITED, type PairsEnd } from '../drawing.ts';
import type { Graph } from '../graph.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';

export const AGREEMENT_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'picture', 'graph'];

type AskedFor = { readonly nearest?: number; readonly farthest?: number };

export const endOf = ({ nearest, farthest }: AskedFor): PairsEnd =>
  nearest === undefined ? (farthest === undefined ? null : 'farthest') : 'nearest';

/** What a picture of an agreement tells beside it: `cells` are those that it was computed from. */
type Drawn = { readonly cells?: CitedCells; readonly end?: PairsEnd };

export const agreementAnswer = (agreement: Agreement, { cells = NOTHING_CITED, end = null }: Drawn = {}): Answer =>
  markedAnswer(agreement, {
    document: agreement,
    basis: agreement,
    records: () => agreementRecords(agreement),
    wide: () => agreementWide(agreement),
    display: () => agreementDisplay(agreement),
    picture: () => ({ kind: 'agreement', agreement, cells, end }),
    graph: () => agreementGraph(agreement),
  });

export type Party = { readonly id: string; readonly name: string };

/** What a pair is a pair of: `a` is of the first, `b` of the second, which are the same unless one expert is set against groups. */
export function partiesOf({ of, groupBy, groups, experts }: Agreement): {
  first: readonly Party[];
  second: readonly Party[];
} {
  if (groupBy === null) return { first: experts, second: experts };
  const second = groups.map(({ name }) => ({ id: name, name }));
  return { first: of === null ? second : experts.filter(({ id }) => id === of), second };
}

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
  named: readonly Party[],
  pairs: readonly AgreementPair[],
  notes: readonly string[],
): Table =>
  pairsTable(
    { first: named, second: named },
    pairs.map((pair) => ({ part: null, ...pair })),
    { by: null },
    notes,
  );

function pairsTable(
  { first, second }: ReturnType<typeof partiesOf>,
  rows: readonly Row[],
  { by }: Pick<Agreement, 'by'>,
  notes: readonly string[],
): Table {
  const nameIn = (named: readonly Party[]) => {
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? id;
  };
  const [nameOfA, nameOfB] = [nameIn(first), nameIn(second)];
  const { text, number } = columnsOf<Row>();
  return tableOf(
    'Agreement',
    [
      ...partColumns({ by }),
      text('a_id', 'A (id)', ({ a }) => a),
      text('a', 'A', ({ a }) => nameOfA(a)),
      text('b_id', 'B (id)', ({ b }) => b),
      text('b', 'B', ({ b }) => nameOfB(b)),
      number('score', 'Agreement', ({ score }) => score),
      number('shared', 'Shared questions (n)', ({ shared }) => shared),
      number('same', 'The same answer', ({ same }) => same),
      number('opposite', 'Opposite sides', ({ opposite }) => opposite),
    ],
    rows,
    ['1 is identical, 0 is opposite throughout; without a shared question there is no score.', ...notes],
  );
}

const agreementRecords = (agreement: Agreement): Table =>
  pairsTable(partiesOf(agreement), rowsOf(agreement), agreement, []);

const agreementDisplay = (agreement: Agreement): Table[] => [
  pairsTable(partiesOf(agreement), rowsOf(agreement), agreement, [
    ...agreementNotes(agreement),
    ...basisNotes(agreement),
  ]),
];

function agreementNotes({ of, by, groupBy, omitted }: Agreement): string[] {
  return [
    ...(groupBy === null
      ? []
      : [
          of === null
            ? 'Between groups, n counts every question for every two members who share it.'
            : 'With a group, n counts every question for every member who shares it, the expert aside.',
        ]),
    ...(by === 'month' || by === 'year' ? [`What was said in a ${by} counts in that ${by} only.`] : []),
    ...(omitted === 0
      ? []
      : [`${omitted} further ${omitted === 1 ? 'pair was' : 'pairs were'} left out, as was asked.`]),
  ];
}

/**
 * Everyone by everyone: the score of each pair on both sides; empty where no question is shared, or the pair left out.
 * Where one expert is set against groups, a row for each group.
 */
export function agreementWide(agreement: Agreement): Table {
  const { first, second } = partiesOf(agreement);
  const wholes = agreement.by === null ? [{ part: null, pairs: agreement.pairs }] : agreement.parts;
  const rows = wholes.flatMap(({ part, pairs }) => {
    const scores = new Map(
      pairs.flatMap(({ a, b, score }) => [[`${a}\n${b}`, score] as const, [`${b}\n${a}`, score] as const]),
    );
    return second.map((one) => ({ part, ...one, scoreWith: (other: string) => scores.get(`${other}\n${one.id}`) }));
  });
  const { text, number } = columnsOf<(typeof rows)[number]>();
  const [id, name] = agreement.groupBy === null ? ['expert_id', 'expert'] : ['group_id', 'group'];
  const columns = [
    ...partColumns(agreement),
    text(id, `${capital(name)} id`, (row) => row.id),
    text(name, capital(name), (row) => row.name),
    ...first.map((other) => number(other.id, other.name, ({ scoreWith }) => scoreWith(other.id) ?? null)),
  ];
  return tableOf('Agreement', columns, rows);
}

/** Everyone as nodes, and an edge for every pair that has a score. Fails with `invalid` where there are parts. */
function agreementGraph(agreement: Agreement): Graph {
  if (agreement.by !== null)
    throw invalidParameter('by', 'makes several graphs, and a file for network tools holds one; leave it out');
  const { first, second } = partiesOf(agreement);
  const isOfGroups = agreement.groupBy !== null;
  const groups = second.map(({ id, name }, index) => ({
    ...{ key: id, label: name },
    ...(isOfGroups
      ? { id: `organization:${index + 1}`, kind: 'organization' }
      : { id: `expert:${id}`, kind: 'expert' }),
  }));
  const others =
    first === second ? [] : first.map(({ id, name }) => ({ key: id, label: name, id: `expert:${id}`, kind: 'expert' }));
  const idIn = (nodes: typeof groups) => new Map(nodes.map(({ key, id }) => [key, id]));
  const [source, target] = [idIn(first === second ? groups : others), idIn(groups)];
  return {
    description: agreementDisplay(agreement)
      .flatMap(({ notes }) => notes)
      .join(' '),
    nodeAttributes: [{ key: 'kind', type: 'string' }],
    edgeAttributes: COUNTS.map((key) => ({ key, type: 'integer' })),
    nodes: [...others, ...groups].map(({ id, label, kind }) => ({ id, label, values: [kind] })),
    edges: agreement.pairs.flatMap(({ a, b, score, ...counts }) =>
      score === null || a === b
        ? []
        : [
            {
              source: source.get(a) ?? a,
              target: target.get(b) ?? b,
              weight: score,
              values: COUNTS.map((key) => counts[key]),
            },
          ],
    ),
  };
}

/** What an edge says of its pair beside the score. */
const COUNTS = ['shared', 'same', 'opposite'] as const;
