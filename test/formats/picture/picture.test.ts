import t from 'tap';
import type { Answer } from '../../../src/answers/answer.ts';
import type { FormatOptions } from '../../../src/formats/format.ts';
import { png } from '../../../src/formats/picture/png.ts';
import { svg } from '../../../src/formats/picture/svg.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { answerOfBundle } from '../../helpers/fixtures/grounds.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { HOSTILE, hostileStory } from '../../helpers/fixtures/hostile.ts';
import { readSeed } from '../../helpers/fixtures/seed.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { rendered } from '../../helpers/fixtures/table.ts';
import { isGolden } from '../../helpers/formats/golden.ts';
import { collisionsIn, elementsOf, pixelsOf, svgOf, textBoxes } from '../../helpers/formats/picture.ts';

const bridge = answerOfBundle(harbour().bundle(), { questions: ['bridge'] });
const grid = answerOfBundle(harbour().bundle());
const hostile = answerOfBundle(hostileStory().bundle());
const hostileQuestion = answerOfBundle(hostileStory().bundle(), { questions: ['first'] });

const drawn = async (answer: Answer, options: FormatOptions = {}) => svgOf(await rendered(svg, answer, options));
const textsOf = async (answer: Answer) => textBoxes(await drawn(answer)).map(({ text }) => text);
const heightOf = async (answer: Answer, options: FormatOptions = {}) =>
  Number((await drawn(answer, options)).getAttribute('height'));

/** So many experts with long names on so many questions, everybody on every one. */
function crowd(experts: number, questions: number): Answer {
  const options = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'];
  const told = story();
  for (let e = 0; e < experts; e += 1) {
    const name = `Professor Bartholomew Featherstonehaugh-Cholmondeley Esq. ${String(e).padStart(2, '0')}`;
    told.expert(`e${e}`, { name, sortName: `e${e}` });
  }
  for (let q = 0; q < questions; q += 1) told.question(`q${q}`, { title: `Question ${q} of the strait` });
  for (let e = 0; e < experts; e += 1)
    for (let q = 0; q < questions; q += 1) told.says(`e${e}`, `q${q}`, options[(e + 2 * q) % 6] ?? '');
  return answerOfBundle(told.bundle(), { evidence: false });
}

t.test('pictures are as they were looked at', async (t) => {
  isGolden(t, 'harbour-bridge.svg', await rendered(svg, bridge));
  isGolden(t, 'harbour.svg', await rendered(svg, grid));
});

t.test('a picture has the size of a share card unless another is asked for', async (t) => {
  for (const answer of [bridge, grid]) {
    const { width, height } = pixelsOf((await png.render(answer)) as Uint8Array);
    t.strictSame([width, height], [1200, 630]);
  }
  const { width, height } = pixelsOf((await png.render(grid, { width: 800, height: 800 })) as Uint8Array);
  t.strictSame([width, height], [800, 800]);
});

t.test(
  'one question tells the proposition, who stands at each option, who is silent, and where it is from',
  async (t) => {
    const texts = (await textsOf(bridge)).join('\n');
    for (const text of [
      'Bridge',
      'There should be a bridge.',
      'Supports',
      'Ada Lind',
      '2024-06-12',
      'Contested',
      'Cho Min-ji',
    ])
      t.match(texts, text);
    t.match(texts.replaceAll('\n', ' '), /2024-06-30 · inferred · on a condition: \S+/);
    t.match(texts, /Nothing on record: .?Dan Silva/);
    t.match(texts, /Standpoint · Source: .+ · statements up to \d{4}-\d\d-\d\d · 3 of 4 experts on record/);
  },
);

t.test('a grid tells every name, every stance in words where there is room, and what the marks mean', async (t) => {
  const texts = (await textsOf(grid)).join('\n');
  for (const text of [
    'Ada Lind',
    'Tolls',
    'Leans against',
    '(inferred)',
    'Contested',
    'Nothing on record',
    '6 of 8 stances',
  ])
    t.match(texts, text);
});

t.test('what is told by colour is told by shape too', async (t) => {
  const shapes = async (option: string | null) => {
    const told = story().question('a').question('b').expert('ada').says('ben', 'b', 'support');
    if (option === 'contested') told.says('ada', 'a', 'oppose').says('ada', 'a', 'support');
    else if (option !== null) told.says('ada', 'a', option);
    const text = await rendered(svg, answerOfBundle(told.bundle()));
    return text.replaceAll(/ (fill|stroke)="#[0-9a-f]{6}"/g, '').replaceAll(/<text.*?<\/text>/g, '');
  };
  const options = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal', 'contested', null];
  t.equal(new Set(await Promise.all(options.map(shapes))).size, options.length);
});

