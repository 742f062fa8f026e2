/** What becomes of a DNA database: each thing in our words, and nothing left out in silence. */
import t, { type Test } from 'tap';
import { readBundle } from '../../src/core/import/bundle/bundle.ts';
import { planImport } from '../../src/core/import/plan-import.ts';
import { Failure } from '../../src/core/values/errors.ts';
import { dnaToBundle } from '../../src/intake/dna/bundle.ts';
import { readDna } from '../../src/intake/dna/read.ts';
import { shows } from '../helpers/asserts/shows.ts';
import { DnaFile } from '../helpers/fixtures/dna-file.ts';
import { RECORDED, stored } from '../helpers/fixtures/records.ts';

const made = ({ path }: DnaFile) => dnaToBundle(path, readDna(path));
const bundleOf = (file: DnaFile) => made(file).bundle;
const faultsOf = (file: DnaFile) => {
  const { bundle, origin } = made(file);
  const { content, violations } = readBundle(bundle, '');
  return [...violations, ...planImport(content, stored(), RECORDED).violations].map(
    ({ pointer = '', message }) => `${origin(pointer)} ${message}`,
  );
};

const ON_BRIDGE = { person: 'Ada Lind', organization: 'Port', concept: 'There should be a bridge.', agreement: 1 };

/** A file with one statement of these words in this text. */
function said(t: Test, text: string, words: Parameters<DnaFile['statement']>[1], values: object = {}): DnaFile {
  const file = new DnaFile(t);
  file.statement(file.document(text), words, { ...ON_BRIDGE, ...values });
  return file;
}

t.test('a statement becomes a position on a concept, with its words, its source and its coder', async (t) => {
  const file = new DnaFile(t);
  const document = file.document('She said: “Build it.” And left.', {
    Title: 'A bridge at last',
    Source: 'Harbour Post',
    Author: 'Ben Okafor',
    Section: 'Local',
    Notes: 'Page 2.',
    on: '2024-06-12T10:30:00Z',
  });
  file.statement(document, 'Build it.', ON_BRIDGE);
  file.attribute('person', 'Ada Lind', 'Type', 'Pilot').attribute('person', 'Ada Lind', 'Alias', 'A. Lind');
  file
    .attribute('concept', ON_BRIDGE.concept, 'Type', 'traffic')
    .attribute('concept', ON_BRIDGE.concept, 'Notes', 'Any bridge.');
  const { scales, experts, sources, questions, statements, positions } = bundleOf(file);
  t.strictSame(scales, [
    {
      id: 'agree-disagree',
      label: 'Agreement',
      options: [
        { id: 'disagree', label: 'Disagrees', value: -1 },
        { id: 'agree', label: 'Agrees', value: 1 },
      ],
    },
  ]);
  t.strictSame(experts, [
    {
      id: 'ada-lind',
      name: 'Ada Lind',
      description: 'Type: Pilot',
      aliases: ['A. Lind'],
      affiliations: [{ organization: 'Port' }],
    },
  ]);
  const [source] = sources ?? [];
  t.match(source, {
    id: /^dna-document-1-[0-9a-f]{10}$/,
    title: 'A bridge at last',
    publisher: 'Harbour Post',
    publishedOn: '2024-06-12',
    language: 'und',
    note: 'Author: Ben Okafor\nSection: Local\nNotes: Page 2.',
  });
  const [question] = questions ?? [];
  shows(t, question, {
    id: 'there-should-be-a-bridge',
    title: ON_BRIDGE.concept,
    proposition: ON_BRIDGE.concept,
    topics: ['traffic'],
  });
  t.match(question?.codingRule, /as it is worded\.\nNotes: Any bridge\.$/);
  const [statement] = statements ?? [];
  shows(t, statement, {
    expert: 'ada-lind',
    source: source?.id ?? '',
    attribution: 'mixed',
    quotes: ['Build it.'],
    selector: { prefix: 'She said: “', suffix: '” And left.' },
  });
  t.match(statement?.id, /^dna-1-[0-9a-f]{10}$/);
  t.strictSame(positions, [
    {
      id: statement?.id,
      expert: 'ada-lind',
      question: 'there-should-be-a-bridge',
      option: 'agree',
      summary: 'Agrees: There should be a bridge.',
      basis: 'stated',
      statements: [statement?.id],
      recordedBy: 'Cora',
    },
  ]);
  t.strictSame(faultsOf(file), []);
});

