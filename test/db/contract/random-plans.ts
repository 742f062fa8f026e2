import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Test } from 'tap';
import { consensusReader } from '../../../src/core/comparison/build-consensus.ts';
import { buildMatrix } from '../../../src/core/matrix/matrix.ts';
import { matrixJson, storedMatrixVisitor } from '../../../src/core/matrix/stored-cells.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import { isMergeable } from '../../../src/core/writing/merging.ts';
import type { Commit, Merger, Write, WriteAct } from '../../../src/core/writing/plan.ts';
import { rankedBy } from '../../../src/services/comparison/consensus.ts';
import { runsOf } from '../../../src/services/slices.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { tries } from '../../helpers/chance.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { inScope, type Scope } from '../../helpers/scope.ts';
import { everyRecord, Model, Refused } from '../../helpers/store/model.ts';
import { writeActs } from '../../helpers/store/write.ts';

const DAYS = ['2024-01-01', '2024-02-02', '2024-03-03'];
const STATUSES = ['draft', 'published', 'retracted'] as const;
const IDS = ['a', 'b', 'c', 'd'];
const WORDS = ['apple', 'brick', 'cloud'];
const OPTIONS = ['support', 'oppose', 'mixed', 'noncommittal'];

/** An act before it is known what there is to act on: `at` and the like choose among what there is then. */
const seed = fc.record({
  does: fc.constantFrom('put', 'put', 'put', 'put', 'put', 'rename', 'merge', 'merge', 'remove'),
  kind: fc.constantFrom(...KINDS),
  id: fc.constantFrom(...IDS),
  to: fc.constantFrom(...IDS, 'e', 'f'),
  expect: fc.constantFrom('right', 'right', 'right', 'right', 'wrong', 'any'),
  at: fc.nat(7),
  other: fc.nat(7),
  word: fc.constantFrom(...WORDS),
  day: fc.constantFrom(...DAYS),
  time: fc.constantFrom(null, '09:30', '09:30:20'),
  isSuperseding: fc.boolean(),
  own: fc.boolean(),
  status: fc.constantFrom(...STATUSES),
  option: fc.constantFrom(...OPTIONS),
});
type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

const commit = fc.record({
  mayPublish: fc.constantFrom(true, true, true, false),
  isReasoned: fc.constantFrom(true, true, false),
});
const plans = fc.array(fc.tuple(commit, fc.array(seed, { minLength: 1, maxLength: 4 })), {
  minLength: 4,
  maxLength: 25,
});

/** What every store knows at first, so that acts find something to be done to: some of each kind, which rest on each other. */
const BEGUN: readonly Seed[] = KINDS.flatMap((kind) =>
  IDS.slice(0, 3).map(
    (id, at): Seed => ({
      ...{ does: 'put', kind, id, to: id, expect: 'any', at, other: at + 3, word: 'apple', day: DAYS[at] ?? '' },
      ...{ time: null, isSuperseding: false, own: false, status: 'published', option: OPTIONS[at] ?? '' },
    }),
  ),
);

const chosen = <T>(among: readonly T[], at: number): T | undefined => among[at % Math.max(among.length, 1)];

/** The act that the seed means where the model stands; null where there is nothing that it could rest on. */
function actOf(model: Model, it: Seed): WriteAct | null {
  const { kind, id } = it;
  const before = model.get(kind, id);
  const revision = (before?.revision ?? 0) + (it.expect === 'wrong' ? 1 : 0);
  if (it.does === 'rename') return { act: 'rename', kind, id, to: it.to, expect: revision };
  if (it.does === 'merge') return mergerFor(model, it);
  if (it.does === 'remove') return { act: 'remove', kind, id, expect: revision };
  const write = recordFor(model, it);
  if (write === null || it.expect === 'any') return write;
  return { ...write, expect: before === null && it.expect === 'right' ? 'absent' : revision };
}

/** A record that is there is merged into another one; null where there are no two, or where the kind may not be merged. */
function mergerFor(model: Model, { kind, expect, at, other }: Seed): Merger | null {
  const all = model.all(kind);
  const given = chosen(all, at);
  const into = chosen(
    all.filter((it) => it !== given),
    other,
  );
  if (given === undefined || into === undefined || !isMergeable(kind)) return null;
  return { act: 'merge', kind, id: given.id, into: into.id, expect: given.revision + (expect === 'wrong' ? 1 : 0) };
}

