/** Pictures as others read them: the SVG as XML, its texts with their places, and the PNG as pixels. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { PNG } from 'pngjs';
import { type Face, widthOf } from '../../../src/formats/picture/text.ts';

/** The SVG as a parser that is not ours reads it; whatever it finds wrong is thrown. */
export function svgOf(text: string): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const root = parser.parseFromString(text, 'image/svg+xml').documentElement;
  if (root === null) throw new Error('there is no element');
  return root;
}

export const elementsOf = (root: Element): Element[] => [...root.getElementsByTagName('*')];

export type Box = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Of the height of the font, above and below the foot of its letters. */
const [ASCENT, DESCENT] = [0.76, 0.2];

/** Every upright line of text with the room it takes; what is turned stands elsewhere. */
export function textBoxes(root: Element): Box[] {
  return elementsOf(root)
    .filter((element) => element.tagName === 'text' && !isTurned(element))
    .map((element) => {
      const number = (name: string) => Number(element.getAttribute(name));
      const [x, y, size] = [number('x'), number('y'), number('font-size')];
      const face: Face = { size, weight: element.getAttribute('font-weight') === '700' ? 700 : 400 };
      const text = shownText(element);
      const width = widthOf(text, face) - leadDifference(element, face);
      const anchor = element.getAttribute('text-anchor');
      const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
      return { text, left, right: left + width, top: y - size * ASCENT, bottom: y + size * DESCENT };
    });
}

const shownText = (element: Element): string =>
  [...element.childNodes].map((node) => (node.nodeName === 'title' ? '' : node.textContent)).join('');

/** A bold beginning is wider than the same in regular. */
function leadDifference(element: Element, { size }: Face): number {
  const lead = element.getElementsByTagName('tspan')[0]?.textContent ?? '';
  return widthOf(lead, { size, weight: 400 }) - widthOf(lead, { size, weight: 700 });
}

const isTurned = (element: Element): boolean =>
  (element.parentNode as Element | null)?.getAttribute?.('transform')?.includes('rotate') === true;

/** Places are told in hundredths of a pixel. */
const ROUNDED = 0.02;

/** Texts that stand in each other's way, or beyond the edge. */
export function collisionsIn(root: Element): string[] {
  const [width, height] = [Number(root.getAttribute('width')), Number(root.getAttribute('height'))];
  const boxes = textBoxes(root);
  const outside = boxes.filter((it) => it.left < 0 || it.top < 0 || it.right > width || it.bottom > height);
  const overlaps = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right - ROUNDED && b.left < a.right - ROUNDED && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.text}" and "${b.text}"`),
  );
  return [...outside.map(({ text }) => `"${text}" is outside`), ...overlaps];
}

export const pixelsOf = (bytes: Uint8Array): PNG => PNG.sync.read(Buffer.from(bytes));
