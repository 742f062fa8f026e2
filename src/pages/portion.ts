/** A portion of a list that is too long to be shown at once, and the ways to the others: a page must not weigh what nobody looks at. */
import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';

/** `from` and `to` are the numbers of its first and its last item, from 1, among `all`; all portions are about as long. */
export type ListPart = {
  readonly number: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly all: number;
};

/** How many portions there are of so many items, where one has no more than `most`; one where there is nothing. */
export const portionCount = (all: number, most: number): number => Math.max(1, Math.ceil(all / most));

export function portionOf(all: number, most: number, number: number): ListPart {
  const count = portionCount(all, most);
  const startOf = (index: number): number => Math.round((index * all) / count);
  return { number, count, from: startOf(number - 1) + 1, to: startOf(number), all };
}

export const within = <T>(items: readonly T[], { from, to }: ListPart): readonly T[] => items.slice(from - 1, to);

/** The first, the last, and so many beside the one that is shown are led to. */
const NEAR = 3;

/**
 * The ways to all portions, each by the names of its first and its last item; nothing where there is one. `items` are all
 * of them, `path` the address of a portion.
 */
export function portionLinks<T>(
  { number, count, from, to, all }: ListPart,
  items: readonly T[],
  nameOf: (item: T) => Markup,
  path: (number: number) => string,
  what: string,
  { portions: told }: Messages,
): Markup | null {
  if (count === 1) return null;
  const numbers = Array.from({ length: count }, (_, index) => index + 1).filter(
    (it) => it === 1 || it === count || Math.abs(it - number) <= NEAR,
  );
  const most = Math.ceil(all / count);
  const link = (it: number) => {
    const [first, last] = [items[portionOf(all, most, it).from - 1], items[portionOf(all, most, it).to - 1]];
    if (first === undefined || last === undefined) return null;
    const names = html`${nameOf(first)} – ${nameOf(last)}`;
    const way = it === number - 1 ? html` rel="prev"` : it === number + 1 && html` rel="next"`;
    return it === number
      ? html`<li><span aria-current="true">${names}</span></li>`
      : html`<li><a href="${path(it)}" target="_self"${way}>${names}</a></li>`;
  };
  return html`<div class="portions" role="group" aria-label="${what}"><p>${told.shown(what, from, to, all)}</p><ul>${numbers.map(link)}</ul></div>`;
}