t.test('what DNA does not give gets what is said to be missing', async (t) => {
  const file = new DnaFile(t);
  const document = file.document('No.', { Title: '', on: -86_400 });
  file.statement(document, 'No.', { person: 'Ada', concept: 'Tolls', agreement: 0 }, { coder: null });
  const { experts, sources, positions } = bundleOf(file);
  shows(t, sources?.[0], { title: 'Document 1', publisher: 'Not given', publishedOn: '1969-12-31', language: 'und' });
  t.strictSame(experts?.[0]?.affiliations, []);
  t.equal(positions?.[0]?.option, 'disagree');
  t.equal('recordedBy' in (positions?.[0] ?? {}), false, 'whoever imports');
  t.strictSame(faultsOf(file), []);
});

t.test('offsets count UTF-16 code units, as Java does: characters beyond the first plane count twice', async (t) => {
  const text = '🌉🌉 and 👩‍👩‍👧 say: 𝒷uild it 🌉 now';
  const [start, stop] = [text.indexOf('𝒷'), text.indexOf(' now')];
  t.not([...text.slice(0, start)].length, start, 'counting code points would lead elsewhere');
  const { statements } = bundleOf(said(t, text, [start, stop]));
  t.strictSame(statements?.[0]?.quotes, ['𝒷uild it 🌉']);
  t.equal(text.includes(`${statements?.[0]?.selector?.prefix}𝒷uild it 🌉${statements?.[0]?.selector?.suffix}`), true);
});

t.test('what stands around is cut at whole characters, and is nothing where only blanks stand there', async (t) => {
  const selectorOf = (text: string) => bundleOf(said(t, text, 'it')).statements?.[0]?.selector;
  t.strictSame(selectorOf(`${'🌉'.repeat(20)}. it${'🌉'.repeat(20)}`), {
    prefix: `${'🌉'.repeat(15)}. `,
    suffix: '🌉'.repeat(16),
  });
  t.strictSame(selectorOf('x\n\n it \n'), { prefix: 'x\n\n ', suffix: '' });
  t.strictSame(selectorOf('   it'), { prefix: '', suffix: '' });
  t.strictSame(selectorOf('before\fright before it right\u0000behind'), { prefix: 'right before ', suffix: ' right' });
});

t.test('a quote is divided at control characters, which no text of ours may hold, and it is told', async (t) => {
  const file = said(t, 'A page ends\f\u0001 here.\r\nTabs\tstay.', [0, 31]);
  const { bundle, tally } = made(file);
  t.strictSame(bundle.statements?.[0]?.quotes, ['A page ends', ' here.\r\nTabs\tstay.']);
  t.equal(tally.get('quotes divided where control characters stand, which are left out'), 1);
  t.equal(
    [...tally.keys()].some((words) => words.includes('CR LF')),
    true,
    'and so are line ends that DNA counts in two ways',
  );
  t.strictSame(faultsOf(file), []);
});

t.test('a quote that breaks a rule is refused at its statement, and never mended', async (t) => {
  t.match(faultsOf(said(t, 'Half 🌉', [0, 6])), [/^statement 1 of document 1 must be text.*broken Unicode/]);
  t.match(faultsOf(said(t, 'blank    here', [5, 9])), [/^statement 1 of document 1 must hold the verbatim words/]);
  t.match(faultsOf(said(t, 'x'.repeat(20_001), [0, 20_001])), [
    /^statement 1 of document 1 must have at most 20000 characters/,
  ]);
});

t.test('a place outside of the text, or a day outside of the calendar, is refused', async (t) => {
  const file = said(t, 'Short.', [2, 9]);
  file.statement(file.document('Late.', { on: 9e15 }), 'Late', ON_BRIDGE);
  try {
    made(file);
    t.fail('it was not refused');
  } catch (error) {
    t.ok(error instanceof Failure);
    t.strictSame(error instanceof Failure && error.violations.map(({ pointer, message }) => `${pointer} ${message}`), [
      `${file.path}: document 2 is dated 9000000000000000 seconds from 1970, which is no day of the years 1 to 9999`,
      `${file.path}: statement 1 of document 1 stands from 2 to 9 in a text of 6 characters`,
    ]);
  }
});

