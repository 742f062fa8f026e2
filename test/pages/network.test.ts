import t from 'tap';
import type { NetworkActor, NetworkPair } from '../../src/core/comparison/network/network.ts';
import { networkDrawing } from '../../src/pages/network-drawing.ts';

const actor = (id: string): NetworkActor => ({ id, name: `Name of ${id}`, positions: 3 });
const pair = (a: string, b: string, congruence: number, conflict: number): NetworkPair => ({
  ...{ a, b, congruence, conflict },
  ...{ weight: congruence - conflict, shared: congruence + conflict },
});
const LABEL = 'Drawing of the ties';
const textsIn = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)/g)].map(
    ([, x, y, anchor, name]) => ({ x: Number(x), y: Number(y), anchor, name }),
  );

t.test('each tie is a line, broken where they took opposite sides, the stronger the thicker', async (t) => {
  const svg = networkDrawing(['a', 'b', 'c'].map(actor), [pair('a', 'b', 4, 0), pair('b', 'c', 0, 2)], LABEL).text;
  const lines = [...svg.matchAll(/class="(\w+)" stroke-width="([\d.]+)"/g)].map(([, kind, width]) => [kind, width]);
  t.strictSame(lines, [
    ['against', '3'],
    ['with', '5'],
  ]);
});

t.test('those who took the same sides stand beside each other', async (t) => {
  const svg = networkDrawing(['a', 'b', 'c', 'd'].map(actor), [pair('a', 'd', 5, 0), pair('b', 'c', 5, 0)], LABEL).text;
  t.strictSame(
    textsIn(svg).map(({ name }) => name),
    ['a', 'd', 'b', 'c'].map((id) => `Name of ${id}`),
  );
});

t.test('no name stands on another, however many there are', async (t) => {
  for (const count of [2, 3, 7, 40]) {
    const ids = Array.from({ length: count }, (_, n) => `e${n}`);
    const texts = textsIn(networkDrawing(ids.map(actor), [pair('e0', 'e1', 1, 0)], LABEL).text);
    t.equal(texts.length, count);
    for (const anchor of ['start', 'end']) {
      const heights = texts.filter((it) => it.anchor === anchor).map(({ y }) => y);
      const gaps = heights.sort((a, b) => a - b).flatMap((y, at) => (at === 0 ? [] : [y - (heights[at - 1] ?? 0)]));
      t.ok(
        gaps.every((gap) => gap >= 19.5),
        `${count} names, ${anchor}: ${Math.min(...gaps)}`,
      );
    }
  }
});

t.test('a name that is too long is cut, and markup in it is text', async (t) => {
  const svg = networkDrawing(
    [{ ...actor('a'), name: '<b>Professor Bartholomew Featherstonehaugh' }, actor('b')],
    [pair('a', 'b', 1, 0)],
    LABEL,
  ).text;
  t.match(textsIn(svg)[0]?.name, /^&#60;b&#62;Professor Bartholomew…$/);
});
