/** The forms that propose a statement by hand, look for statements again, and cut a candidate anew. */
import type { TextSpan } from '../../core/capture/candidate.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { placesSent, type TypedWords } from '../../core/capture/typed-words.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';
import { faultsAbove } from './faults.ts';

/** A statement that was sent and refused, and why. */
export type ProposedByHand = {
  readonly sent: TypedWords & { readonly speakerName: string };
  readonly faults: readonly Violation[];
};

type Shown = {
  readonly document: { readonly id: string };
  readonly candidates: readonly DocumentCandidate[];
  readonly current: DocumentCandidate | null;
  readonly byHand: ProposedByHand | null;
};

export function byHand({ document: { id }, candidates, current, byHand: refused }: Shown): Markup {
  const names = [...new Set(candidates.map(({ speakerName }) => speakerName))];
  const sent = refused?.sent;
  return html`<details${refused === null ? null : html` open`}><summary>Propose a statement yourself</summary>
${faultsAbove(refused?.faults ?? [], {})}
<form class="fields" method="post" action="/desk/documents/${id}/candidates" data-words="new">${current === null ? null : html`<input type="hidden" name="candidate" value="${current.id}">`}
<p><label for="speaker">Who says it</label><input id="speaker" name="speakerName" required maxlength="300" list="speakers" value="${sent?.speakerName ?? ''}">
<datalist id="speakers">${names.map((it) => html`<option value="${it}">`)}</datalist></p>
${wordFields('new', sent ?? { quote: '', content: '', at: '' })}
<p><button>Propose it</button></p></form></details>
<form method="post" action="/desk/documents/${id}/extract"><p><button class="quiet">Look for statements again</button> <span class="hint inline">What was proposed and decided stays.</span></p></form>`;
}

/** Words of the text, each on a line; a textarea drops the first end of a line. */
const wordFields = (
  id: string,
  { quote, content, at }: TypedWords,
): Markup => html`<input type="hidden" name="at" value="${at ?? ''}">
<p><label for="${id}-quote">Words in quotation marks, exactly as the text has them, without the marks</label><textarea id="${id}-quote" name="quote" rows="2" maxlength="20000" aria-describedby="${id}-lines">\n${quote ?? ''}</textarea></p>
<p><label for="${id}-retold">Words that retell it, exactly as the text has them</label><textarea id="${id}-retold" name="content" rows="2" maxlength="20000" aria-describedby="${id}-lines">\n${content ?? ''}</textarea></p>
<p class="hint" id="${id}-lines">Each quote on a line of its own, and each part that is retold.</p>`;

/** The words of an open candidate, to be made longer or shorter. */
function otherWords({ id, revision, quotes, content }: DocumentCandidate, text: string): Markup {
  const lines = (spans: readonly TextSpan[]) => spans.map(({ start, end }) => text.slice(start, end)).join('\n');
  return html`<form class="fields" method="post" action="/desk/candidates/${id}/words" data-words="at-hand"><input type="hidden" name="revision" value="${revision}">
${wordFields('own', { quote: lines(quotes), content: lines(content), at: placesSent([...quotes, ...content]) })}
<p><button class="quiet">Make these its words</button></p></form>`;
}

/** Two statements that were found as one, or one that was found as two. `all` are in the order of the text. */
export function cutAnew(it: DocumentCandidate, all: readonly DocumentCandidate[], text: string): Markup {
  const beside = [all[all.indexOf(it) - 1], all[all.indexOf(it) + 1]].filter(
    (other) => other?.state === 'open' && other.speakerName === it.speakerName,
  );
  const begins = (of: DocumentCandidate) => {
    const [first] = [...of.quotes, ...of.content].toSorted((a, b) => a.start - b.start);
    return first === undefined ? '' : text.slice(first.start, Math.min(first.end, first.start + 60));
  };
  return html`<details><summary data-key="m">Split it, join it with another, or give it other words <kbd>m</kbd></summary>
<form class="fields" method="post" action="/desk/candidates/${it.id}/split"><input type="hidden" name="revision" value="${it.revision}">
<p><label for="begins">The second statement begins with these words, exactly as the text has them</label><input id="begins" name="begins" required maxlength="2000"></p>
<p><button class="quiet">Make two of it</button></p></form>
${beside.map((other) =>
  other === undefined
    ? null
    : html`<form class="fields" method="post" action="/desk/candidates/${it.id}/join"><input type="hidden" name="revision" value="${it.revision}"><input type="hidden" name="other" value="${other.id}"><input type="hidden" name="otherRevision" value="${other.revision}">
<p><button class="quiet">Join it with “${begins(other)}…”</button></p></form>`,
)}
${otherWords(it, text)}</details>`;
}
