/** The form that narrows a list by words: a plain search by the address, and the way back to all of it. */
import { fold } from '../core/values/sort-key.ts';
import type { Markup } from '../formats/markup.ts';
import type { Axis } from './grid-state.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { Query } from './links.ts';

type Narrowing = {
  /** The words that it is narrowed by. */
  readonly q: string | undefined;
  /** What is looked through. */
  readonly label: string;
  /** The page of the list, and what its address says beside the words. */
  readonly action: string;
  readonly kept?: Query;
  /** Where all of it is. */
  readonly all: string;
  /** Whether it is less than all of it already. */
  readonly isLess?: boolean;
  /** How much of how much is left, where that is known. */
  readonly left?: string;
};

export const narrowForm = (
  { q, label, action, kept = [], all, isLess = q !== undefined, left }: Narrowing,
  say: Messages,
): Markup =>
  html`<form class="moment" action="${action}" target="_self">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<label>${label} <input name="q" type="search" value="${q ?? ''}" maxlength="200" required></label> <button>${say.narrow}</button>${left !== undefined && html` <strong>${left}</strong>`}${isLess && html` <a href="${all}" target="_self">${say.showAll}</a>`}</form>`;

/** Up to so many items of a page are read, not looked through. */
const READ_UP_TO = 12;

type Looked = {
  readonly q: string | undefined;
  readonly of: Axis;
  readonly label?: string;
  /** How many there are, and how many of them have the words. */
  readonly all: number;
  readonly found: number;
  /** The address of all of it, whose parameters are kept, and where in the page it is. */
  readonly path: string;
  readonly place?: string;
};

/** The form for the rows of a page, where they are many: how many are left, and that none is. */
export function narrowRows({ q, of, label, all, found, path, place = '' }: Looked, say: Messages): Markup | null {
  if (all <= READ_UP_TO && q === undefined) return null;
  const told = of === 'expert' ? say.expertList : say.questionList;
  const [page = '', query = ''] = path.split('?', 2);
  const form = narrowForm(
    {
      ...{ q, label: label ?? told.narrowLabel, action: `${page}${place}`, kept: [...new URLSearchParams(query)] },
      ...{ all: `${path}${place}`, ...(q !== undefined && { left: say.narrowed[of](found, all) }) },
    },
    say,
  );
  return html`${form}${found === 0 && html`<p class="remark">${told.noneFound}</p>`}`;
}

/** What of the rows of a page goes into its address; the first portion goes without saying. */
export const rowsQuery = (q: string | undefined, rows: number): Query => [
  ...(q === undefined ? [] : [['q', q] as const]),
  ...(rows === 1 ? [] : [['rows', String(rows)] as const]),
];

/** Whether each of the words stands in these texts, whatever their case and accents; without a word, all do. */
export function hasWords(q: string | undefined): (texts: readonly (string | null)[]) => boolean {
  const asked = fold(q ?? '').split(/\s+/u);
  return (texts) => {
    const said = fold(texts.join(' '));
    return asked.every((word) => said.includes(word));
  };
}
