import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment } from 'parse5';
import sanitizeHtml from 'sanitize-html';
import t from 'tap';
import { html } from '../../../src/formats/html/html.ts';
import { answerOfBundle } from '../../helpers/fixtures/grounds.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { HOSTILE, hostileStory } from '../../helpers/fixtures/hostile.ts';
import { answerOf, rendered, tableOfRows } from '../../helpers/fixtures/table.ts';
import { isGolden } from '../../helpers/formats/golden.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** The fragment as a parser that is not ours reads it; every fault it finds is thrown. */
function read(text: string): Element[] {
  const fragment = parseFragment(text, {
    onParseError: ({ code }) => {
      // Characters that HTML frowns upon, and keeps.
      if (!code.startsWith('control-character') && !code.startsWith('noncharacter')) throw new Error(code);
    },
  });
  return elementsIn(fragment);
}

function elementsIn(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) =>
    defaultTreeAdapter.isElementNode(child) ? [child, ...elementsIn(child)] : elementsIn(child),
  );
}

const textOf = (node: Node): string =>
  defaultTreeAdapter.isTextNode(node)
    ? node.value
    : 'childNodes' in node
      ? node.childNodes.map((child) => (child.nodeName === 'br' ? '\n' : textOf(child))).join('')
      : '';
const named = (elements: readonly Element[], ...names: string[]) =>
  elements.filter(({ tagName }) => names.includes(tagName));
const attribute = ({ attrs }: Element, name: string) => attrs.find((it) => it.name === name)?.value;

const TAGS =
  `a b bdi blockquote br caption cite div em figcaption figure p span strong table tbody td th thead tr`.split(' ');
const ATTRIBUTES = 'aria-label dir href lang rel role scope style tabindex title'.split(' ');

