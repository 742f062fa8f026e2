/** The page that proves an entry of the log: what it says, its leaf, and the way from there to the root. */
import type { Change } from '../core/change-log/change.ts';
import { headText } from '../core/change-log/tree/checkpoint.ts';
import type { InclusionProof } from '../core/change-log/tree/log-head.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { titleOf } from './asked.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { changePath, proofPath } from './links.ts';

/** An entry of the log, and what it is about as that is called now: null where it is about none, or that is gone. */
export type Proven = {
  readonly change: Change;
  readonly proof: InclusionProof;
  readonly expert: Expert | null;
  readonly question: Question | null;
  /** The entries that the statements of a position last changed with. */
  readonly rests: readonly number[];
};

export function proofPage({ change, proof, rests, ...about }: Proven, say: Messages): HtmlPage {
  const told = say.proof;
  const { seq, leafIndex, leafHash, inclusionPath, size, rootHash } = proof;
  const { at, action, entity, id, after } = change;
  const shown = changePath(entity, id, after);
  const name = nameIn(change, about, say);
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

/** Its kind, and what it is called. */
function nameIn(
  { entity, after, before }: Change,
  { expert, question }: Pick<Proven, 'expert' | 'question'>,
  say: Messages,
): Markup {
  const kind = say.proof.entities[entity];
  const { title, label, language } = after ?? before ?? {};
  const tongue = typeof language === 'string' ? language : undefined;
  if (expert !== null && question !== null)
    return html`${kind}: ${say.expertOnQuestion(person(expert.name), titleOf(question))}`;
  if (expert !== null) return html`${kind}: ${person(expert.name)}`;
  if (question !== null) return html`${kind}: ${titleOf(question)}`;
  const name = title ?? label;
  return typeof name === 'string' ? html`${kind}: ${person(name, tongue)}` : html`${kind}`;
}

function whatItSays({ salt, content }: InclusionProof, { proof }: Messages): Markup {
  if (content === null || salt === null) return html`<p>${proof.redacted}</p>`;
  return html`<p>${proof.content}</p>
<pre class="content" dir="ltr" tabindex="0"><code>${person(content)}</code></pre>
<p><code>${salt}</code></p>`;
}
