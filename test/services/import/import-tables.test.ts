import fc from 'fast-check';
import t, { type Test } from 'tap';
import { CODING_RULE } from '../../../src/core/import/table/facts.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { csvOf, faultsOf, importText, inWords, only, ROW, type Row } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());

t.test('a row is a position with a statement for evidence; what it refers to is made on the way', async (t) => {
  const store = await empty(t);
  const { report, rows } = await importText(store, csvOf([ROW]));
  t.equal(rows, 1);
  for (const kind of ['scale', 'expert', 'question', 'source', 'statement', 'position'] as const)
    t.strictSame(report[kind], { created: 1, updated: 0, unchanged: 0 }, kind);
  const { position, statement } = await only(store);
  t.match(position, {
    expert: 'ada-lind',
    question: 'bridge',
    option: 'support',
    summary: 'Supports',
    basis: 'stated',
    status: 'published',
    saidOn: '2024-06-12',
    saidOnFrom: 'statement',
    recordedAt: RECORDED.at,
    recordedBy: RECORDED.by,
    statements: [statement.id],
  });
  t.match(statement, {
    expert: 'ada-lind',
    source: 'gazette-1',
    attribution: 'direct',
    quotes: ['Build it'],
    paraphrase: null,
  });
  t.match(await store.get('expert', 'ada-lind'), { name: 'Ada Lind', affiliations: [] });
  t.match(await store.get('question', 'bridge'), {
    title: 'Bridge',
    scale: 'support',
    codingRule: CODING_RULE,
    topics: [],
  });
  t.match(await store.get('source', 'gazette-1'), {
    title: 'The Strait, Again',
    language: 'und',
    publishedOn: '2024-06-13',
  });
});

t.test('every column lands in its field', async (t) => {
  const store = await empty(t);
  const row: Row = {
    ...ROW,
    expert: 'ada',
    expert_name: 'Ada Lind',
    expert_affiliation: 'Port',
    question: 'bridge',
    question_title: 'Bridge',
    question_topics: 'traffic; the strait',
    quote: '“Build” it,\n🚢 now',
    paraphrase: 'She wants a bridge.',
    attribution: 'mixed',
    summary: 'Wants it.',
    condition: 'if it pays',
    basis: 'inferred',
    status: 'draft',
    note: 'Clear enough.',
    confidence: '0.8',
    venue: 'Town hall',
    expert_kind: 'organization',
    reported_by: 'Ben',
    capacity: 'The port',
    statement_language: 'de',
    translation: 'Build it',
    translation_language: 'en',
    translation_by: 'desk',
    source_url: 'https://example.org/1',
    source_language: 'en',
    recorded_at: '2024-07-01T08:00:00Z',
    recorded_by: 'ben',
    position: 'p1',
    statement: 's1',
  };
  await importText(store, csvOf([row]));
  t.match(await store.get('expert', 'ada'), {
    ...{ name: 'Ada Lind', kind: 'organization', affiliations: [{ organization: 'Port', role: null }] },
  });
  t.match(await store.get('question', 'bridge'), {
    topics: ['traffic', 'the strait'],
    proposition: row.question_proposition,
  });
  t.match(await store.get('source', 'gazette-1'), { url: 'https://example.org/1', language: 'en' });
  t.match(await store.get('statement', 's1'), {
    attribution: 'mixed',
    quotes: [row.quote],
    paraphrase: row.paraphrase,
    venue: 'Town hall',
    ...{ reportedBy: 'Ben', capacity: 'The port', language: 'de' },
    translations: [{ language: 'en', text: 'Build it', by: 'desk' }],
  });
  t.match(await store.get('position', 'p1'), {
    ...{ summary: 'Wants it.', condition: 'if it pays', basis: 'inferred', status: 'draft', note: 'Clear enough.' },
    confidence: 0.8,
    ...{ recordedAt: '2024-07-01T08:00:00Z', recordedBy: 'ben', statements: ['s1'] },
  });
});

