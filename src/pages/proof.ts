/** The page that proves an entry of the log: what it says, its leaf, and the way from there to the root. */
import type { Change } from '../core/change-log/change.ts';
import { headText } from '../core/change-log/tree/checkpoint.ts';
import type { InclusionProof } from '../core/change-log/tree/log-head.ts';
import type { Markup } from '../formats/markup.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { changePath, proofPath } from './links.ts';

/** `rests` are the entries that the statements of a position last changed with. */
export function proofPage(change: Change, proof: InclusionProof, rests: readonly number[]): HtmlPage {
  const { seq, leafIndex, leafHash, inclusionPath, size, rootHash } = proof;
  const { at, action, entity, id, after } = change;
  const shown = changePath(entity, id, after);
  const name = html`${entity} ${person(id)}`;
  return {
    title: `Proof of entry ${seq}`,
    description: 'What proves that an entry of the change log is as it was written.',
    path: proofPath(seq),
    main: html`<div class="proof"><p class="kicker">${shown === null ? name : html`<a href="${shown}">${name}</a>`}: ${action}, ${time(at.slice(0, 10))}</p>
<h1>Proof of entry ${seq}</h1>
<p>The change log is a Merkle tree, as the logs of web certificates are (RFC 9162). Whoever has its root can find out by themselves that this entry is in it, and says what it says here.</p>
${whatItSays(proof)}
<p>The leaf, number ${leafIndex} from 0, is SHA-256 of a zero byte, the salt and this text:</p>
<p><code>${leafHash}</code></p>
${
  inclusionPath.length > 0 &&
  html`<p>Together with these, from the leaf upwards, it makes the root:</p>
<ol>${inclusionPath.map((digest) => html`<li><code>${digest}</code></li>`)}</ol>`
}
<p>The head of the log, its size and its root:</p>
<p><code>${headText({ size, rootHash })}</code></p>
${rests.length > 0 && html`<p>The words that it rests on: ${rests.map((entry, index) => html`${index > 0 && ', '}<a href="${proofPath(entry)}">entry ${entry}</a>`)}.</p>`}
<p class="note">This proves nothing to whoever has the head from nobody but us: write it down now, or take it from somebody who did. A later log is proven to begin with this one by <a href="${`/v1/log/proof/consistency?first=${size}`}">a proof of consistency</a>. Nor does it prove that what was written is true. For programs: <a href="${`/v1/log/proof/inclusion?seq=${seq}&size=${size}`}">the proof as JSON</a>, <a href="/v1/log/head">the head</a>.</p></div>`,
  };
}

function whatItSays({ salt, content }: InclusionProof): Markup {
  if (content === null || salt === null)
    return html`<p>What the entry said was redacted, or is not public as a whole: it is held fast, and cannot be shown.</p>`;
  return html`<p>The entry, character for character, and its salt:</p>
<pre class="content" dir="ltr" tabindex="0"><code>${person(content)}</code></pre>
<p><code>${salt}</code></p>`;
}
