import t from 'tap';
import { loadHarfBuzz } from '../../../src/formats/picture/harfbuzz.ts';
import { png } from '../../../src/formats/picture/png.ts';
import { svg } from '../../../src/formats/picture/svg.ts';
import { widthOf } from '../../../src/formats/picture/text.ts';
import { answerOfBundle } from '../../helpers/fixtures/grounds.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { rendered } from '../../helpers/fixtures/table.ts';
import { elementsOf, pixelsOf, svgOf, textBoxes } from '../../helpers/formats/picture.ts';

await loadHarfBuzz();

const pictureOf = (title: string, expert = 'Ada Lind') =>
  answerOfBundle(story().expert('ada', { name: expert }).question('q', { title }).says('ada', 'q', 'support').bundle());

const inkOf = async (title: string) => {
  const { data } = pixelsOf((await png.render(pictureOf(title))) as Uint8Array);
  return Buffer.from(data).toString('base64');
};
const drawnHere = async (title: string) => {
  const { drawHere } = await import('../../../src/formats/picture/letters.ts');
  const { picture } = pictureOf(title);
  if (picture === undefined) throw new Error('a matrix has a picture');
  return drawHere(picture(), {});
};

const WORDS = {
  Chinese: ['关闭核电站', '应该关闭这座核电站，越快越好。', '臺灣的核電廠'],
  Japanese: ['原発を止める', 'テスト'],
  Arabic: ['حظر النفط', 'لا نفط بعد اليوم، هذا قرارنا.'],
  Hindi: ['बाँध बनाया जाना चाहिए।', 'क्षत्रिय'],
  Greek: ['Το εργοστάσιο πρέπει να κλείσει.'],
  Hebrew: ['לסגור את תחנת הכוח עכשיו!', 'שָׁלוֹם'],
  Thai: ['ควรปิดโรงไฟฟ้านิวเคลียร์', 'น้ำมัน'],
  Korean: ['원자력 발전소를 폐쇄해야 한다.', '시의회'],
  Cyrillic: ['Станцию надо закрыть немедленно, їжак'],
};

t.test('every letter of these scripts is drawn: none is a box, and none is replaced', async (t) => {
  for (const [script, texts] of Object.entries(WORDS))
    for (const text of texts) t.notMatch(await drawnHere(text), '\ufffd', `${script}: ${text}`);
  t.not(await inkOf('核电站'), await inkOf('核电厂'));
});

t.test('a letter that no font has is a sign that says so, and the foot tells; SVG keeps the letter', async (t) => {
  const drawn = await drawnHere('Plan ລາວ');
  t.match(drawn, '>\ufffd\ufffd\ufffd<');
  t.match(drawn, '\ufffd: a letter that no font here has');
  t.match(await rendered(svg, pictureOf('Plan ລາວ')), 'ລາວ');
});

t.test('a sign for a letter that no font has has its room: nothing is set upon it', async (t) => {
  const face = { size: 100, weight: 400 } as const;
  const sign = widthOf('\ufffd', face);
  for (const word of ['ລາວ', 'ქალი', 'ᠮᠣᠩ'])
    t.ok(widthOf(word, face) >= sign * [...word].length, `${word} takes ${widthOf(word, face)}`);
});

t.test('syllables have the room of all their letters', async (t) => {
  const face = { size: 100, weight: 400 } as const;
  t.ok(widthOf('बाँध', face) > widthOf('बध', face) + 20, 'the vowel between them has its room');
  t.ok(widthOf('र्म', face) < widthOf('रम', face) - 20, 'a letter that becomes a hook has none');
  const paths = elementsOf(svgOf(await rendered(svg, pictureOf('बाँध')))).filter(
    (it) => it.getAttribute('transform')?.includes('scale') === true,
  );
  t.equal(paths.length, 1, 'the title is drawn as one outline');
});

t.test('what begins at the right is set from there, and each font has an element of its own', async (t) => {
  const texts = textBoxes(svgOf(await rendered(svg, pictureOf('النفط في 2026.')))).map(({ text }) => text);
  t.ok(texts.includes('\u2067النفط في 2026.\u2069'), 'its full stop stands at the left');
  const mixed = textBoxes(svgOf(await rendered(svg, pictureOf('Oil, النفط, 石油')))).map(({ text }) => text.trim());
  t.strictSame(mixed.slice(0, 3), ['Oil,', '\u2067النفط,\u2069', '石油']);
});

t.test('a blank between two scripts stays where it is', async (t) => {
  const { lineOf } = await import('../../../src/formats/picture/line.ts');
  const line = lineOf('关闭核电站 divides most', 0, 0, { size: 100, weight: 400 }).text;
  const places = [...line.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)/g)].map(([, x, text]) => ({ x: Number(x), text }));
  t.strictSame(
    places.map(({ text }) => text),
    ['关闭核电站', 'divides most'],
  );
  const [first, second] = places;
  t.ok((second?.x ?? 0) - (first?.x ?? 0) > 500 + 20, 'SVG would drop it at the beginning of an element');
});

t.test('a picture tells its publications, those most cited first, and its day', async (t) => {
  const told = story().question('q');
  const publishers = ['The Herald', 'The Courier', 'The Courier', 'Daily A', 'Daily B', 'Daily C', 'Daily D'];
  for (const [n, publisher] of publishers.entries())
    told.source(`s${n}`, { publisher }).says(`e${n}`, 'q', 'support', { source: `s${n}`, on: `2024-05-0${n + 1}` });
  const texts = textBoxes(svgOf(await rendered(svg, answerOfBundle(told.bundle())))).map(({ text }) => text);
  const foot = texts.join(' ').replaceAll(/[\u2068\u2069]/g, '');
  t.match(foot, 'Source: The Courier, Daily A, Daily B, Daily C and 2 others');
  t.match(foot, 'statements up to 2024-05-07');
  t.notMatch(foot, /revision/);
});
