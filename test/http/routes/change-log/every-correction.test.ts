/** Whatever is done to what published positions say, look like or rest on, whoever reads finds it among the corrections. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { eventuallyHolds } from '../../../helpers/asserts/property.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { type Engine, everyEngine } from '../../../helpers/store/engines.ts';
import {
  ACTS,
  type Act,
  arbitraryAct,
  begun,
  EVERY_ACT,
  RandomHistory,
} from '../../../helpers/store/random-history.ts';
import { tell } from '../../../helpers/store/tell.ts';

type Fields = { readonly [field: string]: unknown };
type Read = (url: string) => Promise<string>;
/** All that a published position says, is shown with and rests on. */
type Standing = {
  readonly expert: string;
  readonly question: string;
  readonly shown: { readonly [part: string]: Fields };
};
type Item = {
  readonly seq: number;
  readonly action: string;
  readonly entity: string;
  readonly touches: readonly { readonly expert: string | null; readonly question: string | null }[];
};

const done: RandomHistory['done'] = new Map();

/** What leads to a record, and says nothing of it. */
const LEADING = ['revision', 'aliases', 'links', 'topics'];
const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The standing of every position that is public, by the place in the log at which it was recorded, which it keeps. */
async function standings(read: Read): Promise<Map<number, Standing>> {
  const all = async (plural: string): Promise<Map<string, Fields>> => {
    const lines = (await read(`/v1/${plural}.ndjson`)).split('\n').filter((line) => line !== '');
    return new Map(lines.map((line) => JSON.parse(line)).map((it) => [it.id, it]));
  };
  const [experts, questions, scales] = [await all('experts'), await all('questions'), await all('scales')];
  const [sources, statements] = [await all('sources'), await all('statements')];
  const found = new Map<number, Standing>();
  for (const position of (await all('positions')).values()) {
    const expert = String(position.expert);
    const question = String(position.question);
    const asked = questions.get(question) ?? {};
    const shown: { [part: string]: Fields } = {
      position: without(position, 'revision'),
      expert: without(experts.get(expert) ?? {}, ...LEADING),
      question: without(asked, ...LEADING),
      scale: without(scales.get(String(asked.scale)) ?? {}, 'revision'),
    };
    for (const [at, id] of [position.statements].flat().entries()) {
      const statement = statements.get(String(id)) ?? {};
      shown[`statement ${at}`] = without(statement, 'revision');
      for (const [place, source] of [statement.sources].flat().entries())
        shown[`source ${at}.${place}`] = without(sources.get(String(source)) ?? {}, 'revision', 'archivedUrl');
    }
    found.set(Number(position.recordedSeq), { expert, question, shown });
  }
  return found;
}

/** Where the correction of a standing is not told, of the places in which it must be; none where it is told in all. */
async function missing(read: Read, before: Standing, after: Standing | undefined, last: number): Promise<string[]> {
  const { expert, question } = after ?? before;
  const about = [`?expert=${expert}`, `?question=${question}`, `?expert=${expert}&question=${question}`];
  const touching = ({ touches }: Item): boolean =>
    touches.some(
      (it) =>
        (it.expert !== null || it.question !== null) &&
        (it.expert === null || [expert, before.expert].includes(it.expert)) &&
        (it.question === null || [question, before.question].includes(it.question)),
    );
  const told = (await correctionsOf(read, last)).filter(touching).map(({ seq }) => seq);
  if (told.length === 0) return ['/v1/corrections'];
  const places: string[] = [];
  for (const query of about) {
    const seqs = (await correctionsOf(read, last, query)).map(({ seq }) => seq);
    if (!told.every((seq) => seqs.includes(seq))) places.push(`/v1/corrections${query}`);
    for (const suffix of ['atom', 'jsonfeed']) {
      const feed = await read(`/v1/corrections.${suffix}${query}`);
      if (!told.every((seq) => new RegExp(`urn:standpoint:log:[^"<]*:${seq}["<]`).test(feed)))
        places.push(`/v1/corrections.${suffix}${query}`);
    }
  }
  const { cells } = JSON.parse(await read(`/v1/matrix?expert=${expert}&question=${question}`));
  if (cells[0]?.correctedOn === null) places.push(`the cell of ${expert} on ${question}`);
  return places;
}

const correctionsOf = async (read: Read, after: number, query = ''): Promise<Item[]> =>
  JSON.parse(await read(`/v1/corrections${query}`)).items.filter(({ seq }: Item) => seq > after);

async function tellsAll(t: Test, engine: Engine, acts: readonly Act[]): Promise<boolean> {
  const store = await engine.open(t);
  await tell(store, begun());
  const history = new RandomHistory(store, done);
  const app = await serviceOver(t, store);
  const read: Read = async (url) => {
    const { statusCode, body } = await app.inject(url);
    if (statusCode !== 200) throw new Error(`${url} is answered with ${statusCode}: ${body}`);
    return body;
  };
  let before = await standings(read);
  for (const act of acts) {
    const last = await store.revision();
    await history.take(act);
    if ((await store.revision()) === last) continue;
    const after = await standings(read);
    for (const [recorded, standing] of before) {
      const now = after.get(recorded);
      if (isDeepStrictEqual(standing, now)) continue;
      changed += 1;
      const places = await missing(read, standing, now, last);
      if (places.length > 0)
        throw new Error(
          `${JSON.stringify(act)} made ${JSON.stringify(standing)} ${JSON.stringify(now)}, which is not told at ${places.join(', ')}`,
        );
    }
    before = after;
  }
  return true;
}

let changed = 0;

for (const engine of everyEngine(t))
  t.test(
    `on ${engine.name}, every change of what a published position says, looks like or rests on is a correction, wherever one looks`,
    async (t) => {
      changed = 0;
      t.ok(await tellsAll(t, engine, EVERY_ACT));
      const history = fc.array(arbitraryAct, { minLength: 5, maxLength: 20 });
      await eventuallyHolds(t, history, (acts) => tellsAll(t, engine, acts), { runs: engine.isSlow ? 1 : 15 });
      t.ok(changed > (engine.isSlow ? 3 : 30), `${changed} positions said something else`);
    },
  );

t.test('every act was done in one of those histories', async (t) => {
  for (const act of ACTS) t.ok((done.get(act) ?? 0) > 0, `${act}: ${done.get(act) ?? 0} times`);
});