t.test('a confidence is a number from 0 to 1, and nothing else is taken for one', async (t) => {
  const store = await empty(t);
  for (const confidence of ['1.5', '-0.1', '0,8', 'high', '80%'])
    t.match((await faultsOf(store, csvOf([{ ...ROW, confidence }]))).join(), /confidence must be/, confidence);
  t.match(
    (await faultsOf(store, csvOf([{ ...ROW, confidence: '0,8' }]))).join(),
    /confidence must be a number with a point, as 0\.8, not "0,8"/,
  );
  await importText(store, csvOf([{ ...ROW, confidence: '1' }]));
  t.equal((await only(store)).position.confidence, 1);
});

t.test('how words are given follows from what is there', async (t) => {
  const store = await empty(t);
  const { quote, ...bare } = ROW;
  await importText(
    store,
    csvOf([
      { ...ROW, position: 'direct' },
      { ...ROW, position: 'mixed', paraphrase: 'She wants it.' },
      { ...bare, position: 'paraphrase', paraphrase: 'She wants it.' },
    ]),
  );
  for (const id of ['direct', 'mixed', 'paraphrase']) t.equal((await store.get('statement', id))?.attribution, id);
  t.equal((await store.get('position', 'direct'))?.summary, 'Supports');
  t.equal((await store.get('position', 'paraphrase'))?.summary, 'She wants it.');
});

t.test('without a day of its own a statement has that of its source', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([{ ...ROW, said_on: '' }]));
  t.match((await only(store)).statement, { saidOn: '2024-06-13', saidOnFrom: 'source' });
});

t.test('the same table again changes nothing, also where the text is cut otherwise', async (t) => {
  const store = await empty(t);
  const text = csvOf(
    Array.from({ length: 1_000 }, (_, at) => ({ ...ROW, quote: `Build ${at}`, question: `Bridge ${at % 7}` })),
  );
  await importText(store, text);
  const revision = await store.revision();
  const { report } = await importText(store, text);
  t.strictSame(report.position, { created: 0, updated: 0, unchanged: 1_000 });
  t.strictSame(report.statement, { created: 0, updated: 0, unchanged: 1_000 });
  t.equal(await store.revision(), revision);
  t.strictSame(await store.check(), []);
});

t.test('the same words coded otherwise in another table correct the position, for a reason', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([ROW]));
  const { position } = await only(store);
  const corrected = csvOf([{ ...ROW, option: 'lean-support' }]);
  const { message, violations } = await refusal(importText(store, corrected));
  t.match(message, /is public: changing it needs a reason/);
  t.strictSame(inWords(violations), ['reason is required: say why, for the record of corrections']);
  const { report } = await importText(store, corrected, { reason: 'Misread.' });
  t.strictSame(report.position, { created: 0, updated: 1, unchanged: 0 });
  t.equal((await store.get('position', position.id))?.option, 'lean-support');
});

t.test('ids are readable, and differ with the day, the source and the words, and not with the option', async (t) => {
  const idOf = async (row: Row) => {
    const store = await empty(t);
    await importText(store, csvOf([row]));
    return (await only(store)).position.id;
  };
  const id = await idOf(ROW);
  t.match(id, /^ada-lind-bridge-2024-06-12-[0-9a-z]{10}$/);
  t.equal(await idOf({ ...ROW, option: 'oppose', note: 'x', condition: 'y' }), id);
  t.equal(await idOf({ ...ROW, expert: 'ada-lind', expert_name: 'Ada Lind' }), id);
  const others = [
    { said_on: '2024-06' },
    { said_on: '' },
    { source: 'gazette-2' },
    { quote: 'Build it!' },
    { expert: 'Ben' },
  ];
  const ids = await Promise.all(others.map((other) => idOf({ ...ROW, ...other })));
  t.equal(new Set([id, ...ids]).size, 6);
  const long = await idOf({
    ...ROW,
    expert: 'a'.repeat(128),
    expert_name: 'A',
    question: `${'b'.repeat(100)}-c`,
    question_title: 'B',
  });
  t.equal(long.length, 128);
});

