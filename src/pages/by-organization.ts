/** How a question divides each organization whose members are on record on it. */
import type { Consensus } from '../core/comparison/consensus.ts';
import { onRecord } from '../core/matrix/matrix.ts';
import { reachOf } from '../formats/halves.ts';
import type { Markup } from '../formats/markup.ts';
import { divergingBar } from './diverging.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { tablePath, type View, viewQuery } from './links.ts';
import { divisionWords } from './marks.ts';

/** Of more, those with the most on record are shown. */
const MOST = 8;

const FORMATS = [
  ['png', 'PNG'],
  ['svg', 'SVG'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
] as const;

/** Nothing where no two organizations can be set beside each other, or none has two voices: the scale has told all of it. */
export function byOrganization({ question, scale }: Consensus, view: View, say: Messages): Markup | null {
  const told = say.organizations;
  const voices = (group: NonNullable<typeof question.groups>[number]) => onRecord(group, group.experts);
  const groups = (question.groups ?? []).filter((group) => voices(group) > 0);
  if (groups.length < 2 || groups.every((group) => voices(group) < 2)) return null;
  const shown = groups.toSorted((a, b) => voices(b) - voices(a)).slice(0, MOST);
  const reach = Math.max(1, ...shown.map((group) => reachOf(group, scale)));
  const api = `/v1/questions/${encodeURIComponent(question.id)}/consensus`;
  const query = [['groupBy', 'affiliation'] as const, ...viewQuery(view)];
  return html`<section aria-labelledby="organizations"><h2 id="organizations">${told.heading}</h2>
<ul class="questions">${shown.map(
    (group) => html`<li><div class="what"><strong>${person(group.name)}</strong>
<p>${say.home.onRecord(voices(group), group.experts)}</p></div>
<div class="how">${divergingBar(group, scale, reach)}<p class="division">${divisionWords(group, scale, say)}</p></div></li>
`,
  )}</ul>
<p class="note">${groups.length > MOST && told.others(groups.length - MOST)}${told.note}${
    view.drafts !== true &&
    html` ${say.sources.takeIt}${FORMATS.map(([format, label], index) => html`${index > 0 && ','} <a href="${tablePath(api, format, query)}">${label}</a>`)}.`
  }</p></section>`;
}
