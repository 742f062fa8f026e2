/** The forms that propose a statement by hand, look for statements again, and cut a candidate anew. */
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';

export const byHand = (document: string): Markup => html`<details><summary>Propose a statement yourself</summary>
<form class="fields" method="post" action="/desk/documents/${document}/candidates">
<p><label for="speaker">Who says it</label><input id="speaker" name="speakerName" required maxlength="300"></p>
<p><label for="quote">Words in quotation marks, exactly as the text has them, without the marks</label><textarea id="quote" name="quote" rows="2"></textarea></p>
<p><label for="retold">Or words that retell it, exactly as the text has them</label><textarea id="retold" name="content" rows="2"></textarea></p>
<p><button>Propose it</button></p></form></details>
<form method="post" action="/desk/documents/${document}/extract"><p><button class="quiet">Look for statements again</button> <span class="hint inline">What was proposed and decided stays.</span></p></form>`;

/** Two statements that were found as one, or one that was found as two. `all` are in the order of the text. */
export function cutAnew(it: DocumentCandidate, all: readonly DocumentCandidate[], text: string): Markup {
  const beside = [all[all.indexOf(it) - 1], all[all.indexOf(it) + 1]].filter(
    (other) => other?.state === 'open' && other.speakerName === it.speakerName,
  );
  const begins = (of: DocumentCandidate) => {
    const [first] = [...of.quotes, ...of.content].toSorted((a, b) => a.start - b.start);
    return first === undefined ? '' : text.slice(first.start, Math.min(first.end, first.start + 60));
  };
  return html`<details><summary data-key="m">Split it, or join it with another <kbd>m</kbd></summary>
<form class="fields" method="post" action="/desk/candidates/${it.id}/split"><input type="hidden" name="revision" value="${it.revision}">
<p><label for="begins">The second statement begins with these words, exactly as the text has them</label><input id="begins" name="begins" required maxlength="2000"></p>
<p><button class="quiet">Make two of it</button></p></form>
${beside.map((other) =>
  other === undefined
    ? null
    : html`<form class="fields" method="post" action="/desk/candidates/${it.id}/join"><input type="hidden" name="revision" value="${it.revision}"><input type="hidden" name="other" value="${other.id}"><input type="hidden" name="otherRevision" value="${other.revision}">
<p><button class="quiet">Join it with “${begins(other)}…”</button></p></form>`,
)}</details>`;
}
