import t from 'tap';
import { readStyle } from '../../../src/pages/assets.ts';
import { coloursIn, contrast, recoloured, unreadable } from '../../../src/pages/own/colours.ts';

const STYLE = readStyle();

t.test('contrast is that of WCAG', async (t) => {
  t.equal(contrast('#000000', '#ffffff'), 21);
  t.equal(contrast('#ffffff', '#ffffff'), 1);
  t.equal(Math.round(contrast('#777777', '#ffffff') * 100) / 100, 4.48);
});

t.test('our own colours can be read: each is refused by the same rule when it is named', async (t) => {
  t.strictSame(unreadable(STYLE, coloursIn(STYLE)), []);
});

t.test('a colour that is hard to read is named with what it stands on, and what would mend it', async (t) => {
  const found = unreadable(STYLE, { light: { link: '#9ab7d3' }, dark: { paper: '#8a8a8a' } });
  t.match(found[0], {
    pointer: '/colours/light/link',
    message: /^gives link #9ab7d3 on paper #fffdf9 a contrast of 2\.\d+, and it needs 4\.5: choose a lighter ground/,
  });
  t.ok(found.some(({ pointer, message }) => pointer === '/colours/dark/paper' && message.startsWith('gives ink ')));
  t.ok(found.every(({ pointer }) => pointer === '/colours/light/link' || pointer === '/colours/dark/paper'));
});

t.test('a theme has its own colour wherever the style has it, and the other theme stays', async (t) => {
  const mine = recoloured(STYLE, { light: { link: '#7a1f1f' }, dark: { paper: '#000000' } });
  const { light, dark } = coloursIn(mine);
  t.strictSame([light.link, light.paper], ['#7a1f1f', coloursIn(STYLE).light.paper]);
  t.strictSame([dark.link, dark.paper], [coloursIn(STYLE).dark.link, '#000000']);
  t.equal(mine.match(/--paper: #000000;/g)?.length, 2, 'for dark systems, and for dark embeds');
  t.equal(recoloured(STYLE, { light: {}, dark: {} }), STYLE);
});
