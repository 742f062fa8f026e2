import { DOMParser } from '@xmldom/xmldom';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { parseFragment } from 'parse5';
import t from 'tap';
import type { Feed, Paragraph } from '../../../src/answers/change-log/feed.ts';
import { atom } from '../../../src/formats/feed/atom.ts';
import { jsonfeed } from '../../../src/formats/feed/jsonfeed.ts';
import { isolatedLines } from '../../../src/formats/isolation.ts';
import { HOSTILE } from '../../helpers/fixtures/hostile.ts';

const AT = '2024-07-01T09:00:00.123Z';

const feed = (details: Partial<Feed> = {}): Feed => ({
  id: 'urn:standpoint:log:x:changes:',
  title: 'Standpoint – changes',
  description: 'What was done.',
  page: 'https://stances.example.org/',
  self: (format) => `https://stances.example.org/v1/changes.${format}?expert=ada&topic=a%20b`,
  updated: AT,
  entries: [
    {
      id: 'urn:standpoint:log:x:7',
      title: 'Ada Lind on Bridge: published “Supports”',
      page: 'https://stances.example.org/cells/ada/bridge',
      at: AT,
      body: [
        { kind: 'text', text: 'She wants it.' },
        { kind: 'quote', text: 'Build it & be done' },
        { kind: 'source', text: 'Harbour Post, The Bridge, 2024-06', url: 'https://example.org/?a=1&b=2' },
      ],
    },
  ],
  ...details,
});

const atomOf = (of: Feed): string => String(atom.render({ document: {}, feed: () => of }));
const jsonOf = (of: Feed) => JSON.parse(String(jsonfeed.render({ document: {}, feed: () => of })));

/** The elements of that name, by a strict parser: every fault it finds is thrown. */
function elementsOf(xml: string, name: string): { text: string; attribute(name: string): string | null }[] {
  // It warns of the character that stands for what XML has no place for.
  const throwing = (level: string, message: string) => {
    if (level !== 'warning') throw new Error(message);
  };
  const document = new DOMParser({ onError: throwing }).parseFromString(xml, 'application/xml');
  return [...document.getElementsByTagName(name)].map((element) => ({
    text: element.textContent ?? '',
    attribute: (attribute) => element.getAttribute(attribute),
  }));
}

const htmlTextOf = (html: string): string => {
  const texts = (node: { nodeName: string; value?: string; childNodes?: unknown[] }): string =>
    node.nodeName === 'br'
      ? '\n'
      : (node.value ?? (node.childNodes ?? []).map((it) => texts(it as typeof node)).join(''));
  return texts(parseFragment(html) as never);
};

t.test('Atom is read by a feed reader as it was meant', async (t) => {
  const read = parseAtomFeed(atomOf(feed()));
  t.match(read, {
    id: 'urn:standpoint:log:x:changes:',
    title: { value: 'Standpoint – changes' },
    subtitle: { value: 'What was done.' },
    updated: AT,
    authors: [{ name: 'Standpoint' }],
    links: [
      {
        rel: 'self',
        type: 'application/atom+xml',
        href: 'https://stances.example.org/v1/changes.atom?expert=ada&topic=a%20b',
      },
      { rel: 'alternate', href: 'https://stances.example.org/' },
    ],
    entries: [
      {
        id: 'urn:standpoint:log:x:7',
        title: { value: 'Ada Lind on Bridge: published “Supports”' },
        published: AT,
        updated: AT,
        links: [{ href: 'https://stances.example.org/cells/ada/bridge' }],
      },
    ],
  });
});