t.test('several positions may rest on one statement, if all rows say the same of it', async (t) => {
  const store = await empty(t);
  const on = (question: string, more: Row = {}): Row => ({ ...ROW, question, statement: 's', ...more });
  const { report } = await importText(store, csvOf([on('Bridge'), on('Ferry'), on('Tolls')]));
  t.strictSame([report.statement.created, report.position.created], [1, 3]);
  const apart = Array.from({ length: 500 }, (_, at) => on(`Bridge ${at}`));
  t.strictSame((await importText(await empty(t), csvOf(apart))).report.statement.created, 1);
  t.strictSame(await faultsOf(await empty(t), csvOf([...apart, on('Ferry', { quote: 'Never' })])), [
    '502:11 statement "s" is a statement of line 2 already, with other words, or of another day, time, expert or source',
  ]);
  t.strictSame(
    await faultsOf(
      await empty(t),
      csvOf([
        { ...ROW, position: 's' },
        { ...on('Ferry'), position: 'q' },
      ]),
    ),
    ['3:12 statement "s" is the id of line 2 already'],
  );
});

t.test('a trial counts and writes nothing', async (t) => {
  const store = await empty(t);
  const { report } = await importText(store, csvOf([ROW]), { dryRun: true });
  t.equal(report.position.created, 1);
  t.equal(await store.isEmpty(), true);
});

t.test('a scale can be given for the questions that are made, by id or as it is written', async (t) => {
  const options = [
    { id: 'yes', label: 'Yes', value: 1 },
    { id: 'absent', label: 'Was absent', value: null },
  ];
  const store = await empty(t);
  const scale = { written: { id: 'vote', label: 'Vote', options } };
  await importText(store, csvOf([{ ...ROW, option: 'absent' }]), { scale });
  t.equal((await only(store)).position.summary, 'Was absent');
  t.equal((await store.get('question', 'bridge'))?.scale, 'vote');
  await importText(store, csvOf([{ ...ROW, question: 'Ferry', option: 'yes' }]), { scale: { id: 'vote' } });
  t.equal((await store.get('question', 'ferry'))?.scale, 'vote');
  t.strictSame(await faultsOf(store, csvOf([ROW]), { scale: { id: 'vtoe' } }), [
    'scale "vtoe" is not stored; did you mean "vote"?',
  ]);
  t.strictSame(
    await faultsOf(store, csvOf([ROW]), {
      scale: { written: { id: 'none', label: 'x', options: [{ id: 'none', label: 'x', value: 2 }] } },
    }),
    ['/scale/options/0/value must be at most 1, not 2'],
  );
  t.match(
    await faultsOf(store, csvOf([{ ...ROW, option: 'yes', question: 'X' }]), {
      reason: 'Fewer.',
      scale: { written: { ...scale.written, options: options.slice(0, 1) } },
    }),
    [/^\/scale\/options must keep the options the stored scale has: "absent"/],
  );
});

t.test('JSON has lists of quotes and topics, and numbers are no text', async (t) => {
  const store = await empty(t);
  const row = { ...ROW, quote: ['“Yes”', 'no\nmore'], question_topics: ['a; b', 'c'], note: null };
  await importText(store, `${JSON.stringify(row)}\n`, { format: 'ndjson' });
  t.strictSame((await only(store)).statement.quotes, ['“Yes”', 'no\nmore']);
  t.strictSame((await store.get('question', 'bridge'))?.topics, ['a; b', 'c']);
  const bad = [
    { ...ROW, option: 1 },
    { ...ROW, expert: ['Ada'] },
    { ...ROW, quote: [1] },
    { ...ROW, nots: 'x' },
    7,
  ].map((it) => JSON.stringify(it));
  t.strictSame(await faultsOf(store, bad.join('\n'), { format: 'ndjson' }), [
    '1 option must be a text, not 1',
    '2 expert must be a text, not ["Ada"]',
    '3 quote must be a text or a list of texts, not [1]',
    '4 nots is not known here; did you mean "note"?',
    '5 must be a JSON object, with our columns for members',
  ]);
});

t.test('ids that were given up still mean the record', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([ROW]));
  for (const [kind, id, to] of [
    ['expert', 'ada-lind', 'ada'],
    ['question', 'bridge', 'the-bridge'],
    ['source', 'gazette-1', 'gazette'],
  ] as const)
    await rename(store, kind, id, to, (await store.get(kind, id))?.revision ?? 0, {
      actor: 'a',
      mayPublish: true,
      reason: 'Shorter.',
    });
  const { report } = await importText(store, csvOf([ROW, { ...ROW, quote: 'More' }]), { create: false });
  t.strictSame(report.position, { created: 1, updated: 0, unchanged: 1 });
  t.equal((await store.list('position', { expert: ['ada'], question: ['the-bridge'] }, { limit: 5 })).items.length, 2);
});