t.test('no text stands in the way of another or beyond the edge, however long or hostile', async (t) => {
  const seed = answerOfBundle(readSeed());
  const answers = {
    bridge,
    grid,
    hostile,
    hostileQuestion,
    seed,
    rows: crowd(30, 6),
    most: crowd(40, 20),
    names: crowd(60, 1),
  };
  for (const [name, answer] of Object.entries(answers)) t.strictSame(collisionsIn(await drawn(answer)), [], name);
  for (const width of [700, 1000, 4000]) t.strictSame(collisionsIn(await drawn(seed, { width })), [], `${width} wide`);
  t.strictSame(collisionsIn(await drawn(bridge, { width: 300, height: 300 })), []);
});

t.test('hostile text comes out as text', async (t) => {
  for (const answer of [hostile, hostileQuestion]) {
    const elements = elementsOf(await drawn(answer));
    const tags = new Set(elements.map(({ tagName }) => tagName));
    for (const tag of tags) t.match(tag, /^(title|desc|rect|path|circle|text|tspan|g)$/);
    for (const element of elements)
      for (const { name } of [...element.attributes]) t.notMatch(name, /^on|href|style|class|^id$/);
  }
  const told = (await textsOf(hostile)).join('\n');
  for (const text of HOSTILE.filter((it) => it.length < 30 && !/[\s\u{fffe}]/u.test(it))) t.match(told, text);
});

t.test('a name that is cut tells all of itself on asking', async (t) => {
  const long = story()
    .question('a', { title: 'x '.repeat(49).trim() })
    .question('b')
    .says('ada', 'a', 'support')
    .expert('w'.repeat(60));
  const root = await drawn(answerOfBundle(long.expert('long', { name: 'W'.repeat(200) }).bundle()));
  const titles = elementsOf(root).filter(
    ({ tagName, parentNode }) => tagName === 'title' && parentNode?.nodeName === 'text',
  );
  t.equal(
    titles.some(({ textContent }) => textContent === 'W'.repeat(200)),
    true,
  );
});

t.test('the height grows where the rows need it, and the width never', async (t) => {
  t.equal((await heightOf(crowd(30, 6))) > 630, true);
  t.equal((await drawn(crowd(30, 6))).getAttribute('width'), '1200');
  t.equal(await heightOf(grid, { height: 4000 }), 4000);
  t.equal(await heightOf(crowd(200, 1), { width: 4000, height: 4000 }), 4000, 'it is drawn smaller first');
});

t.test('more than a picture can hold is refused, and so is a width that is too small', async (t) => {
  await refused(t, rendered(svg, crowd(41, 2)), {
    kind: 'too-large',
    message: '41 experts and 2 questions do not fit a picture, which holds 40 by 20; choose fewer, or take csv or xlsx',
  });
  await refused(t, rendered(svg, crowd(21, 21)), { kind: 'too-large' });
  await refused(t, rendered(svg, crowd(20, 20), { width: 680 }), {
    kind: 'invalid',
    violations: [{ parameter: 'width', message: 'must be at least 681 for this table' }],
  });
  t.strictSame(collisionsIn(await drawn(crowd(20, 20), { width: 681 })), []);
});

t.test('where there is nothing there is a picture that says so', async (t) => {
  const { picture } = answerOfBundle(harbour().bundle(), { questions: [] });
  const texts = await textsOf({ document: {}, ...(picture && { picture }) });
  t.match(texts.join('\n'), /Nothing on record\nNo question matches\./);
});

t.test('the PNG is drawn in the shipped font, with ink on white, and is the same each time', async (t) => {
  const bytes = (await png.render(bridge)) as Uint8Array;
  t.equal(Buffer.compare(bytes, (await png.render(bridge)) as Uint8Array), 0);
  const { data, width } = pixelsOf(bytes);
  t.strictSame([...data.subarray(0, 4)], [255, 255, 255, 255]);
  const inked = Array.from({ length: width }, (_, x) =>
    data.subarray((60 * width + x) * 4, (60 * width + x) * 4 + 3),
  ).filter((pixel) => (pixel[0] ?? 255) < 100);
  t.equal(inked.length > 5, true, 'the title is there');
});

t.test('an answer that cannot be drawn is a mistake of the program', async (t) => {
  await t.rejects(rendered(svg, { document: {} }), TypeError);
  await t.rejects(rendered(png, { document: {} }), TypeError);
});
