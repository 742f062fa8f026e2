/** Texts that try to be more than text. Each must come out of every format as the text it is. */
import { type Story, story } from './story.ts';

export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</text></svg></title><b>x',
  '=cmd|" /C calc"!A0',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  'javascript:alert(1)',
  '[x](javascript:alert(1)) ![y](z) | `code` | *b* _i_',
  'right \u{202e}to left',
  '\u{2067}isolated without end',
  '\u{2069}\u{202e}out of its isolation',
  'two\nlines and\r\nthree',
  'a\ttab',
  '&lt;b&gt; &amp; &#39;',
  '_x0041_ and _x000D_',
  'C1 \u{85} and not a character \u{fffe} \u{1fffe}',
  'Maximiliana-Alexandra von und zu Hohenschwangau-Lichtenstein',
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis',
  '猫が好き 🐈‍⬛ e\u{301} 👩🏽‍🚀',
  'محمد عبد الله',
  'ﷺﷺ ไทย हिन्दी',
  'https://example.org/?a=1&b="2"',
];

const OPTIONS = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'];
const WEB = 'https://example.org/a?b="c"&d=<e>';

/** Experts, questions, quotes, summaries, conditions and sources that are all called so. */
export function hostileStory(): Story {
  const told = story()
    .source('evil', { title: '<b>Title</b>', publisher: '=Publisher"', url: WEB })
    .question('first', { title: HOSTILE[0] ?? '', proposition: HOSTILE[1] ?? '' })
    .question('second', { title: HOSTILE[10] ?? '', proposition: HOSTILE[11] ?? '' });
  HOSTILE.forEach((text, index) => {
    const id = `e${String(index).padStart(2, '0')}`;
    told.expert(id, { name: text, sortName: id, affiliations: [{ organization: text, role: text }] });
    const option = OPTIONS[index % OPTIONS.length] ?? '';
    told.says(id, 'first', option, { quote: text, source: 'evil', summary: text, condition: text });
  });
  for (const option of ['oppose', 'support']) told.says('e00', 'second', option, { on: '2024-01-01', quote: option });
  return told;
}
