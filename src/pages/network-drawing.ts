/** The drawing of a network: names on a circle, those near each other who take the same sides, and a line for every tie. */
import type { NetworkActor, NetworkPair } from '../core/comparison/network/network.ts';
import type { Markup } from '../formats/markup.ts';
import { html, personInText } from './html.ts';

/** In units of the drawing. */
const WIDTH = 820;
const RADIUS = 170;
const MARGIN = 16;
const NAME_GAP = 12;
const HALF_LETTER = 4.5;
const LONGEST_NAME = 26;
const THINNEST = 1;
const THICKEST = 5;
const DOT = 5;
/** How far a line bends to the middle: 0 is straight. */
const BEND = 0.45;
/** From one name to the next below it. */
const NAME_HEIGHT = 20;

type Point = { readonly x: number; readonly y: number };

/** `pairs` are the ties that are drawn, each with another weight than 0: above it solid, below it broken. `label` is for who does not see it. */
export function networkDrawing(actors: readonly NetworkActor[], pairs: readonly NetworkPair[], label: string): Markup {
  const ordered = byTies(actors, pairs);
  const radius = Math.max(RADIUS, (ordered.length * NAME_HEIGHT) / 4);
  const middle = radius + MARGIN;
  const at = new Map(ordered.map(({ id }, index) => [id, placeOf(index, ordered.length, radius)]));
  const most = Math.max(...pairs.map(({ weight }) => Math.abs(weight)));
  const lines = pairs
    .toSorted((a, b) => Math.abs(a.weight) - Math.abs(b.weight))
    .map((pair) => line(at.get(pair.a), at.get(pair.b), pair.weight / most, middle));
  const names = ordered.map(({ id, name }) => nameAt(name, at.get(id)));
  return html`<svg class="network" viewBox="0 0 ${WIDTH} ${2 * middle}" role="img" aria-label="${label}">${lines}${names}</svg>`;
}

/** From one to whoever is nearest to them of those who are left, so that camps stand together. */
function byTies(actors: readonly NetworkActor[], pairs: readonly NetworkPair[]): NetworkActor[] {
  const ties = new Map(pairs.flatMap(({ a, b, weight }) => [[`${a} ${b}`, weight] as const, [`${b} ${a}`, weight]]));
  const left = [...actors];
  const ordered = left.splice(0, 1);
  while (left.length > 0) {
    const last = ordered.at(-1)?.id ?? '';
    const tie = ({ id }: NetworkActor) => ties.get(`${last} ${id}`) ?? 0;
    const nearest = left.reduce((best, one) => (tie(one) > tie(best) ? one : best));
    ordered.push(...left.splice(left.indexOf(nearest), 1));
  }
  return ordered;
}

/** Down the right side of a circle and up the left one, each name as far below the other as all are: none stands on another. */
function placeOf(index: number, count: number, radius: number): Point {
  const onRight = Math.ceil(count / 2);
  const isRight = index < onRight;
  const [rank, ofSide] = isRight ? [index, onRight] : [count - 1 - index, count - onRight];
  const down = ((rank + 0.5) / ofSide) * 2 - 1;
  const across = Math.sqrt(1 - down * down) * (isRight ? 1 : -1);
  return { x: rounded(WIDTH / 2 + radius * across), y: rounded(MARGIN + radius * (1 + down)) };
}

function line(from: Point | undefined, to: Point | undefined, strength: number, middle: number): Markup | null {
  if (from === undefined || to === undefined) return null;
  const bent = (a: number, b: number, centre: number) => rounded(((a + b) / 2) * (1 - BEND) + centre * BEND);
  const thickness = rounded(THINNEST + (THICKEST - THINNEST) * Math.abs(strength));
  return html`<path class="${strength > 0 ? 'with' : 'against'}" stroke-width="${thickness}" d="${`M${from.x} ${from.y}Q${bent(from.x, to.x, WIDTH / 2)} ${bent(from.y, to.y, middle)} ${to.x} ${to.y}`}"/>`;
}

function nameAt(name: string, at: Point | undefined): Markup | null {
  if (at === undefined) return null;
  const isRight = at.x >= WIDTH / 2;
  return html`<circle cx="${at.x}" cy="${at.y}" r="${DOT}"/><text x="${rounded(at.x + (isRight ? NAME_GAP : -NAME_GAP))}" y="${rounded(at.y + HALF_LETTER)}" text-anchor="${isRight ? 'start' : 'end'}" unicode-bidi="isolate">${shortened(personInText(name))}</text>`;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME
    ? name
    : `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