/** A record of the kind, which refers to what there is; what may never change stays. */
function recordFor(model: Model, it: Seed): Write | null {
  const { kind, id, word, day } = it;
  const named = (wanted: Kind, at: number): string | undefined => chosen(model.all(wanted), at)?.id;
  const told = story();
  if (kind === 'expert') told.expert(id, { name: word, aliases: it.own ? ['other'] : [] });
  else if (kind === 'source') told.source(id, { publishedOn: day, title: word });
  else if (kind === 'scale') return { kind, record: { id, label: word, options: SUPPORT, revision: 0 } };
  else if (kind === 'question') {
    const scale = model.get(kind, id)?.scale ?? named('scale', it.at);
    if (scale === undefined) return null;
    return { kind, record: { ...questionOf(id, word), scale: String(scale) } };
  } else if (kind === 'statement') return statementFor(model, it);
  else return positionFor(model, it);
  const records = recordsOf(told.bundle());
  return (
    chosen(
      [
        ...records.expert.map((record) => ({ kind: 'expert' as const, record })),
        ...records.source.map((record) => ({ kind: 'source' as const, record })),
      ].filter((write) => write.record.id === id),
      0,
    ) ?? null
  );
}

function statementFor(model: Model, it: Seed): Write | null {
  const { id, word, day } = it;
  const kind = 'statement';
  const named = (wanted: Kind, at: number): string | undefined => chosen(model.all(wanted), at)?.id;
  const before = model.get(kind, id);
  const [expert, source] = [before?.expert ?? named('expert', it.at), named('source', it.other)];
  if (expert === undefined || source === undefined) return null;
  // Some are signed by a second, and printed once more or everywhere.
  const further = (of: Kind, first: string) => [
    ...new Set([first, ...(it.at > 3 ? [named(of, it.other) ?? first] : [])]),
  ];
  const [experts, sources] = [further('expert', String(expert)), [...new Set([source, ...further('source', source)])]];
  if (it.other > 4) sources.push(...model.all('source').flatMap((each) => (sources.includes(each.id) ? [] : each.id)));
  const record = { ...statementOf(id, word), expert: String(expert), experts, source, sources };
  return {
    kind,
    record: { ...record, saidOn: day, saidOnFrom: it.own ? 'statement' : 'source', saidAt: it.own ? it.time : null },
  };
}

function positionFor(model: Model, it: Seed): Write | null {
  const before = model.get('position', it.id);
  const question = before?.question ?? chosen(model.all('question'), it.at)?.id;
  const holds = (expert: unknown) => (statement: { readonly [field: string]: unknown }) =>
    [statement.experts].flat().includes(expert);
  const statements = model.all('statement').filter((each) => before === null || holds(before.expert)(each));
  const first = chosen(statements, it.at);
  if (question === undefined || first === undefined) return null;
  const expert = before?.expert ?? chosen([first.experts].flat(), it.other);
  const more = chosen(statements.filter(holds(expert)), it.other);
  const cited = [...new Set([first.id, more?.id ?? first.id])];
  const earlier = model
    .all('position')
    .filter((other) => other.id !== it.id && other.expert === expert && other.question === question)
    .filter(({ recordedSeq }) => before === null || Number(recordedSeq) < Number(before.recordedSeq));
  const superseded = it.isSuperseding ? (chosen(earlier, it.at)?.id ?? null) : null;
  const [record] = recordsOf(story().says('x', 'y', it.option, { id: it.id }).bundle()).position;
  if (record === undefined) return null;
  return {
    kind: 'position',
    record: {
      ...record,
      expert: String(expert),
      question: String(question),
      statements: cited,
      supersedes: superseded,
      status: it.status,
      summary: it.word,
    },
  };
}

const SUPPORT = recordsOf(story().question('q').bundle()).scale[0]?.options ?? [];
const questionOf = (id: string, title: string) => {
  const [record] = recordsOf(story().question(id, { title }).bundle()).question;
  if (record === undefined) throw new Error('no question');
  return record;
};
const statementOf = (id: string, word: string) => {
  const [record] = recordsOf(story().statement(id, 'x').bundle()).statement;
  if (record === undefined) throw new Error('no statement');
  return { ...record, quotes: [word] };
};

/** Commits that are sent at once, in this order. */
type Sent = readonly (readonly [Commit, readonly Seed[]])[];

/** Does both, and answers whether they agree: on what is refused and why, and on all that is there afterwards. */
async function agree(store: Store, model: Model, sent: Sent): Promise<boolean> {
  const told = sent.map(([commit, seeds]) => {
    const acts = actsOf(model, commit, seeds);
    return { commit, acts, right: refusalOf(() => model.apply(commit, acts)) };
  });
  const found = await Promise.all(told.map(({ commit, acts }) => writeActs(store, commit, ...acts).then(...OUTCOME)));
  return isDeepStrictEqual(
    found,
    told.map(({ right }) => right),
  )
    ? shows(store, model)
    : false;
}

const OUTCOME = [
  () => null,
  (error: unknown) => {
    if (error instanceof Failure) return error.kind;
    throw error;
  },
] as const;

