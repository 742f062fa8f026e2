import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

const VOTES = `member,Party,vote,weight,vote
Ana Kos,Blue,Supports,1,x
Bo Li,Red,Yea,1,x
Cy Ng,Red,Yea,1,x
`;

t.test(
  'a first mapping of a table says what is likely which column, each spelling, and what is passed over',
  async (t) => {
    const workplace = new Workplace(t, { 'votes.csv': VOTES });
    const { code, stdout, stderr } = await workplace.runHere(['import', '--draft-mapping', 'votes.csv']);
    t.equal(code, 0, stderr);
    t.equal(
      stdout,
      `# A draft, made of the names of the columns and of what stands in 3 rows: look at every line.
# A template is a text with their columns in braces; without braces it is the same for all rows.
columns:
  expert: "{member}"
  expert_affiliation: "{Party}"
  option: "{vote}"
  # question: is required
  # source: is required
  # quote: or paraphrase: one of them is required
# What each spelling stands for: the id or label of an option; null leaves the row out.
values:
  option:
    "Supports": "Supports" # 1 row
    "Yea": "Yea" # 2 rows
# Columns that are passed over: use them in a template, or leave them here.
ignore: ["weight","vote#2"]
`,
    );
  },
);

t.test('filled in where it says so, it imports the table', async (t) => {
  const workplace = new Workplace(t, { 'votes.csv': VOTES });
  const { stdout } = await workplace.runHere(['import', '--draft-mapping', 'votes.csv']);
  const filled = stdout
    .replace('# question: is required', 'question: motion-7\n  question_title: Motion 7')
    .replace(
      '# source: is required',
      'source: minutes\n  source_title: Minutes\n  source_publisher: Council\n  source_published_on: "2024-03-01"',
    )
    .replace(/# quote: .+/, 'paraphrase: As the minutes record it.')
    .replace('"Yea": "Yea"', '"Yea": support');
  writeFileSync(join(workplace.folder, 'm.yaml'), filled);
  const done = await workplace.runHere(['import', 'votes.csv', '--mapping', 'm.yaml', '--create']);
  t.match(done.stdout, /positions: 3 created/, done.stderr);
});

const SURVEY = `Our survey;;;;
;;;;
Name;Build a bridge?;Comment;Close the harbour?;Age
Ana Kos;agree;At last.;n/a;30
Bo Li;disagree;;agree;41
`;

t.test('of a survey each question is a template, with what stands beside it; a title is no head', async (t) => {
  const workplace = new Workplace(t, { 'survey.csv': SURVEY });
  const { stdout } = await workplace.runHere(['import', '--draft-mapping', 'survey.csv']);
  t.match(stdout, /^head: 3$/m);
  t.match(stdout, '"agree": "agree" # 2 answers\n');
  t.match(stdout, '"": null # not answered\n');
  t.match(
    stdout,
    'question: "Build a bridge?"\n      option: "{Build a bridge?}"\n      paraphrase: "Answered the survey. {Comment?}"\n  - columns:\n      question: "Close the harbour?"\n',
  );
  t.match(stdout, /^ignore: \["Age"\]$/m);
  const filled = stdout
    .replace(
      '# source: is required',
      'source: s\n  source_title: Survey\n  source_publisher: Us\n  source_published_on: "2024"',
    )
    .replace('"agree": "agree"', '"agree": support')
    .replace('"disagree": "disagree"', '"disagree": oppose')
    .replace('"n/a": "n/a"', '"n/a": null');
  writeFileSync(join(workplace.folder, 'm.yaml'), filled);
  const done = await workplace.runHere(['import', 'survey.csv', '--mapping', 'm.yaml', '--create']);
  t.match(done.stdout, /^rows: 2 read, 1 rows or answers left out\n/, done.stderr);
  t.match(done.stdout, /questions: 2 created.+\n.+\npositions: 3 created/);
});

t.test(
  'of a panel each answer has its comment, behind how sure they are; one question is told by its sentence',
  async (t) => {
    const workplace = new Workplace(t, {
      'panel.csv': `Professor,University,A levy pays for the weir.,Confidence,Comments,The front is for people.,Confidence,Comments
"Kos, Ana",Brack,Agree,8,At last.,Disagree,3,
"Li, Bo",Lowe,DNA,,,Agree,8,So so.
`,
      'one.csv': 'Professor,The town should pay for the weir.,Confidence\n"Kos, Ana",Agree,8\n"Li, Bo",Disagree,3\n',
    });
    const draft = async (file: string) => (await workplace.runHere(['import', '--draft-mapping', file])).stdout;
    const panel = await draft('panel.csv');
    t.match(
      panel,
      'columns:\n  expert: "{Professor}"\n  expert_affiliation: "{University}"\n  # source: is required\n',
    );
    t.strictSame(panel.match(/^ {6}.+$/gm), [
      '      question: "A levy pays for the weir."',
      '      option: "{A levy pays for the weir.}"',
      '      paraphrase: "Answered the survey. {Comments?}"',
      '      question: "The front is for people."',
      '      option: "{The front is for people.}"',
      '      paraphrase: "Answered the survey. {Comments#2?}"',
    ]);
    t.match(panel, /^ignore: \["Confidence","Confidence#2"\]$/m);
    const one = await draft('one.csv');
    t.match(one, '      question: "The town should pay for the weir."\n');
    t.match(one, '    "Disagree": "Disagree" # 1 answer\n');
  },
);

t.test('questions whose heads begin alike have one template for all', async (t) => {
  const workplace = new Workplace(t, {
    'survey.csv': 'Name,Question 1,Question 10,Quiet\nAna,yes,no,hm\nBo,no,yes,so\n',
  });
  const { stdout } = await workplace.runHere(['import', '--draft-mapping', 'survey.csv']);
  t.match(stdout, 'rows:\n  - forEach: "Question*"\n    columns:\n      question: "{@head}"\n      option: "{@}"\n');
  t.notMatch(stdout, 'head: ');
  t.match(stdout, /^ignore: \["Quiet"\]$/m);
});

t.test('what cannot be read twice, or is no table, is refused', async (t) => {
  const workplace = new Workplace(t, { 'votes.csv': VOTES, 'a.yaml': 'experts: []\n' });
  for (const [args, why] of [
    [['-', '--format', 'csv'], /--draft-mapping takes one file/],
    [['votes.csv', 'votes.csv'], /--draft-mapping takes one file/],
    [['votes.csv', '--create'], /leave out --create/],
    [['votes.csv', '--dry-run'], /leave out --dry-run/],
    [['a.yaml'], /--draft-mapping: only for tables/],
  ] as const) {
    const { code, stderr } = await workplace.runHere(['import', '--draft-mapping', ...args]);
    t.not(code, 0);
    t.match(stderr, why);
  }
});