const cell = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => /\p{L}|\p{Nd}/u.test(text) && !/\p{Cc}|\p{Cs}/u.test(text));
const arbitraryRow = fc.record({
  expert: fc.constantFrom('ada', 'Ben Okafor', 'cho'),
  question: fc.constantFrom('Bridge', 'Ferry'),
  option: fc.constantFrom('support', 'oppose', 'noncommittal'),
  said_on: fc.constantFrom('', '2024', '2024-06', '2024-06-12'),
  quote: fc.oneof(
    fc.constant(''),
    cell,
    cell.map((text) => `"${text}",\r\n'${text}`),
  ),
  paraphrase: cell,
  note: fc.oneof(fc.constant(''), cell),
  condition: fc.oneof(fc.constant(''), cell),
});

t.test('whatever the rows, they come out of CSV and NDJSON as the same positions, with the same words', async (t) => {
  await eventuallyHolds(t, fc.array(arbitraryRow, { maxLength: 12 }), async (made) => {
    const rows = made.map((row, at) => ({
      ...{
        ...ROW,
        expert_name: row.expert === 'ada' ? 'Ada' : row.expert === 'cho' ? 'Cho' : row.expert,
        question_proposition: '',
      },
      ...row,
      position: `p${at}`,
    }));
    const stores = await Promise.all([empty(t), empty(t)]);
    await importText(
      stores[0],
      csvOf(rows.length === 0 ? [] : rows).trim() === '' ? (csvOf([ROW]).split('\n')[0] ?? '') : csvOf(rows),
    );
    await importText(stores[1], rows.map((row) => JSON.stringify(row)).join('\n'), { format: 'ndjson' });
    const [one, other] = await Promise.all(
      stores.map(async (store) => ({
        positions: (await store.list('position', {}, { limit: 50 })).items,
        statements: (await store.list('statement', {}, { limit: 50 })).items,
      })),
    );
    const right = rows.every((row) => {
      const position = one?.positions.find(({ id }) => id === row.position);
      const statement = one?.statements.find(({ id }) => id === row.position);
      return (
        position?.option === row.option &&
        (position.note ?? '') === row.note.trim() &&
        (position.condition ?? '') === row.condition.trim() &&
        statement?.paraphrase === row.paraphrase.trim() &&
        statement.quotes.join() === row.quote.trim() &&
        statement.saidOn === (row.said_on || '2024-06-13')
      );
    });
    return right && one?.positions.length === rows.length && JSON.stringify(one) === JSON.stringify(other);
  });
});

t.test('several in one row said it together: a position of each, and one statement of all', async (t) => {
  const store = await empty(t);
  const letter = csvOf([
    { ...ROW, expert: 'Ana Kos; Bo Li;Cy Ng', quote: 'We ask the council to pay.' },
    { ...ROW, expert: 'Ana Kos', quote: 'I say so too.' },
  ]);
  const { report, rows } = await importText(store, letter);
  t.equal(rows, 2);
  t.match([report.expert.created, report.statement.created, report.position.created], [3, 2, 4]);
  const statements = (await store.list('statement', {}, { limit: 10 })).items;
  const [joint] = statements.filter(({ experts }) => experts.length > 1);
  t.strictSame(joint?.experts, ['ana-kos', 'bo-li', 'cy-ng']);
  const positions = (await store.list('position', {}, { limit: 10 })).items;
  const resting = positions.filter((it) => it.statements.includes(joint?.id ?? ''));
  t.strictSame(resting.map(({ expert }) => expert).sort(), ['ana-kos', 'bo-li', 'cy-ng']);
  const again = await importText(store, letter);
  t.match([again.report.position.unchanged, again.report.statement.unchanged], [4, 2]);
  t.strictSame(await store.check(), []);
});

t.test('what can be said of one only is refused where a row names several', async (t) => {
  const store = await empty(t);
  const [fault = ''] = await faultsOf(store, csvOf([{ ...ROW, expert: 'Ana; Bo', expert_name: 'Ana' }]));
  t.match(fault, /^2:11 expert_name can be said of one only, but "expert" names 2: leave it out$/);
});
