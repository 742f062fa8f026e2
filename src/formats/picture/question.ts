/** One question as a picture: a column for each place along the scale, with the names of those who stand there. */
import { markup } from '../markup.ts';
import { PALETTE } from '../palette.ts';
import { type Block, beside, FAINT, gap, heightOf, MUTED, stack, textBlock } from './block.ts';
import type { Area } from './frame.ts';
import { INK, px } from './line.ts';
import { mark } from './mark.ts';
import type { Holder, Stop } from './stops.ts';
import { fit, type Lines, scaled, single, wrap } from './text.ts';

/** Pixels at the size of a share card. */
export const NARROWEST = 132;
const GUTTER = 20;
/** The width of a place where nobody stands, to one where somebody does. */
const EMPTY_SHARE = 0.6;
/** Positions in short with more characters than this in all do not fit any picture, and need not be tried. */
const MOST_TOLD = 8_000;
const MOST_NAME_LINES = 4;
/** A condition is told in its words. */
const MOST_NOTE_LINES = 6;

/** How large names are and whether positions are told in short: the first way that fits the room is taken. */
type Way = { readonly size: number; readonly summary: boolean };
const WAYS: readonly Way[] = [
  ...[28, 26, 24, 22, 20].map((size) => ({ size, summary: true })),
  ...[28, 24, 20, 17, 14.5].map((size) => ({ size, summary: false })),
];

/** The columns in as many bands as the width asks for, with names as large as the room allows. */
export function questionBody(stops: readonly Stop[], area: Area, room: number): Block {
  const perBand = Math.max(1, Math.floor((area.width + GUTTER * area.unit) / ((NARROWEST + GUTTER) * area.unit)));
  const count = Math.ceil(stops.length / perBand);
  const most = Math.ceil(stops.length / Math.max(1, count));
  const bands = Array.from({ length: count }, (_, band) =>
    columnsOf(stops.slice(band * most, (band + 1) * most), count === 1 ? sharesOf(stops) : Array(most).fill(1), area),
  );
  const drawn = (way: Way): Block =>
    stack(bands.flatMap((band, index) => [gap(index === 0 ? 0 : 28 * area.unit), bandOf(band, area.unit, way)]));
  const told = stops.flatMap(({ held }) => held).reduce((sum, { summary }) => sum + summary.length, 0);
  let body = gap(Number.POSITIVE_INFINITY);
  for (const way of WAYS.filter(({ summary }) => !summary || told <= MOST_TOLD)) {
    body = drawn(way);
    if (body.height <= room) break;
  }
  return body;
}

/** Places where nobody stands are narrower, so that there is more room for names. */
const sharesOf = (stops: readonly Stop[]): number[] => {
  const isHeld = stops.some(({ held }) => held.length > 0);
  return stops.map(({ held }) => (isHeld && held.length === 0 ? EMPTY_SHARE : 1));
};

type Column = { readonly stop: Stop; readonly x: number; readonly width: number };

function columnsOf(stops: readonly Stop[], shares: readonly number[], { x, width, unit }: Area): Column[] {
  const gutter = GUTTER * unit;
  const one = (width - gutter * (shares.length - 1)) / shares.reduce((sum, share) => sum + share, 0);
  let left = x;
  return stops.map((stop, index) => {
    const column = { stop, x: left, width: one * (shares[index] ?? 1) };
    left += column.width + gutter;
    return column;
  });
}

function bandOf(columns: readonly Column[], unit: number, way: Way): Block {
  const labels = columns.map(({ stop, width }) => fit(stop.label, 700, scaled(unit, 19, 17, 15), width, 2));
  const lowest = Math.max(0, ...labels.map(heightOf));
  const heads = columns.map(({ stop, x }, index) => {
    const label = labels[index] ?? single(stop.label, { size: 15 * unit, weight: 700 });
    const words = textBlock(label, x, { fill: stop.held.length === 0 ? MUTED : INK });
    return stack([gap(lowest - words.height), words]);
  });
  const counts = columns.map(({ stop: { held }, x }) =>
    textBlock(single(String(held.length), { size: 36 * unit, weight: 700 }), x, {
      fill: held.length === 0 ? FAINT : INK,
    }),
  );
  const names = columns.map(({ stop, x, width }) =>
    stack(stop.held.map((one) => holderBlock(one, x, width, way, unit))),
  );
  return stack([
    beside(heads),
    gap(8 * unit),
    beside(columns.map((column) => strip(column, unit))),
    gap(6 * unit),
    beside(counts),
    gap(2 * unit),
    beside(names),
  ]);
}

/** The mark of the place above its colour. */
function strip({ stop: { tone, sign, held }, x, width }: Column, unit: number): Block {
  const { fill } = PALETTE[tone];
  const size = 72 * unit;
  const edge = fill === '#ffffff' ? MUTED : fill;
  const faint = held.length === 0 ? markup` opacity="0.45"` : null;
  return {
    height: 34 * unit,
    draw: (y) =>
      markup`<g${faint}>${mark(sign, x + size / 2, y + 11 * unit, size)}<rect x="${px(x)}" y="${px(y + 27 * unit)}" width="${px(width)}" height="${px(7 * unit)}" fill="${fill}" stroke="${edge}" stroke-width="${px(unit)}"/></g>`,
  };
}

/** The name, then when it was said and how it is known, then the position in short where there is room for all of it. */
function holderBlock(
  { name, note, standing, summary }: Holder,
  x: number,
  width: number,
  way: Way,
  unit: number,
): Block {
  const size = way.size * unit;
  const small = { size: Math.max(12 * unit, size * 0.66), weight: 400 } as const;
  const inShort = way.summary && summary !== '' ? wrap(summary, small, width, Number.POSITIVE_INFINITY) : null;
  return stack([
    textBlock(wholeName(name, [size, size * 0.88, Math.max(13 * unit, size * 0.76)], width), x),
    textBlock(wrap(note, small, width, MOST_NOTE_LINES), x, { fill: MUTED }),
    ...standing.map((words) => textBlock(fit(words, 400, [small.size, 10 * unit], width, 2), x, { fill: MUTED })),
    ...(inShort === null ? [] : [gap(3 * unit), textBlock(inShort, x)]),
    gap(size * 0.55),
  ]);
}

/** A name on two lines; one that is too long for them in every size takes more of the smallest. */
function wholeName(name: string, sizes: readonly number[], width: number): Lines {
  const fitted = fit(name, 700, sizes, width, 2);
  return fitted.cut ? wrap(name, fitted.face, width, MOST_NAME_LINES) : fitted;
}
