/** What is to be settled of a table before it is imported at the desk. */
import t from 'tap';
import type { FileTable } from '../../../src/core/import/table/file-table.ts';
import type { WrittenMapping } from '../../../src/core/import/table/mapping-schema.ts';
import { NOTHING_SAID } from '../../../src/core/import/table/upload.ts';
import { lookAtTable } from '../../../src/services/import/uploads.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { tableFrom } from '../../helpers/fixtures/coded.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const MOTIONS = story()
  .scale('vote', { yes: 1, no: -1 })
  .question('motion', { title: 'Motion 7', scale: 'vote' })
  .question('levy', { title: 'Weir levy', scale: 'support' });
const SUPPORT = 'oppose lean-oppose mixed lean-support support noncommittal';

const opening = (text: string, size?: number) => ({
  open: () => tableFrom(text, size === undefined ? {} : { size }),
  openOther: (file: string): FileTable => {
    throw new Error(`nothing joins ${file}`);
  },
});

t.test('a spelling is settled by the scale of the question that it answers, and by no other', async (t) => {
  const store = await storeOf(t, MOTIONS);
  const look = async (mapping: WrittenMapping, table: string) =>
    (await lookAtTable(store, OPERATOR, opening(table), { ...NOTHING_SAID, mapping })).toSettle.map(
      ({ text, option, options }) => [text, option?.id ?? null, options.map(({ id }) => id).join(' ')],
    );
  const votes = 'question,option\nMotion 7,YES\nMotion 7,support\nWeir levy,Supports\nweir levy,yes\nNew,oppose\n';
  t.strictSame(await look({}, votes), [
    ['YES', 'yes', 'yes no'],
    ['support', null, 'yes no'],
    ['Supports', 'support', SUPPORT],
    ['yes', null, SUPPORT],
    ['oppose', 'oppose', SUPPORT],
  ]);
  t.strictSame(await look({}, 'question,option\nMotion 7,yes\nWeir levy,yes\n'), [['yes', null, `yes no ${SUPPORT}`]]);
  const answers = 'number,option\n7,yes\n7,support\n';
  const said = (question: string) => ({ columns: { option: '{option}', question } });
  const ofMotion = [
    ['yes', 'yes', 'yes no'],
    ['support', null, 'yes no'],
  ];
  t.strictSame(await look(said('Motion {number}'), answers), ofMotion, 'a title that is made of a column');
  t.strictSame(await look(said('Motion 7'), answers), ofMotion, 'one that is the same in all rows');
  t.strictSame(await look({ ...said('The vote'), questions: { 'the vote': 'motion' } }, answers), ofMotion);
});

t.test('whoever else waits has turns while a table is looked at', async (t) => {
  const store = await storeOf(t, MOTIONS);
  const rows = Array.from({ length: 5_000 }, (_, n) => `Member ${n},Motion 7,yes\n`).join('');
  let turns = 0;
  const pause = async () => {
    turns += 1;
  };
  const { rows: count } = await lookAtTable(
    store,
    OPERATOR,
    opening(`expert,question,option\n${rows}`, 1_000_000),
    NOTHING_SAID,
    pause,
  );
  t.equal(count, 5_000);
  t.ok(turns >= 5_000 / 500 + 1_000 / 50, `${turns} turns`);
});
