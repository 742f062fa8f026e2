/** JSON Feed 1.1. */

import { PUBLISHER } from '../../answers/answer.ts';
import type { Format } from '../format.ts';
import { isolatedLines } from '../isolation.ts';
import { bodyHtml, feedOf } from './feed.ts';

export const jsonfeed: Format = {
  name: 'jsonfeed',
  mediaType: 'application/feed+json; charset=utf-8',
  needs: 'feed',
  signed: true,
  options: [],
  render(answer) {
    const { title, description, page, self, entries } = feedOf(answer);
    return `${JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: isolatedLines(title),
      home_page_url: page,
      feed_url: self('jsonfeed'),
      description: isolatedLines(description),
      // Who made an entry stands in the change log: a byline would seem to claim the quotes.
      authors: [{ name: answer.publisher ?? PUBLISHER }],
      items: entries.map((entry) => ({
        id: entry.id,
        url: entry.page,
        title: isolatedLines(entry.title),
        content_html: bodyHtml(entry.body),
        date_published: entry.at,
      })),
    })}\n`;
  },
};
