/** What the formats of feeds share: the body of an entry as HTML, with everything a person wrote escaped. */

import type { Answer } from '../../answers/answer.ts';
import type { Feed, Paragraph } from '../../answers/change-log/feed.ts';
import { isolatedLines } from '../isolation.ts';
import { isWebAddress } from '../linked-data/web-address.ts';
import { type Markup, markup, person } from '../markup.ts';

/** Fails with TypeError where the answer is no feed. */
export function feedOf({ feed }: Answer): Feed {
  if (feed === undefined) throw new TypeError('a feed is made from entries of the change log');
  return feed();
}

export const bodyHtml = (body: readonly Paragraph[]): string => body.map((it) => paragraph(it).text).join('\n');

function paragraph(it: Paragraph): Markup {
  switch (it.kind) {
    case 'text':
      return markup`<p dir="auto">${inLines(it.text)}</p>`;
    case 'quote':
      return markup`<blockquote><p dir="auto">“${inLines(it.text)}”</p></blockquote>`;
    case 'source':
      return it.url !== null && isWebAddress(it.url)
        ? markup`<p><a href="${it.url}">${kept(it.text)}</a></p>`
        : markup`<p>${kept(it.text)}</p>`;
    case 'difference':
      return markup`<p>${it.label}: ${deleted(it.before)} ${inserted(it.after)}</p>`;
  }
}

const deleted = (was: string | null): Markup => markup`<del>${was === null ? 'nothing' : inLines(was)}</del>`;
const inserted = (is: string | null): Markup => markup`<ins>${is === null ? 'nothing' : inLines(is)}</ins>`;

/** What a person wrote. Readers of feeds leave out styles, so that an element alone does not keep it from turning the rest. */
const kept = (text: string): Markup => person(isolatedLines(text));

const inLines = (text: string): Markup =>
  markup`${text.split(/\r\n|\r|\n/).map((line, index) => markup`${index > 0 && markup`<br>`}${kept(line)}`)}`;
