/** The frame of every page: head, navigation, foot; and the bare frame of an embed. */

import type { Markup } from '../formats/markup.ts';
import { html, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import { canonicalIn, inLanguage, LANGUAGES, MESSAGES } from './languages/languages.ts';
import { licenseLink } from './license.ts';
import { presentPath, type Query, tablePath } from './links.ts';
import { knownWords } from './moment.ts';
import type { OwnSite } from './own/own-site.ts';
import { EVERYWHERE, SECTIONS } from './places.ts';

/** Where the assets are: each address changes with its content. */
export type Assets = {
  readonly style: string;
  readonly deskStyle: string;
  readonly deskScript: string;
  readonly script: string;
  readonly embedScript: string;
  readonly icon: string;
  /** A newsroom's own, on light paper and on dark; null where there is none. */
  readonly logo: string | null;
  readonly darkLogo: string | null;
};

/** What every page is told about the site it is on. */
export type Site = {
  /** Scheme, host and port under which the reader reached the site, without a slash at the end. */
  readonly origin: string;
  /** The address of the page as it was asked for, without that. */
  readonly url: string;
  /** What is said, in the reader's language. */
  readonly say: Messages;
  readonly assets: Assets;
  /** Where readers report errors, an address of e-mail or of a page; null where none is named. */
  readonly contact: string | null;
  /** What the record may be used under: an identifier of SPDX or an address; null where none is named. */
  readonly license: string | null;
  readonly own: Pick<OwnSite, 'name' | 'imprint' | 'privacy'>;
};

/** The colours of an embed; `auto` follows the reader's system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme that the parameters of an address ask for; undefined where that is none. */
export const themeIn = (parameters: URLSearchParams): Theme | undefined =>
  THEMES.find((it) => it === parameters.get('theme'));

export type HtmlPage = {
  readonly title: string;
  /** One or two sentences, for search engines and cards. */
  readonly description: string;
  /** Path and query of the page itself; null for one that has no address to share. */
  readonly path: string | null;
  readonly main: Markup;
  /** The instant whose knowledge it shows, where that is not the present one. */
  readonly knownAt?: string | null;
  /** Path of the picture for cards, where there is one. */
  readonly image?: string | undefined;
  /** Path of the page's embed, where there is one. */
  readonly embed?: string | undefined;
  /** The list of the API that is a feed of the page's, where there is one. */
  readonly feed?: { readonly title: string; readonly path: string; readonly query: Query };
  /** The colours it is shown in, where it is an embed; `auto` unless given. */
  readonly theme?: Theme | undefined;
  /** What stands in the search field. */
  readonly q?: string | undefined;
};

export function layout(site: Site, page: HtmlPage): Markup {
  const { say } = site;
  const { frame, places, groups } = say;
  return html`<!doctype html>
<html lang="${say.tag}">
<head>
${top(site, page)}
${cards(site, page)}
<link rel="icon" href="${site.assets.icon}">
<link rel="stylesheet" href="${site.assets.style}">
<script src="${site.assets.script}" defer></script>
</head>
<body>
<a class="skip" href="#main">${frame.skip}</a>
<header class="site">
${brand(site)}
<nav aria-label="${frame.site}">
${SECTIONS.map(([path, name]) => html`<a href="${path}"${current(path, page)}>${places[name]}</a>\n`)}<a href="/docs">${places.api}</a>
</nav>
<form class="search" action="/search" role="search">
<label class="vh" for="q">${frame.searchFor}</label>
<input id="q" name="q" type="search" value="${page.q ?? ''}" placeholder="${frame.searchHint}" autocomplete="off" maxlength="500" required>
<button>${frame.search}</button>
</form>
</header>
<main id="main" tabindex="-1">
${known(page, say)}${page.main}
</main>
<footer class="site">
<p>${frame.motto}</p>
<nav class="all" aria-label="${frame.allPages}">${EVERYWHERE.map(([group, links]) => html`<div><p>${groups[group]}</p><ul>${links.map(([path, name]) => html`<li><a href="${path}">${places[name]}</a></li>`)}</ul></div>`)}</nav>
${languages(site)}
${answeringFor(site, page)}
</footer>
</body>
</html>
`;
}

/** The logo says the name to those who do not see it. */
function brand({ assets: { logo, darkLogo }, own }: Site): Markup {
  if (logo === null) return html`<a class="brand" href="/">${own.name}</a>`;
  const dark = darkLogo !== null && html`<source srcset="${darkLogo}" media="screen and (prefers-color-scheme: dark)">`;
  return html`<a class="brand" href="/"><picture>${dark}<img src="${logo}" alt="${own.name}"></picture></a>`;
}

/** Who is told of errors, who answers for the site, and what the record may be used under. */
function answeringFor(site: Site, page: HtmlPage): Markup | null {
  const { contact, license, own, say } = site;
  const ways = [
    contact !== null && html`<li><a href="${reportAddress(site, contact, page)}">${say.frame.report}</a></li>`,
    own.imprint !== null && html`<li><a href="${own.imprint}" rel="external">${say.frame.imprint}</a></li>`,
    own.privacy !== null && html`<li><a href="${own.privacy}" rel="external">${say.frame.privacy}</a></li>`,
    license !== null && html`<li>${say.frame.license(licenseLink(license))}</li>`,
  ].filter((way) => way !== false);
  return ways.length === 0 ? null : html`<ul class="report">${ways}</ul>`;
}

/** The page in the other languages. */
const languages = ({ url, say }: Site): Markup =>
  html`<nav class="languages" aria-label="${say.frame.language}"><ul>${LANGUAGES.map((tag) => {
    const { name } = MESSAGES[tag];
    return tag === say.tag
      ? html`<li><span aria-current="true">${name}</span></li>`
      : html`<li><a lang="${tag}" hreflang="${tag}" href="${inLanguage(url, tag)}">${name}</a></li>`;
  })}</ul></nav>`;

/** A letter that names the page it is about, where the contact is an address of e-mail. */
function reportAddress({ origin, say }: Site, contact: string, { title, path }: HtmlPage): string {
  if (!contact.includes('@') || URL.canParse(contact)) return contact;
  const about = encodeURIComponent(say.frame.error(personInText(title)));
  const where = encodeURIComponent(path === null ? origin : `${origin}${path}`);
  return `mailto:${contact}?subject=${about}&body=${where}`;
}

/** A page for an iframe: its content, one line that says where it is from, and a script that tells its height. */
export function embedLayout(site: Site, page: HtmlPage): Markup {
  const { say } = site;
  const address = canonicalIn(`${site.origin}${page.path ?? '/'}`, say.tag);
  const { knownAt = null } = page;
  return html`<!doctype html>
<html lang="${say.tag}" class="embed"${(page.theme ?? 'auto') !== 'auto' && html` data-theme="${page.theme ?? ''}"`}>
<head>
${top(site, page)}
<meta name="robots" content="noindex">
<base target="_blank">
${page.path !== null && html`<link rel="canonical" href="${address}">`}
<link rel="icon" href="${site.assets.icon}">
<link rel="stylesheet" href="${site.assets.style}">
<script src="${site.assets.embedScript}" defer></script>
</head>
<body>
<main>
${page.main}${knownAt !== null && knownWords(knownAt, say)}
</main>
<footer class="attribution"><a href="${address}" target="_blank" rel="noopener">${say.frame.attribution(site.own.name)}</a></footer>
</body>
</html>
`;
}

const known = ({ knownAt = null, path }: HtmlPage, say: Messages): Markup | null =>
  knownAt === null
    ? null
    : html`<div class="remark">${knownWords(knownAt, say)}<p><a href="${presentPath(path ?? '/')}">${say.frame.present}</a></p></div>
`;

function current(section: string, { path }: HtmlPage): Markup | null {
  if (path === section) return html` aria-current="page"`;
  return path?.startsWith(section) ? html` aria-current="true"` : null;
}

const top = ({ own }: Site, { title }: HtmlPage): Markup => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${personInText(title)} – ${own.name}</title>`;

function cards(site: Site, { path, image, embed, feed, ...page }: HtmlPage): Markup {
  if (path === null) return html`<meta name="robots" content="noindex">`;
  const title = personInText(page.title);
  const description = personInText(page.description);
  const url = canonicalIn(`${site.origin}${path}`, site.say.tag);
  const oembed = `${site.origin}/oembed?${new URLSearchParams({ url, format: 'json' })}`;
  return html`<meta name="description" content="${description}">
<link rel="canonical" href="${url}">
${LANGUAGES.map(
  (tag) => html`<link rel="alternate" hreflang="${tag}" href="${canonicalIn(`${site.origin}${path}`, tag)}">
`,
)}<meta property="og:site_name" content="${site.own.name}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${url}">
${
  image === undefined
    ? html`<meta name="twitter:card" content="summary">`
    : html`<meta property="og:image" content="${site.origin}${image}">
<meta property="og:image:alt" content="${description}">
<meta name="twitter:card" content="summary_large_image">`
}
${embed !== undefined && html`<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${title}">`}
${feed !== undefined && FEEDS.map(([format, mediaType]) => html`<link rel="alternate" type="${mediaType}" href="${site.origin}${tablePath(feed.path, format, feed.query)}" title="${personInText(feed.title)}">\n`)}`;
}

/** How browsers and feed readers find a feed by the page. */
const FEEDS = [
  ['atom', 'application/atom+xml'],
  ['jsonfeed', 'application/feed+json'],
] as const;
