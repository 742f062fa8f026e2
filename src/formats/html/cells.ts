/** What stands in the cells of a table in HTML: stances with their colour, quotations with their source, plain texts. */

import type { CellPassage, Detail } from '../../answers/table.ts';
import type { Evidence } from '../../core/matrix/cell.ts';
import { retellingLabel, translationLabel } from '../../core/records/statement-words.ts';
import { turns } from '../isolation.ts';
import { isWebAddress } from '../linked-data/web-address.ts';
import { person as isolated, langOf, type Markup, markup } from '../markup.ts';
import { PALETTE, toneOf } from '../palette.ts';

/**
 * What a person wrote, in its language where that is on record, kept from turning the direction of the text around it.
 * Its own turning characters may be unbalanced and then reach beyond an element, but not beyond a box.
 */
export const person = (text: string, language?: string): Markup =>
  turns(text)
    ? markup`<bdi${langOf({ language })} style="display:inline-block;">${text}</bdi>`
    : isolated(text, language);

/** The stance in its colour and, so that colour is not the only sign, in words; silence is a dash that is also said. */
export function stance(of: NonNullable<Detail['stance']>, words: string): Markup {
  if (of.state === 'none')
    return markup`<span role="img" aria-label="nothing on record" title="nothing on record">${words}</span>`;
  const { fill, ink } = PALETTE[toneOf(of)];
  const edge = fill === '#ffffff' ? ink : fill;
  return markup`<span style="display:inline-block;margin:-3px 0;padding:2px 8px;border:1px solid ${edge};border-radius:3px;background:${fill};color:${ink};font-size:14px;line-height:1.3;"><bdi>${words}</bdi></span>`;
}

/** Verbatim words as a quotation; what is retold, or was done, is marked as such and is none. */
export function passage({ evidence, stance: held }: CellPassage): Markup {
  const { attribution, quotes, paraphrase, sources, saidOn, language, reportedBy } = evidence;
  const whose = held !== null && markup`<strong style="font-weight:600;">${person(held)}:</strong> `;
  const done = attribution === 'record' ? 'done' : 'said';
  const from = markup`${evidence.translations.map(translated)}${sources.map(
    ({ publisher, title, publishedOn, url }) =>
      markup`<br><span style="font-size:13px;">${link(url, publisher)}, <cite style="font-style:italic;">${person(title)}</cite>, ${publishedOn}${saidOn !== publishedOn && `; ${done} on ${saidOn}`}</span>`,
  )}`;
  const heard = reportedBy !== null && markup`<em>As reported by ${person(reportedBy)}:</em> `;
  if (quotes.length === 0)
    return markup`<p style="margin:0 0 10px;">${whose}${heard}<em>${retellingLabel(attribution)}:</em> ${person(paraphrase ?? '')}${from}</p>`;
  const words = quotes.map((quote, index) => markup`${index > 0 && ' … '}“${inLines(quote, language)}”`);
  // Hearsay is told, and no quotation.
  if (reportedBy !== null) return markup`<p style="margin:0 0 10px;">${whose}${heard}${words}${from}</p>`;
  return markup`<blockquote style="margin:0 0 10px;padding:0;border:0;background:none;color:inherit;font-style:normal;font-size:inherit;line-height:inherit;">${whose}${words}${from}</blockquote>`;
}

/** Text as it is, each line kept together whatever its direction; a line that is nothing but an address is a link. */
export const prose = (text: string): Markup =>
  broken(text.split('\n').map((line) => (isWebAddress(line) ? link(line, line) : person(line))));

const inLines = (text: string, language: string): Markup =>
  markup`<bdi lang="${language}"${turns(text) && markup` style="display:inline-block;"`}>${broken(text.split('\n'))}</bdi>`;

/** Lines below each other by `<br>`: systems that take pasted HTML drop styles, `display` and `white-space` first. */
export const broken = (lines: readonly (string | Markup)[]): Markup =>
  markup`${lines.map((line, index) => markup`${index > 0 && markup`<br>`}${line}`)}`;

const translated = (translation: Evidence['translations'][number]): Markup =>
  markup`<br><span><em>${person(translationLabel(translation))}:</em> ${inLines(translation.text, translation.language)}</span>`;

const link = (url: string | null, text: string): Markup =>
  url !== null && isWebAddress(url)
    ? markup`<a href="${url}" rel="noopener nofollow" style="color:#1c5a96;text-decoration:underline;">${person(text)}</a>`
    : person(text);
