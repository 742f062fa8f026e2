import t, { type Test } from 'tap';
import type { PositionStatus } from '../../src/core/position.ts';
import type { App } from '../../src/http/routes/context.ts';
import { requests } from '../helpers/requests.ts';
import { seed, serviceOver, storeWith } from '../helpers/service.ts';
import { story } from '../helpers/story.ts';
import { tell } from '../helpers/tell.ts';

/** A word and an id that one position has and nothing else; beside the word stands another, to search by. */
const MARK = 'quokka';
const ID = 'davis-unseen';
const BESIDE = 'wombat';

/** The first data set, and one more position of Davis's in that state, marked in each of its fields. */
async function serviceWith(t: Test, status: PositionStatus): Promise<App> {
  const store = await storeWith(t, [seed()]);
  const told = story()
    .question('quiet', { title: 'Quiet', proposition: 'All should be quiet.', topics: ['escalation'] })
    .expert('davis', { name: 'Paul Davis', sortName: 'Davis, Paul', affiliations: [{ organization: 'The Institute' }] })
    .statement('davis-was-heard', 'davis', { paraphrase: 'He was heard to speak of it.' })
    .position(ID, {
      ...{ expert: 'davis', question: 'quiet', option: 'support', statements: ['davis-was-heard'], status },
      ...{
        summary: `A ${MARK} and a ${BESIDE} in the summary.`,
        condition: `if a ${MARK} comes`,
        note: `A ${MARK} in the note.`,
      },
      recordedBy: `the ${MARK} desk`,
    });
  await tell(store, told);
  return serviceOver(t, store);
}

const MARKED = [
  ...[`/v1/positions/${ID}`, '/v1/questions/quiet/matrix?include=statements', '/v1/matrix?rule=all'],
  ...[`/v1/search?q=${BESIDE}`, `/v1/positions?q=${BESIDE}`, '/v1/positions?limit=500', '/v1/changes?limit=500'],
  ...['/v1/compare?expert=davis&expert=turner&question=quiet', '/v1/matrix?question=quiet'],
  ...['/questions/quiet', '/experts/davis', '/cells/davis/quiet', '/grid', `/search?q=${BESIDE}`],
];

/** The addresses, in whichever format, in which the mark can be read. */
async function leaks(app: App): Promise<string[]> {
  const urls = [...requests().map(({ url }) => url), ...MARKED];
  const found: string[] = [];
  for (const url of urls)
    for (const accept of [
      'application/json',
      'text/csv',
      'text/markdown',
      'application/x-ndjson',
      'text/plain',
      'text/html',
    ]) {
      const { body } = await app.inject({ url, headers: { accept } });
      if (body.includes(MARK) || (body.includes(ID) && !url.includes(ID))) found.push(`${accept} ${url}`);
    }
  return found;
}

t.test('a published position is read in many places, which proves that they were looked at', async (t) => {
  const found = await leaks(await serviceWith(t, 'published'));
  for (const url of MARKED.slice(0, 9)) t.equal(found.includes(`application/json ${url}`), true, url);
  t.ok(found.length > 30, `${found.length} places`);
});

t.test('a draft is read nowhere, in no format', async (t) => {
  const app = await serviceWith(t, 'draft');
  t.strictSame(await leaks(app), []);
  t.equal((await app.inject(`/v1/positions/${ID}`)).statusCode, 404);
  t.equal((await app.inject('/v1/positions?status=draft')).statusCode, 400);
});

t.test('a draft counts nowhere, and what it cites does not give it away', async (t) => {
  const app = await serviceWith(t, 'draft');
  t.match((await app.inject('/v1/questions/quiet/matrix')).json().questions, [{ answered: 0, mean: null }]);
  t.strictSame((await app.inject('/v1/statements?question=quiet')).json().items, []);
  const { items } = (await app.inject('/v1/changes?after=70')).json();
  t.strictSame(
    items.filter(({ entity }: { entity: string }) => entity === 'position'),
    [],
  );
});

t.test('a draft that is published is there from then on, and the log shows it as new', async (t) => {
  const store = await storeWith(t, []);
  await tell(store, story().says('ada', 'bridge', 'support', { id: 'p1', status: 'draft' }));
  const app = await serviceOver(t, store);
  const state = async () => (await app.inject('/v1/questions/bridge/matrix')).json().cells[0].state;
  t.equal(await state(), 'none');
  await tell(store, story().says('ada', 'bridge', 'support', { id: 'p1' }));
  t.equal(await state(), 'position');
  const { items } = (await app.inject('/v1/changes?limit=500')).json();
  const [change, ...more] = items.filter(({ id }: { id: string }) => id === 'p1');
  t.strictSame(more, []);
  t.match(change, { action: 'publish', before: null, after: { status: 'published' } });
});
