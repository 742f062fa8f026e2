import t from 'tap';
import {
  expertText,
  positionText,
  questionText,
  searchWords,
  statementText,
} from '../../../src/core/records/search-text.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

t.test('the words of a query are its letters and digits, in lower case, each once', async (t) => {
  t.strictSame(searchWords('Red-Line, RED line?'), ['red', 'line']);
  t.strictSame(searchWords('10,000 troops'), ['10', '000', 'troops']);
  t.strictSame(searchWords('“Łódź” élan 中国'), ['łódź', 'élan', '中国']);
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
  t.strictSame(question && questionText(question), { title: 'A bridge\ncrossing', body: 'Build.\ntraffic' });
});

t.test('an expert is found by all names first, then by what they are', async (t) => {
  const affiliations = [{ organization: 'Port', role: 'Pilot' }, { organization: 'Guild' }];
  const [expert] = recordsOf(
    story()
      .expert('ada', { name: 'Ada Lind', aliases: ['A. Lind'], affiliations, description: 'Keeps the light.' })
      .bundle(),
  ).expert;
  t.strictSame(expert && expertText(expert), {
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
  t.strictSame(statement && statementText(statement), { title: '', body: 'Yes\nNo\nBoth.\nHall' });
});

t.test('a position is found while it is published, and neither before nor after', async (t) => {
  const textOf = (status: 'draft' | 'published' | 'retracted') => {
    const { position } = recordsOf(
      story().says('ada', 'bridge', 'support', { status, summary: 'Wants it.', condition: 'if it pays' }).bundle(),
    );
    return position.map(positionText);
  };
  t.strictSame(textOf('published'), [{ title: '', body: 'Wants it.\nif it pays' }]);
  t.strictSame(textOf('draft'), [null]);
  t.strictSame(textOf('retracted'), [null]);
});
