/** Atom (RFC 4287). */

import { PUBLISHER } from '../../answers/answer.ts';
import type { Format } from '../format.ts';
import { isolatedLines } from '../isolation.ts';
import { Markup, markup } from '../markup.ts';
import { bodyHtml, feedOf } from './feed.ts';

export const atom: Format = {
  name: 'atom',
  mediaType: 'application/atom+xml; charset=utf-8',
  needs: 'feed',
  signed: true,
  options: [],
  render(answer) {
    const { id, title, description, page, self, updated, entries } = feedOf(answer);
    const items = entries.map(
      (entry) => markup`<entry>
<id>${entry.id}</id>
<title>${text(isolatedLines(entry.title))}</title>
<link rel="alternate" href="${entry.page}"/>
<published>${entry.at}</published>
<updated>${entry.at}</updated>
<content type="html">${text(bodyHtml(entry.body))}</content>
</entry>
`,
    );
    return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${id}</id>
<title>${text(isolatedLines(title))}</title>
<subtitle>${text(isolatedLines(description))}</subtitle>
<link rel="self" type="application/atom+xml" href="${self('atom')}"/>
<link rel="alternate" type="text/html" href="${page}"/>
<updated>${updated}</updated>
<author><name>${text(isolatedLines(answer.publisher ?? PUBLISHER))}</name></author>
${items}</feed>
`.text;
  },
};

/**
 * Text with what XML 1.0 has no place for replaced; everything else keeps its characters, also those that parsers of
 * XML 1.1 take for line ends.
 */
function text(words: string): Markup {
  const possible = words
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
  return new Markup(
    markup`${possible}`.text.replaceAll(/[\u0085\u2028]/g, (character) => `&#${character.charCodeAt(0)};`),
  );
}
