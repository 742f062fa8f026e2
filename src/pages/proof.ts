/** The page that proves an entry of the log: what it says, its leaf, and the way from there to the root. */
import type { Change } from '../core/change-log/change.ts';
import { headText } from '../core/change-log/tree/checkpoint.ts';
import type { InclusionProof } from '../core/change-log/tree/log-head.ts';
import type { Markup } from '../formats/markup.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { changePath, proofPath } from './links.ts';

/** `rests` are the entries that the statements of a position last changed with. */
export function proofPage(change: Change, proof: InclusionProof, rests: readonly number[], say: Messages): HtmlPage {
  const told = say.proof;
  const { seq, leafIndex, leafHash, inclusionPath, size, rootHash } = proof;
  const { at, action, entity, id, after } = change;
  const shown = changePath(entity, id, after);
  const name = html`${told.entities[entity]} ${person(id)}`;
  return {
    title: told.title(seq),
    description: told.description,
    path: proofPath(seq),
    main: html`<div class="proof"><p class="kicker">${shown === null ? name : html`<a href="${shown}">${name}</a>`}: ${told.actions[action]}, ${time(at.slice(0, 10), say)}</p>
<h1>${told.title(seq)}</h1>
<p>${told.lede}</p>
${whatItSays(proof, say)}
<p>${told.leaf(leafIndex)}</p>
<p><code>${leafHash}</code></p>
${
  inclusionPath.length > 0 &&
  html`<p>${told.together}</p>
<ol>${inclusionPath.map((digest) => html`<li><code>${digest}</code></li>`)}</ol>`
}
<p>${told.head}</p>
<p><code>${headText({ size, rootHash })}</code></p>
${rests.length > 0 && html`<p>${told.rests} ${rests.map((entry, index) => html`${index > 0 && ', '}<a href="${proofPath(entry)}">${told.entry(entry)}</a>`)}.</p>`}
<p class="note">${told.note(`/v1/log/proof/consistency?first=${size}`, `/v1/log/proof/inclusion?seq=${seq}&size=${size}`)}</p></div>`,
  };
}

function whatItSays({ salt, content }: InclusionProof, { proof }: Messages): Markup {
  if (content === null || salt === null) return html`<p>${proof.redacted}</p>`;
  return html`<p>${proof.content}</p>
<pre class="content" dir="ltr" tabindex="0"><code>${person(content)}</code></pre>
<p><code>${salt}</code></p>`;
}
