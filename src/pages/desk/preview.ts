/** Pages of the site as they would be if every draft were published now, shown at the desk and marked as what they are. */
import { PREVIEW, PREVIEW_WORDS } from '../../answers/words.ts';
import { html } from '../html.ts';
import { en } from '../languages/en.ts';
import type { HtmlPage } from '../layout.ts';
import { PREVIEWED, placeOf } from '../links.ts';

/** The pages that lead to the others. */
const PLACES = [
  ['/', 'Home'],
  ['/questions', en.places.questions],
  ['/topics', en.places.topics],
  ['/experts', en.places.experts],
  ['/sources', en.places.sources],
  ['/statements', en.places.statements],
  ['/grid', en.places.grid],
  ['/compare', en.places.compare],
  ['/agreement', en.places.agreement],
  ['/network', en.places.network],
  ['/moves', en.places.whoMoved],
] as const;

export const previewPage = ({ title, description, path, main }: HtmlPage): HtmlPage => ({
  title: `${PREVIEW}: ${title}`,
  description,
  path,
  main: html`<p class="remark">${PREVIEW_WORDS}</p>
<nav aria-label="Preview"><ul class="inline">${PLACES.map(([place, label]) => html`<li><a href="${placeOf(place, PREVIEWED)}">${label}</a></li> `)}</ul></nav>
${main}`,
});
