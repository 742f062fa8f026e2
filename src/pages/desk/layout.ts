/** The frame of every page of the desk: where one can go, who is signed in, and the way out. */
import type { Markup } from '../../formats/markup.ts';
import { html, person, personInText } from '../html.ts';
import type { HtmlPage, Site } from '../layout.ts';

export type DeskFrame = {
  /** Who is signed in; null where nobody is. */
  readonly name: string | null;
};

/** The places of the desk. */
const PLACES = [
  ['/desk', 'Articles'],
  ['/desk/coding', 'Coding'],
  ['/desk/records', 'Records'],
  ['/desk/import', 'Import'],
  ['/desk/proposals', 'Proposals'],
  ['/desk/preview', 'Preview'],
] as const;

export const deskLayout = (
  site: Pick<Site, 'assets'>,
  page: HtmlPage,
  { name }: DeskFrame,
): Markup => html`<!doctype html>
<html lang="en" class="desk">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${personInText(page.title)} – Standpoint desk</title>
<link rel="icon" href="${site.assets.icon}">
<link rel="stylesheet" href="${site.assets.style}">
<link rel="stylesheet" href="${site.assets.deskStyle}">
<script src="${site.assets.deskScript}" defer></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="site">
<a class="brand" href="/desk">Standpoint desk</a>
${
  name === null
    ? null
    : html`<nav aria-label="Desk">
${PLACES.map(([path, label]) => html`<a href="${path}"${current(path, page)}>${label}</a>\n`)}<a href="/">What the public sees</a>
</nav>
<form class="sign-out" method="post" action="/desk/session/end"><span>${person(name)}</span> <button>Sign out</button></form>`
}
</header>
<main id="main" tabindex="-1">
${page.main}
</main>
</body>
</html>
`;

function current(place: string, { path }: HtmlPage): Markup | null {
  if (path === place) return html` aria-current="page"`;
  return place !== '/desk' && path?.startsWith(place) ? html` aria-current="true"` : null;
}
