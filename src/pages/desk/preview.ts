/** Pages of the site as they would be if every draft were published now, shown at the desk and marked as what they are. */
import { PREVIEW, PREVIEW_WORDS } from '../../answers/words.ts';
import { html } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

export const previewPage = ({ title, description, path, main }: HtmlPage): HtmlPage => ({
  title: `${PREVIEW}: ${title}`,
  description,
  path,
  main: html`<p class="remark">${PREVIEW_WORDS}</p>${main}`,
});
