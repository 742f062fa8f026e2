import t from 'tap';
import { type Review, reviewPage } from '../../../src/pages/desk/review.ts';

const REVIEW: Review = {
  ...{
    document: '1',
    title: 'Harbour',
    open: 0,
    drafts: [],
    candidates: new Map(),
    matrix: null,
    refusal: null,
    quoted: null,
  },
  ...{ statements: new Map(), expertNames: new Map(), questionTitles: new Map(), options: new Map() },
  publishing: {
    publishes: [
      { kind: 'statement', id: 's', text: '“We won’t <pay>,”' },
      { kind: 'position', id: 'p', text: 'Ada will not pay.' },
    ],
    doubts: [{ statement: 's', doubt: 'punctuation-in-quote', message: 'the comma may be the reporter’s', others: [] }],
  },
};

t.test('what is doubtful stands above the button that publishes, with the words that it is about', async (t) => {
  const page = reviewPage(REVIEW).main.text;
  const [above = '', below = ''] = page.split('<form');
  t.match(above, /again before you publish[\s\S]*“We won’t &#60;pay&#62;,”[\s\S]*the comma may be the reporter’s/);
  t.match(below, /Publish all of it/);
  const certain = { ...REVIEW, publishing: { publishes: [], doubts: [] } };
  t.notMatch(reviewPage(certain).main.text, /again before you publish/);
});

t.test('that much of the text is quoted is told to whoever publishes it', async (t) => {
  const much = { ...REVIEW, quoted: { share: 0.124, words: 61 } };
  t.match(reviewPage(much).main.text, /The quotes are 12 % of the text, 61 words\./);
  t.notMatch(reviewPage(REVIEW).main.text, /of the text/);
});