/** Each act is made where the model stands after those before it, whether or not they will be refused. */
function actsOf(model: Model, { actor }: Commit, seeds: readonly Seed[]): WriteAct[] {
  const trial = new Model();
  Object.assign(trial, { records: new Map(model.records), log: [...model.log], redirects: new Map(model.redirects) });
  return seeds.flatMap((it) => {
    const act = actOf(trial, it);
    if (act !== null) refusalOf(() => trial.apply({ actor, mayPublish: true, reason: 'A trial.' }, [act]));
    return act ?? [];
  });
}

function refusalOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

async function shows(store: Store, model: Model): Promise<boolean> {
  const all = { limit: 1_000 };
  for (const kind of KINDS) {
    const { items } = await store.list(kind, {}, all);
    const inOrder = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (!isDeepStrictEqual(inOrder, everyRecord(model)[kind])) return false;
  }
  const log = (await store.changes(0, 10_000)).map(({ at: _, actor: __, reason: ___, ...entry }) => entry);
  if (!isDeepStrictEqual(log, model.log)) return false;
  return (await cellsAgree(store)) && (await divisionsAgree(store)) && (await searchAgrees(store, model));
}

/** The stored cells against cells judged anew from the positions. */
async function cellsAgree(store: Store): Promise<boolean> {
  const selection = { experts: {}, questions: {}, maxCells: 1_000 };
  const stored = await store.readStoredCells(selection, storedMatrixVisitor);
  const material = await store.matrixMaterial({ ...selection, withStatements: false });
  const judged = buildMatrix(material, { rule: 'latest', asOf: null, knownAt: null, evidence: false });
  if (stored === null) return false;
  return new TextDecoder().decode(matrixJson(stored)).trimEnd() === JSON.stringify(judged.matrix);
}

/** The ranking that is kept against the consensus on every question, made of the positions. */
async function divisionsAgree(store: Store): Promise<boolean> {
  const selection = { experts: {}, questions: {}, maxCells: 1_000, withSources: false };
  const now = { rule: 'latest', asOf: null } as const;
  const { questions } = await store.readCells(selection, (ground) => consensusReader(ground, now));
  const dividing = questions.filter(({ minority }) => (minority ?? 0) > 0);
  for (const minValued of [1, 3]) {
    const right = rankedBy(dividing, 'divisive', minValued).map(({ id }) => id);
    if (!isDeepStrictEqual(await store.mostDivisive({ minValued, limit: 100 }), right)) return false;
  }
  return true;
}

async function searchAgrees(store: Store, model: Model): Promise<boolean> {
  const kinds = ['expert', 'question', 'statement', 'position'] as const;
  for (const word of WORDS) {
    const hits = await store.search(word, { kinds, match: 'all', limit: 100 });
    const right = kinds.flatMap((kind) =>
      model.all(kind).flatMap((it) => {
        const texts = {
          expert: it.name,
          question: it.title,
          statement: [it.quotes].flat()[0],
          position: it.summary,
        };
        const isFound = texts[kind] === word && (kind !== 'position' || it.status === 'published');
        return isFound ? [`${kind} ${it.id}`] : [];
      }),
    );
    if (!isDeepStrictEqual(hits.map(({ kind, id }) => `${kind} ${id}`).sort(), right.sort())) return false;
  }
  return true;
}

/** `runs`: so many sequences of plans are tried, and half as many whose plans are sent some at once. */
export function randomPlansContract(t: Test, open: (run: Scope) => Promise<Store>, runs = tries(60)): void {
  const holds = async (t: Test, atOnce: number, runs: number) =>
    eventuallyHolds(
      t,
      plans,
      (them) =>
        inScope(async (run) => {
          const [store, model] = [await open(run), new Model()];
          run.teardown(() => store.close());
          const sent = them.map(([{ mayPublish, isReasoned }, seeds]) => {
            return [{ ...BEGINNER, mayPublish, reason: isReasoned ? 'So it goes.' : null }, seeds] as const;
          });
          if (!(await agree(store, model, [[BEGINNER, BEGUN]]))) return false;
          for (const some of runsOf(sent, atOnce)) if (!(await agree(store, model, some))) return false;
          return (await store.check()).length === 0;
        }),
      { runs },
    );

  t.test('after any plans, done or refused, the store is what a plain model of the rules is', (t) => holds(t, 1, runs));

  t.test('also where plans are sent at once', (t) => holds(t, AT_ONCE, Math.ceil(runs / 2)));
}

const BEGINNER: Commit = { actor: 'a tester', mayPublish: true, reason: 'So it goes.' };
/** So many commits wait for each other. */
const AT_ONCE = 6;
