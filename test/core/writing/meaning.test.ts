import t from 'tap';
import { toExpert } from '../../../src/core/records/expert.ts';
import { toQuestion } from '../../../src/core/records/question.ts';
import { type ScaleInput, toScale } from '../../../src/core/records/scale.ts';
import { toSource } from '../../../src/core/records/source.ts';
import { toStatement } from '../../../src/core/records/statement.ts';
import { corrects, type LogEntry } from '../../../src/core/writing/meaning.ts';

const expert = toExpert({ id: 'ada', name: 'Ada Lind' });
const question = toQuestion({ id: 'bridge', title: 'Bridge', proposition: 'Build it.', codingRule: 'As said.' });
const source = toSource({ id: 'post', title: 'On', publisher: 'Post', publishedOn: '2024', language: 'en' });
const statement = toStatement(
  { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['Build it!'] },
  [source],
);
const RECORDS = { expert, question, source, statement } as const;
type Named = keyof typeof RECORDS;

const corrected = <K extends Named>(kind: K, change: Partial<(typeof RECORDS)[K]>): boolean =>
  corrects({ action: 'update', kind, before: RECORDS[kind], after: { ...RECORDS[kind], ...change } } as LogEntry);

t.test('what public answers say is meaning', async (t) => {
  t.ok(corrected('expert', { name: 'Ada Lynd' }));
  t.ok(corrected('expert', { sortName: 'Lind, Ada' }));
  t.ok(corrected('expert', { affiliations: [{ organization: 'Port', role: null, from: null, to: null }] }));
  t.ok(corrected('question', { proposition: 'Do not build it.' }));
  t.ok(corrected('question', { title: 'No bridge' }));
  t.ok(corrected('question', { codingRule: 'Otherwise.' }));
  t.ok(corrected('source', { url: 'https://example.org/' }));
  t.ok(corrected('source', { publisher: 'Mail' }));
  t.ok(corrected('statement', { quotes: ['Build it'] }));
  t.ok(corrected('statement', { paraphrase: 'For it.' }));
});

t.test('what leads to a record, or says where to look where nothing did, is an addition', async (t) => {
  t.notOk(corrected('expert', { aliases: ['A. Lind'], links: [{ label: 'Home', url: 'https://example.org/' }] }));
  t.notOk(corrected('question', { topics: ['traffic'], aliases: ['the crossing'] }));
  t.notOk(corrected('source', { archivedUrl: 'https://example.org/', retrievedOn: '2024-07-01' }));
  t.notOk(corrected('statement', { selector: { prefix: '“', suffix: '”' } }));
  const archived = { ...source, archivedUrl: 'https://example.org/' };
  const moved = { ...source, archivedUrl: 'https://example.org/other' };
  t.ok(corrects({ action: 'update', kind: 'source', before: archived, after: moved }), 'it led elsewhere');
  t.notOk(corrected('expert', { revision: 9 }));
  const dutch = { language: 'nl', text: 'Bouw hem.', by: null };
  t.notOk(corrected('question', { language: 'en', translations: [dutch] }), 'what was not said is');
  const translated = { ...question, language: 'en', translations: [dutch] };
  const changed = (change: Partial<typeof question>) =>
    corrects({ action: 'update', kind: 'question', before: translated, after: { ...translated, ...change } });
  t.notOk(changed({ translations: [{ language: 'de', text: 'Baut sie.', by: 'desk' }, dutch] }), 'another is added');
  const { language, text, by } = dutch;
  t.notOk(changed({ translations: [{ by, text, language }] }), 'the order of its fields says nothing');
  t.ok(changed({ translations: [{ ...dutch, text: 'Breek hem af.' }] }), 'it says otherwise');
  t.ok(changed({ translations: [] }));
  t.ok(changed({ language: 'nl' }));
  t.notOk(corrected('question', { succeeds: 'ferry' }), 'it says where to look for what was asked before');
  const succeeding = { ...question, succeeds: 'ferry' };
  const after = (change: Partial<typeof question>) =>
    corrects({ action: 'update', kind: 'question', before: succeeding, after: { ...question, ...change } });
  t.ok(after({ succeeds: 'tolls' }), 'it was said to be another');
  t.ok(after({}));
});

t.test('nothing is corrected by what was not public, is new, or follows a new id of another', async (t) => {
  const draft = { ...expert, status: 'draft' } as const;
  const other = { ...expert, name: 'Ada Lynd' };
  t.notOk(corrects({ action: 'update', kind: 'expert', before: draft, after: { ...draft, name: 'Ada Lynd' } }));
  t.notOk(corrects({ action: 'publish', kind: 'expert', before: draft, after: other }));
  t.notOk(corrects({ action: 'delete', kind: 'expert', before: draft, after: null }));
  t.notOk(corrects({ action: 'create', kind: 'expert', before: null, after: other }));
  t.notOk(
    corrects({ action: 'rename', kind: 'statement', before: statement, after: { ...statement, expert: 'lind' } }),
  );
  t.ok(corrects({ action: 'rename', kind: 'expert', before: expert, after: { ...expert, id: 'lind' } }));
  t.ok(corrects({ action: 'delete', kind: 'expert', before: expert, after: null }));
});

t.test('a scale may get options, as long as those it has keep their words and their place', async (t) => {
  const yes = { id: 'yes', label: 'Yes', value: 1 };
  const no = { id: 'no', label: 'No', value: 0 };
  const scaleOf = (...options: ScaleInput['options']) => toScale({ id: 'y', label: 'Yes or no', options });
  const before = scaleOf(no, yes);
  const correctedTo = (...options: ScaleInput['options']) =>
    corrects({ action: 'update', kind: 'scale', before, after: scaleOf(...options) });
  t.notOk(correctedTo(no, { id: 'half', label: 'Half', value: 0.5 }, yes, { id: 'none', label: 'None', value: null }));
  t.ok(correctedTo(no, yes, { id: 'never', label: 'Never', value: -1 }), 'it would reach further');
  t.ok(correctedTo({ ...no, label: 'Yes' }, { ...yes, label: 'No' }), 'labels that change places');
  t.ok(correctedTo(yes, no), 'another order');
  t.ok(corrects({ action: 'update', kind: 'scale', before, after: { ...before, label: 'Other' } }));
});
