import t from 'tap';
import { getRecord, type ListRequest, listRecords } from '../../../src/services/records/records.ts';
import { refusal, refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const town = () =>
  story()
    .question('bridge', { topics: ['traffic'] })
    .says('turner', 'bridge', 'support', { id: 'now', on: '2024-06-10' })
    .says('davis', 'bridge', 'support', { id: 'planned', on: '2024-06-20', status: 'draft' })
    .says('davis', 'bridge', 'oppose', { id: 'taken-back', on: '2024-06', status: 'retracted' });

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

t.test('a record is got by its id, a retracted position too', async (t) => {
  const store = await storeOf(t, town());
  t.equal((await getRecord(store, READER, 'expert', 'davis')).id, 'davis');
  t.equal((await getRecord(store, READER, 'position', 'taken-back')).status, 'retracted');
});

t.test('who asks for a record that does not exist is told the nearest that does', async (t) => {
  const store = await storeOf(t, town());
  await refused(t, getRecord(store, READER, 'expert', 'devis'), {
    kind: 'not-found',
    message: 'there is no expert "devis"; did you mean "davis"?',
  });
  await refused(t, getRecord(store, READER, 'question', 'zzzzzz'), {
    kind: 'not-found',
    message: 'there is no question "zzzzzz"; known: bridge',
  });
});

t.test('a draft is not found, and not suggested', async (t) => {
  const store = await storeOf(t, town());
  for (const id of ['planned', 'plannedd'])
    await refused(t, getRecord(store, READER, 'position', id), {
      kind: 'not-found',
      message: `there is no position "${id}"`,
    });
});

t.test('a list of positions holds what is public, drafts left out', async (t) => {
  const store = await storeOf(t, town());
  const { items, next } = await listRecords(store, READER, 'position', { limit: 10 });
  t.strictSame(
    items.map(({ id }) => id),
    ['taken-back', 'now'],
  );
  t.equal(next, null);
  const retracted = await listRecords(store, READER, 'position', { limit: 10, status: ['retracted'] });
  t.strictSame(
    retracted.items.map(({ id }) => id),
    ['taken-back'],
  );
});

t.test('a list goes on where the page before ended', async (t) => {
  const store = await storeOf(t, story().expert('ada').expert('ben').expert('cho'));
  const names: string[] = [];
  let cursor: string | null | undefined;
  do {
    const request: ListRequest = { limit: 2, ...(cursor && { cursor }) };
    const page = await listRecords(store, READER, 'expert', request);
    names.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  t.strictSame(names, ['ada', 'ben', 'cho']);
});

t.test('a cursor is a word that can stand in a URL', async (t) => {
  const store = await storeOf(t, story().expert('ada', { name: 'Ådå “the light”?&=#' }).expert('ben', { name: 'Öö' }));
  const { next } = await listRecords(store, READER, 'expert', { limit: 1 });
  t.match(next, /^[\w-]+$/);
});

t.test('a cursor that was made up, changed or taken from another list is refused by name', async (t) => {
  const store = await storeOf(t, town());
  const { next } = await listRecords(store, READER, 'statement', { limit: 1 });
  const forged = ['', 'x', '%%%', 'bnVsbA', cursorOf([]), cursorOf(['position', 'a']), cursorOf(['position', 1, 'a'])];
  const more = [cursorOf(['position', 'a', 'b', 'c']), cursorOf({ 0: 'position', length: 3 }), next ?? ''];
  for (const cursor of [...forged, ...more])
    await refused(t, listRecords(store, READER, 'position', { limit: 10, cursor }), {
      kind: 'invalid',
      violations: [{ parameter: 'cursor', message: 'must be the "next" of a page of this list, unchanged' }],
    });
});

t.test('ids and topics that do not exist are refused, all at once, each with its nearest', async (t) => {
  const store = await storeOf(t, town());
  const request = { limit: 10, expert: ['davis', 'tuner'], question: ['bride'], source: ['mail'], topic: ['trafic'] };
  const { kind, message, violations } = await refusal(listRecords(store, READER, 'position', request));
  t.strictSame([kind, message], ['invalid', 'expert "tuner" does not exist; did you mean "turner"?']);
  t.strictSame(violations, [
    { parameter: 'expert', message: '"tuner" does not exist; did you mean "turner"?' },
    { parameter: 'question', message: '"bride" does not exist; did you mean "bridge"?' },
    { parameter: 'source', message: '"mail" does not exist; known: post' },
    { parameter: 'topic', message: '"trafic" does not exist; did you mean "traffic"?' },
  ]);
});

t.test('the days of a filter may be months or years: from their first to their last day', async (t) => {
  const store = await storeOf(t, town());
  const ids = async (filter: Partial<ListRequest>) =>
    (await listRecords(store, READER, 'position', { limit: 10, ...filter })).items.map(({ id }) => id);
  t.strictSame(await ids({ from: '2024-06', to: '2024-06' }), ['taken-back', 'now']);
  t.strictSame(await ids({ from: '2024', to: '2024' }), ['taken-back', 'now']);
  t.strictSame(await ids({ to: '2024-06-10' }), ['now']);
  t.strictSame(await ids({ from: '2024-06-11' }), ['taken-back']);
  t.strictSame(await ids({ from: '2024-07' }), []);
});

t.test('a span that ends before it begins is refused', async (t) => {
  const store = await storeOf(t, town());
  await refused(t, listRecords(store, READER, 'position', { limit: 10, from: '2024-07', to: '2024-06' }), {
    kind: 'invalid',
    violations: [{ parameter: 'from', message: 'must not be after "to"' }],
  });
});

t.test('a search without a word in it is refused', async (t) => {
  const store = await storeOf(t, town());
  await refused(t, listRecords(store, READER, 'question', { limit: 10, q: '?!' }), {
    kind: 'invalid',
    violations: [{ parameter: 'q', message: 'must contain a letter or a digit to search for' }],
  });
});
