/** The networks of the Discourse Network Analyzer's sample, against what its own exporter makes of it and against the formulas. */
import { parse } from 'csv-parse/sync';
import t, { type Test } from 'tap';
import { MEASURES, NETWORK_MODES } from '../src/core/network.ts';
import type { App } from '../src/http/routes/context.ts';
import { readDnaSample, readReferenceMatrices } from './helpers/dna.ts';
import { naiveWeight, type Said } from './helpers/naive-network.ts';
import { serviceOver, storeWith } from './helpers/service.ts';

const sample = readDnaSample();
const matrices = readReferenceMatrices();
const skip = sample === null && 'the sample of the Discourse Network Analyzer does not lie beside the repository';

/** Half of the last of 6 decimals. */
const ROUNDING = 5e-7;

type Weights = { readonly names: string[]; readonly heads: string[]; weight(row: string, column: string): number };

/** The matrix that the service gives, by the names of actors and the titles of questions. */
async function askMatrix(app: App, parameters: { readonly [name: string]: string }): Promise<Weights> {
  const query = new URLSearchParams(parameters);
  const { actors, questions } = (await app.inject(`/v1/network?${query}`)).json();
  const titles = new Map(
    [...questions, ...actors].map(({ id, title, name }: { [field: string]: string }) => [id, title ?? name ?? '']),
  );
  const [head = [], ...rows]: string[][] = parse((await app.inject(`/v1/network.csv?shape=wide&${query}`)).body);
  const heads = head.slice(2).map((id) => titles.get(id) ?? id);
  const weights = new Map(
    rows.flatMap(([, name, ...cells]) => cells.map((cell, index) => [`${name} ${heads[index]}`, Number(cell)])),
  );
  return {
    names: rows.map(([, name = '']) => name),
    heads,
    weight: (row, column) => weights.get(`${row} ${column}`) ?? Number.NaN,
  };
}

const service = async (t: Test): Promise<App> => serviceOver(t, await storeWith(t, [sample]));

t.test('every matrix that the reference tool exported is ours to six decimals', { skip }, async (t) => {
  const app = await service(t);
  t.equal(matrices.length, 22);
  for (const { file, columns, rows, ...parameters } of matrices) {
    const { names, heads, weight } = await askMatrix(app, parameters);
    t.strictSame(names.toSorted(), rows.map(({ name }) => name).toSorted(), file);
    t.strictSame(heads.toSorted(), columns.toSorted(), file);
    const wrong = rows.flatMap(({ name, weights }) =>
      weights
        .map((wanted, index) => ({
          at: `${name}, ${columns[index]}`,
          wanted,
          found: weight(name, columns[index] ?? ''),
        }))
        .filter(({ wanted, found }) => !(Math.abs(wanted - found) <= ROUNDING)),
    );
    t.strictSame(wrong, [], file);
  }
});

const MEASURED = NETWORK_MODES.flatMap((mode) =>
  MEASURES[mode].aggregation.flatMap((aggregation) =>
    MEASURES[mode].normalisation
      .filter((normalisation) => aggregation !== 'combine' || normalisation === 'none')
      .map((normalisation) => ({ mode, aggregation, normalisation })),
  ),
);

/** What the sample says, in the words of the formulas. */
function saidBy(actor: string, duplicates: string): Said[] {
  const { experts = [], positions = [], statements = [], questions = [] } = sample ?? {};
  const sourceOf = new Map(statements.map(({ id, source }) => [id, source]));
  const titleOf = new Map(questions.map(({ id, title }) => [id, title]));
  const nameOf = new Map(
    experts.map((it) => [it.id, actor === 'expert' ? it.name : (it.affiliations?.[0]?.organization ?? '')]),
  );
  return positions.map((it) => ({
    actor: nameOf.get(it.expert) ?? '',
    question: titleOf.get(it.question) ?? '',
    side: it.option === 'agree' ? 1 : 0,
    unit: duplicates === 'source' ? (sourceOf.get(it.statements[0] ?? '') ?? '') : '',
  }));
}

t.test('so is every other combination, for experts and organizations, by the formulas', { skip }, async (t) => {
  const app = await service(t);
  t.equal(MEASURED.length, 23);
  for (const actor of ['expert', 'organization'])
    for (const duplicates of ['include', 'source', 'across-range']) {
      const said = saidBy(actor, duplicates);
      for (const measure of MEASURED) {
        const { names, heads, weight } = await askMatrix(app, { ...measure, actor, duplicates });
        const wrong = names.flatMap((row) =>
          heads.filter((column) => {
            const wanted = naiveWeight(said, measure, duplicates !== 'include', row, column);
            return !(Math.abs(wanted - weight(row, column)) <= ROUNDING);
          }),
        );
        t.strictSame(wrong, [], Object.values({ actor, duplicates, ...measure }).join(' '));
      }
    }
});

t.test('the sample gives every cell its sides: agree, disagree, both or silent', { skip }, async (t) => {
  const { weight, names, heads } = await askMatrix(await service(t), { mode: 'two-mode', aggregation: 'combine' });
  const codes = names.flatMap((row) => heads.map((column) => weight(row, column)));
  const count = (code: number) => codes.filter((it) => it === code).length;
  t.strictSame([count(1), count(2), count(3), count(0)], [15, 6, 1, 20]);
});