t.test('JSON Feed is read by a feed reader as it was meant', async (t) => {
  const document = jsonOf(feed());
  t.equal(document.version, 'https://jsonfeed.org/version/1.1');
  t.match(parseJsonFeed(document), {
    title: 'Standpoint – changes',
    home_page_url: 'https://stances.example.org/',
    feed_url: 'https://stances.example.org/v1/changes.jsonfeed?expert=ada&topic=a%20b',
    authors: [{ name: 'Standpoint' }],
    items: [
      {
        id: 'urn:standpoint:log:x:7',
        url: 'https://stances.example.org/cells/ada/bridge',
        title: 'Ada Lind on Bridge: published “Supports”',
        date_published: AT,
      },
    ],
  });
});

t.test('both tell the same words: quotes in quotation marks, the source as a link', async (t) => {
  const [entry] = parseAtomFeed(atomOf(feed())).entries ?? [];
  const content = (entry?.content as { value?: string } | undefined)?.value;
  t.equal(content, jsonOf(feed()).items[0].content_html);
  t.match(content, '<blockquote>');
  t.match(htmlTextOf(String(content)), '“Build it & be done”');
  t.match(content, /<a href="https:\/\/example\.org\/\?a&#61;1&#38;b&#61;2">/);
});

t.test('a field that was corrected shows what it held and what it holds', async (t) => {
  const body: Paragraph[] = [
    { kind: 'difference', label: 'summary', before: 'Yes.', after: 'No.\nNever.' },
    { kind: 'difference', label: 'condition', before: null, after: 'if' },
  ];
  const [entry] = feed().entries;
  if (entry === undefined) throw new Error('there is no entry');
  const html = jsonOf(feed({ entries: [{ ...entry, body }] })).items[0].content_html;
  t.equal(htmlTextOf(html), 'summary: Yes. No.\nNever.\ncondition: nothing if');
  t.match(html, '<del>');
  t.match(html, '<ins>');
});

t.test('whatever people wrote stays text, in Atom as in JSON Feed', async (t) => {
  const entries = HOSTILE.map((text, index) => ({
    id: `urn:x:${index}`,
    title: text,
    page: 'https://stances.example.org/',
    at: AT,
    body: [
      { kind: 'text', text },
      { kind: 'quote', text },
      { kind: 'source', text, url: text },
      { kind: 'difference', label: 'summary', before: text, after: text },
    ] satisfies Paragraph[],
  }));
  const of = feed({ title: HOSTILE.join(' '), entries });
  const xml = atomOf(of);
  /** XML has no place for these two. */
  const held = (text: string) => text.replaceAll(/[\ufffe\uffff]/g, '\u{fffd}');
  const titles = elementsOf(xml, 'title');
  t.strictSame(
    titles.slice(1).map(({ text }) => text),
    HOSTILE.map((text) => isolatedLines(held(text))),
  );
  t.strictSame(
    jsonOf(of).items.map(({ title }: { title: string }) => title),
    HOSTILE.map(isolatedLines),
  );
  t.strictSame([...new Set(titles.map(({ attribute }) => attribute('type')))], [null], 'text, never HTML');
  const contents = elementsOf(xml, 'content').map(({ text }) => text);
  const lined = (text: string) => text.replaceAll(/\r\n|\r/g, '\n');
  HOSTILE.forEach((text, index) => {
    for (const html of [contents[index] ?? '', jsonOf(of).items[index].content_html]) {
      t.equal(
        htmlTextOf(html).includes(`“${lined(isolatedLines(html === contents[index] ? held(text) : text))}”`),
        true,
        text,
      );
      t.notMatch(html, /<(?!\/?(?:p|bdi|blockquote|a|del|ins|br)\b)|href="(?!https?:)/, text);
    }
  });
});

t.test('a feed without an entry says when its log began, and is a feed', async (t) => {
  const read = parseAtomFeed(atomOf(feed({ entries: [] })));
  t.equal(read.updated, AT);
  t.strictSame(read.entries ?? [], []);
  t.strictSame(jsonOf(feed({ entries: [] })).items, []);
});

t.test('what is no feed cannot be made one', async (t) => {
  for (const format of [atom, jsonfeed]) t.throws(() => format.render({ document: {} }), TypeError);
});
