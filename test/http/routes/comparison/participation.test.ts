/** /v1/participation: who answered how much of what they were asked. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const VOTE = { no: -1, yes: 1, abstain: null, silent: 'no-answer', away: 'absent', unseated: 'not-eligible' } as const;
const LAWS = ['a', 'b', 'c', 'd', 'e', 'f'];
const HELD = {
  ada: ['yes', 'no', 'abstain', 'silent', 'away', 'unseated'],
  ben: ['yes', 'away'],
  cho: ['unseated', 'unseated'],
};

const told = story().scale('vote', VOTE).expert('dan', { name: 'dan' });
for (const law of LAWS) told.question(law, { scale: 'vote', topics: [law < 'c' ? 'early' : 'late'] });
for (const [expert, options] of Object.entries(HELD))
  options.forEach((option, index) => {
    told.says(expert, LAWS[index] ?? '', option, { on: index < 2 ? '2023-05-01' : '2024-05-01' });
  });
// Of one day, on both sides.
told.says('dan', 'a', 'yes', { on: '2023-05-01' }).says('dan', 'a', 'no', { on: '2023-05-01' });
const app = await serviceOver(t, await storeOf(t, told));

const COUNTS = ['asked', 'answered', 'sides', 'notAnswered', 'missed', 'notEligible', 'none', 'rate'] as const;
type Row = { readonly id: string } & { readonly [K in (typeof COUNTS)[number]]: number | null };

async function counts(query: string) {
  const { experts }: { experts: Row[] } = (await app.inject(`/v1/participation${query}`)).json();
  return experts.map((row) => [row.id, ...COUNTS.map((name) => row[name])]);
}

t.test('each expert has a row, also who is silent; no rate is computed where nothing was asked', async (t) => {
  const all = [
    ['ada', 5, 3, 2, 1, 1, 1, 0, 0.6],
    ['ben', 2, 1, 1, 0, 1, 0, 4, 0.5],
    ['cho', 0, 0, 0, 0, 0, 2, 4, null],
    ['dan', 1, 1, 1, 0, 0, 0, 5, 1],
  ];
  t.strictSame(await counts(''), all);
  t.strictSame(await counts('?asOf=2030'), all, 'read from the positions, it is what the stored cells say');
});

t.test('the selection, the day and the rule count as everywhere', async (t) => {
  t.strictSame(await counts('?asOf=2023&expert=ben&expert=ada'), [
    ['ben', 2, 1, 1, 0, 1, 0, 4, 0.5],
    ['ada', 2, 2, 2, 0, 0, 0, 4, 1],
  ]);
  t.strictSame(await counts('?topic=late&excludeExpert=ben&excludeExpert=cho&excludeExpert=dan'), [
    ['ada', 3, 1, 0, 1, 1, 1, 0, 1 / 3],
  ]);
  t.strictSame(await counts('?question=a&expert=ada'), [['ada', 1, 1, 1, 0, 0, 0, 0, 1]]);
  isRefusedFor(t, await app.inject('/v1/participation?expert=add'), ['expert']);
  isRefusedFor(t, await app.inject('/v1/participation?affiliation=Nowhere'), ['affiliation']);
  isRefusedFor(t, await app.inject('/v1/participation?groupBy=affiliation'), ['groupBy']);
});

t.test('as a table it has a row for each expert, and says in words what the share is of', async (t) => {
  const rows: string[][] = parse((await app.inject('/v1/participation.csv?expert=ada&expert=cho')).body);
  t.strictSame(rows, [
    [
      ...['expert_id', 'expert', 'affiliation', 'asked', 'answered', 'sides', 'not_answered', 'missed'],
      ...['not_eligible', 'none', 'rate'],
    ],
    ['ada', 'ada', '', '5', '3', '2', '1', '1', '1', '0', '0.6'],
    ['cho', 'cho', '', '0', '0', '0', '0', '0', '2', '4', ''],
  ]);
  const words = (await app.inject('/v1/participation.md')).body;
  t.match(words, 'Of 6 questions. Participation is the share of those answered among those asked');
  t.match(words, /\| ada \| 5 \| 3 \| 2 \| 1 \| 1 \| 1 \| 0 \| 60 % \|\n.*\n\| cho \| 0 .*\| — \|/);
});
