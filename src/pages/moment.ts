/** The form that sets the day and the rule of a page; a plain GET, so the address holds the answer. */
import type { Moment } from '../core/matrix/cell.ts';
import type { Position } from '../core/records/position.ts';
import { lastDay } from '../core/values/date.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords, time } from './evidence.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';
import { NOW, type Query, type View, viewQuery } from './links.ts';

/** `hidden` are the page's other parameters; `days` those on which something was said, for the slider of the script. */
export function momentForm(
  action: string,
  { asOf, rule, knownAt }: View,
  say: Messages,
  hidden: Query = [],
  days: readonly string[] = [],
): Markup {
  return html`<form class="moment" action="${action}"${days.length > 1 && html` data-days="${days.join(' ')}"`}>
${[...hidden, ...viewQuery({ ...NOW, knownAt })].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${dayField(asOf, say)}
<label>${say.moment.counting} <select name="rule">
<option value="latest"${rule === 'latest' && html` selected`}>${say.moment.latest}</option>
<option value="all"${rule === 'all' && html` selected`}>${say.moment.all}</option>
</select></label>
<button>${say.moment.show}</button>
</form>`;
}

/** The field in which readers write a day, a month or a year. */
export const dayField = (asOf: string | null, { moment }: Messages): Markup =>
  html`<label>${moment.asOf} <input name="asOf" type="text" inputmode="numeric" value="${asOf ?? ''}" placeholder="${moment.dayHint}" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" title="${moment.dayForms}" size="11"></label>`;

/** The days on which something published was said, however precisely they are known, in their order. */
export function daysOf(positions: readonly Pick<Position, 'saidOn' | 'status'>[]): string[] {
  const days = new Set(positions.flatMap(({ saidOn, status }) => (status === 'retracted' ? [] : [saidOn])));
  const key = (day: string) => `${lastDay(day)} ${day}`;
  return [...days].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** That a page shows what was known at an instant, and not what has been recorded or corrected since. */
export const knownWords = (knownAt: string, say: Messages): Markup =>
  html`<p class="note">${say.moment.known(time(knownAt.slice(0, 10), say))}</p>`;

/** What a page shows, in words. */
export const momentWords = ({ rule, asOf }: Moment, say: Messages): string =>
  `${asOf === null ? say.moment.everything : say.moment.asOfDay(dateWords(asOf, say))}; ${say.moment.counts[rule]}.`;