t.test('statements that do not count are told by reason', async (t) => {
  const file = new DnaFile(t);
  const document = file.document('Build it now, or never.');
  file.statement(document, 'Build', ON_BRIDGE);
  file.statement(document, 'it', { ...ON_BRIDGE, person: '', organization: '' });
  file.statement(document, 'now', { ...ON_BRIDGE, person: ' \t' });
  file.statement(document, 'or', { ...ON_BRIDGE, concept: '' });
  file.statement(document, 'never', { person: 'Ada', concept: 'Tolls' });
  file.statement(document, 'never', { organization: 'Port', agreement: 1 });
  file.statement(document, 'never', { note: 'Really?' }, { type: 'Annotation' });
  file.sql('INSERT INTO STATEMENTS VALUES (99, 1, 77, 0, 1, 2)');
  file.document('Nobody says anything here.');
  const { bundle, tally } = made(file);
  t.match(
    bundle.positions,
    [{ expert: 'ada-lind' }, { expert: 'port' }],
    'an organization speaks where no person does',
  );
  t.match(bundle.experts, [{ name: 'Ada Lind' }, { name: 'Port', kind: 'organization', affiliations: [] }]);
  t.match(bundle.statements, [{ capacity: 'Port' }, { expert: 'port' }]);
  t.strictSame(Object.fromEntries(tally), {
    'statements left out, without a person or an organization': 1,
    'statements left out, without a concept': 2,
    'statements left out, without agreement or disagreement': 1,
    'statements left out, of the type “Annotation”, which has not all of person, concept and agreement': 1,
    'statements left out, of a document that is not there': 1,
    'documents left out, as no statement that counts stands in them': 1,
    'persons left out, as no statement that counts is theirs': 1,
    'concepts left out, as no statement that counts is on them': 1,
  });
});

t.test('nothing that counts makes an empty bundle', async (t) => {
  const { bundle, tally } = made(new DnaFile(t));
  t.strictSame([bundle.scales, bundle.experts, bundle.positions, tally.size], [[], [], [], 0]);
});

t.test(
  'several statement types count alike: the same name is the same person, and further variables are noted',
  async (t) => {
    const file = new DnaFile(t);
    const document = file.document('Yes. And again yes.');
    file.statement(document, 'Yes', ON_BRIDGE);
    file.statement(
      document,
      'again yes',
      {
        person: 'Ada Lind',
        concept: ON_BRIDGE.concept,
        agreement: 1,
        place: 'Hall',
        strength: 3,
        comment: 'Loud.',
        prompted: 0,
      },
      { type: 'Second round' },
    );
    file.attribute('person', 'Ada Lind', 'Type', 'Pilot', 2).attribute('person', 'Ada Lind', 'Alias', 'Captain', 2);
    file.attribute('person', 'Ada Lind', 'Type', 'Harbour pilot', 1);
    const { experts, questions, positions } = bundleOf(file);
    t.equal(questions?.length, 1);
    t.equal(experts?.length, 1);
    shows(t, experts?.[0], { description: 'Type: Harbour pilot', aliases: ['Captain'] });
    t.equal(positions?.[1]?.note, 'place: Hall\nstrength: 3\ncomment: Loud.\nprompted: no');
    t.strictSame(faultsOf(file), []);
  },
);

t.test('names that would have the same id are told apart, and a name without letters has one', async (t) => {
  const file = new DnaFile(t);
  const document = file.document('Yes, yes, yes.');
  for (const person of ['Bo Li', 'bo li', 'Bo-Li!', '???']) file.statement(document, 'Yes', { ...ON_BRIDGE, person });
  const ids = bundleOf(file).experts?.map(({ id }) => id);
  t.equal(new Set(ids).size, 4);
  t.strictSame(ids?.[0], 'bo-li');
  t.match(ids, [/^bo-li$/, /^bo-li-\d+$/, /^bo-li-\d+$/, /^dna-\d+$/]);
  t.strictSame(faultsOf(file), []);
});

t.test(
  'a concept that is too long for the head of a table is shortened there, and whole as the proposition',
  async (t) => {
    const concept = 'There should be a bridge 🌉 '.repeat(6).trim();
    const [question] = bundleOf(said(t, 'Yes.', 'Yes', { concept })).questions ?? [];
    t.equal(question?.proposition, concept);
    t.equal([...(question?.title ?? '')].length, 100);
    t.match(question?.title, /…$/);
  },
);

t.test('ids are the same whatever else is in the file, and others for other words', async (t) => {
  const text = 'Build it now.';
  const one = said(t, text, 'Build it');
  const more = said(t, text, 'Build it');
  more.statement(more.document('Another text.'), 'Another', { ...ON_BRIDGE, person: 'Ben' });
  t.equal(bundleOf(one).statements?.[0]?.id, bundleOf(more).statements?.[0]?.id);
  const ids = [
    one,
    said(t, text, 'now'),
    said(t, `${text} `, 'Build it'),
    said(t, text, 'Build it', { person: 'Ben' }),
    said(t, text, 'Build it', { concept: 'Tolls' }),
  ].map((file) => bundleOf(file).statements?.[0]?.id);
  t.equal(new Set(ids).size, ids.length);
  t.equal(
    bundleOf(said(t, text, 'Build it', { agreement: 0 })).positions?.[0]?.id,
    ids[0],
    'agreement is what may change',
  );
});