/** What keeps a fragment from being pasted anywhere; nothing where nothing does. */
function dangersIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => [
    ...(TAGS.includes(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...element.attrs.flatMap(({ name, value }) => {
      if (!ATTRIBUTES.includes(name)) return [`${name}="${value}"`];
      if (name === 'href' && !/^https?:\/\//.test(value)) return [`href="${value}"`];
      return name === 'style' && /url\(|expression|@|position/.test(value) ? [`style="${value}"`] : [];
    }),
  ]);
}

t.test('one question is a figure with its words, and several are a grid', async (t) => {
  const one = await rendered(html, answerOfBundle(harbour().bundle(), { questions: ['bridge'] }));
  isGolden(t, 'harbour-bridge.html', one);
  isGolden(t, 'harbour.html', await rendered(html, answerOfBundle(harbour().bundle())));
  const elements = read(one);
  t.strictSame(dangersIn(elements), []);
  t.match(textOf(named(elements, 'caption')[0] as Node), /^Bridge\nThere should be a bridge\.$/);
  t.strictSame(
    named(elements, 'th').map((it) => attribute(it, 'scope')),
    ['col', 'col', 'col', 'col', 'col', 'row', 'row', 'row', 'row'],
  );
  t.match(textOf(named(elements, 'figcaption')[0] as Node), /3 of 4 on record.*\nSource: Standpoint, revision \d+\.$/s);
});

t.test('verbatim words are quotations with their source; what is retold is none', async (t) => {
  const elements = read(await rendered(html, answerOfBundle(harbour().bundle(), { questions: ['bridge'] })));
  const quotes = named(elements, 'blockquote').map(textOf);
  t.equal(quotes[0], '““Build” it & be done”\nHarbour Gazette, The Strait, Again, 2024-06-30; said on 2024-06-12');
  t.strictSame(
    quotes.slice(1).map((quote) => quote.slice(0, 18)),
    ['Supports: “Always”', 'Opposes: “Never”\nT'].map((it) => it.slice(0, 18)),
  );
  t.match(named(elements, 'p').map(textOf).join(), 'Paraphrase: ');
  const [link] = named(elements, 'a');
  t.equal(link && attribute(link, 'href'), 'https://example.org/strait?a=1&b=2');
  t.equal(link && attribute(link, 'rel'), 'noopener nofollow');
});

t.test('silence is a dash that is also said, and every stance is told in words beside its colour', async (t) => {
  const cells = named(read(await rendered(html, answerOfBundle(harbour().bundle()))), 'td');
  t.strictSame(cells.map(textOf), [
    'Supports',
    'Took no side',
    'Leans against (inferred)',
    'Opposes',
    'Contested (1 for, 1 against)',
    '—',
    '—',
    'Sees both sides',
  ]);
  const silent = elementsIn(cells[5] as Node)[0];
  t.equal(silent && attribute(silent, 'aria-label'), 'nothing on record');
});

t.test('hostile text comes out as text, in every place where there is any', async (t) => {
  for (const questions of [['first'], ['first', 'second'], []]) {
    const elements = read(await rendered(html, answerOfBundle(hostileStory().bundle(), { questions })));
    t.strictSame(dangersIn(elements), [], questions.join());
  }
  const elements = read(await rendered(html, answerOfBundle(hostileStory().bundle(), { questions: ['first'] })));
  const told = elements.filter(({ tagName }) => tagName === 'bdi').map(textOf);
  for (const text of HOSTILE) t.equal(told.includes(text), true, JSON.stringify(text));
});

t.test('an address alone on its line is a link if a browser may follow it, and anything else is not', async (t) => {
  const rows = [
    'https://example.org/x',
    'javascript:alert(1)',
    'data:text/html,x',
    'see https://example.org',
    '//x.org',
  ];
  const elements = read(
    await rendered(
      html,
      answerOf(
        tableOfRows(
          ['n', 'a'],
          rows.map((value) => ['x', value]),
        ),
      ),
    ),
  );
  t.strictSame(
    named(elements, 'a').map((it) => attribute(it, 'href')),
    ['https://example.org/x'],
  );
});

t.test('a table without rows is its title and its notes', async (t) => {
  const text = await rendered(html, answerOf(tableOfRows(['a'], [], { title: 'Nothing', notes: ['None matches.'] })));
  t.equal(named(read(text), 'table').length, 0);
  t.match(text, /Nothing.*None matches\./);
});

t.test('there is no line end inside, of which an editor would make a paragraph', async (t) => {
  const text = await rendered(html, answerOfBundle(harbour().bundle(), { questions: ['bridge'] }));
  t.equal(text.trimEnd().includes('\n'), false);
});

t.test('an answer without tables for people is a mistake of the program', async (t) => {
  await t.rejects(rendered(html, { document: {} }), TypeError);
});

/** Elements that begin on a line of their own, whatever the style: HTML, "Rendering", 15.3. */
const BLOCKS = 'blockquote caption div figcaption figure li p table tbody td th thead tr'.split(' ');

/** The lines that a reader sees where no style is left. */
function linesOf(text: string): string[] {
  const walk = (node: Node): string => {
    if (defaultTreeAdapter.isTextNode(node)) return node.value;
    const inner = 'childNodes' in node ? node.childNodes.map(walk).join('') : '';
    if (node.nodeName === 'br') return '\n';
    return BLOCKS.includes(node.nodeName) ? `\n${inner}\n` : inner;
  };
  return walk(parseFragment(text))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Some of what WordPress leaves of a style (safecss_filter_attr); `display`, `overflow-x` and `white-space` are not among it. */
const KEPT =
  'background border border-bottom border-radius caption-side color font-family font-size font-style font-weight line-height margin padding text-align vertical-align width';
const SYSTEMS: { readonly [name: string]: sanitizeHtml.IOptions } = {
  'what sanitize-html keeps unless told otherwise': {},
  'what WordPress keeps': {
    allowedTags: [...sanitizeHtml.defaults.allowedTags],
    allowedAttributes: { '*': ['style', 'lang', 'dir', 'scope', 'href', 'rel', 'title'] },
    allowedStyles: { '*': Object.fromEntries(KEPT.split(' ').map((property) => [property, [/.*/]])) },
  },
};

t.test('no words run together where a system drops elements and styles', async (t) => {
  const told = harbour().expert('ada', { name: 'Ada Lind', affiliations: [{ organization: 'Harbour Office' }] });
  const answer = answerOfBundle(told.bundle(), { questions: ['bridge'] });
  const given = await rendered(html, answer);
  const lines = linesOf(given);
  for (const line of ['Bridge', 'There should be a bridge.', 'Ada Lind', 'Harbour Office'])
    t.ok(lines.includes(line), line);
  for (const [system, options] of Object.entries(SYSTEMS))
    t.strictSame(linesOf(sanitizeHtml(given, options)), lines, system);
});
