/** The frame of every picture: title above, what is shown, what its marks mean, and where it is from. */
import { invalidParameter } from '../../core/values/errors.ts';
import { markup } from '../markup.ts';
import { type Block, beside, gap, HAIR, MUTED, rule, stack, textBlock } from './block.ts';
import { ledBlock } from './led.ts';
import { px } from './line.ts';
import { mark } from './mark.ts';
import { SHARE_SIZE } from './size.ts';
import { fit, plain, scaled } from './text.ts';
import { firstFamily } from './typefaces.ts';

export type Size = { readonly width: number; readonly height: number };

/** Where the content stands: `unit` is a pixel at the size of a share card, more on larger pictures. */
export type Area = { readonly x: number; readonly width: number; readonly unit: number };

export type FramePlan = {
  readonly title: string;
  readonly subtitle: string;
  /** Pixels of width that the body needs on a share card. */
  readonly leastWidth: number;
  /** Makes the content for `room` pixels of height; it may be taller. */
  readonly body: (area: Area, room: number) => Block;
  /** At the foot: what the marks mean, or who is silent. */
  readonly below: (area: Area) => Block;
  /** Who publishes it, at the beginning of the source line. */
  readonly publisher: string;
  /** The facts of the source line. */
  readonly source: readonly string[];
  /** The picture in words, for those who do not see it. */
  readonly words: string;
};

/** Fallbacks are narrower than the shipped font, so that what fits in it fits in them. */
const fonts = (): string => `${firstFamily()}, Open Sans, Helvetica Neue, Arial, Liberation Sans, sans-serif`;
const MARGIN = 52;
const SMALLEST = 0.6;
const LARGEST = 3.4;

/** How large everything is drawn: with the area of the picture, but so that a narrow or low one is not crowded. */
function unitOf({ width, height }: Size, leastWidth: number): number {
  const area = Math.sqrt((width * height) / (SHARE_SIZE.width * SHARE_SIZE.height));
  const least = leastWidth + 2 * MARGIN;
  if (width < least * SMALLEST)
    throw invalidParameter('width', `must be at least ${Math.ceil(least * SMALLEST)} for this table`);
  return Math.min(LARGEST, Math.max(SMALLEST, Math.min(area, width / 700, width / least, height / 380)));
}

/**
 * The picture as SVG, of that size; taller where its content needs it. What would be taller is drawn smaller first, down to
 * the size that it has on a share card: on a large picture its pixels would be without number.
 */
export function drawFrame(size: Size, plan: FramePlan): string {
  const unit = unitOf(size, plan.leastWidth);
  const drawn = drawAt(unit, size, plan);
  const smaller = Math.max(1, (unit * size.height) / drawn.height);
  return (smaller < unit ? drawAt(smaller, size, plan) : drawn).svg;
}

function drawAt(
  unit: number,
  size: Size,
  { title, subtitle, body, below, publisher, source, words }: FramePlan,
): { readonly svg: string; readonly height: number } {
  const x = MARGIN * unit;
  const area = { x, width: size.width - 2 * x, unit };
  const head = stack([
    gap(32 * unit),
    textBlock(fit(title, 700, scaled(unit, 42, 34, 28), area.width, 2), x),
    ...(subtitle === ''
      ? []
      : [gap(4 * unit), textBlock(fit(subtitle, 400, scaled(unit, 22, 19, 17), area.width, 3), x, { fill: MUTED })]),
    gap(20 * unit),
  ]);
  const foot = stack([
    gap(17 * unit),
    below(area),
    gap(16 * unit),
    sourceLine(publisher, source, area),
    gap(24 * unit),
  ]);
  const content = body(area, size.height - head.height - foot.height);
  const height = Math.max(size.height, Math.ceil(px(head.height + content.height + foot.height)));
  const drawn = markup`${head.draw(0)}${content.draw(head.height)}${foot.draw(height - foot.height)}`;
  const { text } =
    markup`<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" font-family="${fonts()}" role="img"><title>${plain(title)}</title><desc>${plain(words)}</desc><rect width="100%" height="100%" fill="#ffffff"/>${drawn}</svg>
`;
  return { svg: text, height };
}

function sourceLine(publisher: string, source: readonly string[], { x, width, unit }: Area): Block {
  const sign = 34 * unit;
  const left = x + sign + 10 * unit;
  const words = source.map((it) => `· ${it}`);
  return stack([
    rule(x, width, px(Math.max(1, unit)), HAIR),
    gap(12 * unit),
    beside([
      { height: 0, draw: (y) => mark({ state: 'position', value: 0.5 }, x + sign / 2, y + 10 * unit, sign) },
      ledBlock(publisher, words, left, x + width - left, { size: 15 * unit, weight: 400 }),
    ]),
  ]);
}
