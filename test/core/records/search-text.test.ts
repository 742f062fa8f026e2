import t from 'tap';
import { apart, searchText, searchWords, together } from '../../../src/core/records/search-text.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

t.test('the words of a query are its letters and digits, in lower case, each once', async (t) => {
  t.strictSame(searchWords('Red-Line, RED line?'), ['red', 'line']);
  t.strictSame(searchWords('10,000 troops'), ['10', '000', 'troops']);
  t.strictSame(searchWords('“Łódź” élan نفط'), ['łódź', 'élan', 'نفط']);
});

t.test('letters composed of two characters are one word', async (t) => {
  t.strictSame(searchWords('e\u0301lan'), ['élan']);
});

t.test('common words are left out of a typed question', async (t) => {
  t.strictSame(searchWords('Who thinks that the West should send troops?'), ['west', 'send', 'troops']);
  t.strictSame(searchWords('boots on the ground'), ['boots', 'ground']);
});

t.test('a query of common words alone is searched for as it is', async (t) => {
  t.strictSame(searchWords('who is the'), ['who', 'is', 'the']);
});

t.test('a query without a letter or a digit has no words', async (t) => {
  for (const query of ['', '  ', '?!', '" - *', '\u0000']) t.strictSame(searchWords(query), []);
});

t.test('a question is found by title and aliases first, then by proposition and topics', async (t) => {
  const [question] = recordsOf(
    story()
      .question('bridge', { title: 'A bridge', aliases: ['crossing'], topics: ['traffic'], proposition: 'Build.' })
      .bundle(),
  ).question;
  t.strictSame(question && searchText({ kind: 'question', record: question }), {
    title: 'A bridge\ncrossing',
    body: 'Build.\ntraffic',
  });
});

t.test('an expert is found by all names first, then by what they are', async (t) => {
  const affiliations = [{ organization: 'Port', role: 'Pilot' }, { organization: 'Guild' }];
  const [expert] = recordsOf(
    story()
      .expert('ada', { name: 'Ada Lind', aliases: ['A. Lind'], affiliations, description: 'Keeps the light.' })
      .bundle(),
  ).expert;
  t.strictSame(expert && searchText({ kind: 'expert', record: expert }), {
    title: 'Ada Lind\nA. Lind',
    body: 'Pilot\nPort\nGuild\nKeeps the light.',
  });
});

t.test('a statement is found by what was said and where', async (t) => {
  const [statement] = recordsOf(
    story()
      .statement('s', 'ada', { attribution: 'mixed', quotes: ['Yes', 'No'], paraphrase: 'Both.', venue: 'Hall' })
      .bundle(),
  ).statement;
  t.strictSame(statement && searchText({ kind: 'statement', record: statement }), {
    title: '',
    body: 'Yes\nNo\nBoth.\nHall',
  });
});

t.test('a position is found while it is published, and neither before nor after', async (t) => {
  const textOf = (status: 'draft' | 'published' | 'retracted') => {
    const { position } = recordsOf(
      story().says('ada', 'bridge', 'support', { status, summary: 'Wants it.', condition: 'if it pays' }).bundle(),
    );
    return position.map((record) => searchText({ kind: 'position', record }));
  };
  t.strictSame(textOf('published'), [{ title: '', body: 'Wants it.\nif it pays' }]);
  t.strictSame(textOf('draft'), [null]);
  t.strictSame(textOf('retracted'), [null]);
});

t.test('letters of scripts without blanks are apart, and together again as they were', async (t) => {
  const words = (text: string) => apart(text).split('\u0004');
  t.strictSame(words('核电站'), ['核', '电', '站']);
  t.strictSame(words('COVID疫苗2号'), ['COVID', '疫', '苗', '2', '号']);
  t.strictSame(words('ボタン を'), ['ボ', 'タ', 'ン を'], 'a blank parts as well');
  t.strictSame(words('น้ำมัน'), ['น้', 'ำ', 'มั', 'น'], 'marks stay with their letter');
  for (const text of ['核电站', 'COVID疫苗2号', 'Kraftwerk, نفط', '']) t.equal(together(apart(text)), text);
  t.equal(apart('Kraftwerk, نفط, हिन्दी'), 'Kraftwerk, نفط, हिन्दी');
  t.strictSame(searchWords('核电站'), [apart('核电站')]);
});
