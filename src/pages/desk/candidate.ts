/** The page of an article: its text, and one candidate after the other. */
import type { TextSpan } from '../../core/capture/candidate.ts';
import type { Document, DocumentCandidate } from '../../core/capture/document.ts';
import type { MachineAnswer } from '../../core/capture/drafting/drafting.ts';
import type { Source } from '../../core/records/source.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { articleColumn } from './article-text.ts';
import { byHand, cutAnew, type ProposedByHand } from './by-hand.ts';
import { decisionForm } from './decision.ts';
import { type DecisionWork, labelOfField } from './decision-fields.ts';
import { type DeskDrafting, draftingForm, machineSaid } from './drafting.ts';
import { faultsAbove } from './faults.ts';
import { keysHelp } from './keys.ts';

export type CandidateWork = Omit<DecisionWork, 'candidate'> & {
  readonly document: Document;
  readonly source: Source;
  /** Null once it was taken out. */
  readonly text: string | null;
  /** In the order of the text. */
  readonly candidates: readonly DocumentCandidate[];
  /** The one that is looked at; null where there is none. */
  readonly current: DocumentCandidate | null;
  /** What a model took the words at hand for; null unless somebody has chosen. */
  readonly machine: MachineAnswer | null;
  /** Null where no model is set. */
  readonly drafting: DeskDrafting | null;
  /** What was wrong with what was sent; nothing where nothing was. */
  readonly faults: readonly Violation[];
  /** A statement that was proposed by hand and refused; null where none was. */
  readonly byHand: ProposedByHand | null;
};

const KEYS = [
  ['j k', 'next, and before'],
  ['J', 'the next that is open'],
  ['1 … 9', 'question, then option'],
  ['q', 'back to the questions'],
  ['0', 'says nothing on it'],
  ['t i', 'stated, inferred; then the sentence'],
  ['p s', 'retold, in one sentence'],
  ['c d', 'condition, day'],
  ['e w', 'who, a new name'],
  ['/', 'find others on record'],
  ['n', 'new question'],
  ['a', 'accept and go on; Enter in a field does too'],
  ['x', 'set aside'],
  ['u', 'undo'],
  ['m', 'split, join, or other words'],
  ['⇧→ ⇧←', 'its last word further, or back; with Alt its first'],
  ['b', 'select words behind it: → ← move, ⇧ more'],
  ['Enter', 'takes the words that are selected'],
  ['r', 'review'],
  ['Esc', 'leaves a field'],
] as const;

/** `leftOut`: how many blocks of the page that was just brought were taken for no part of the article. */
export function candidatePage(work: CandidateWork, leftOut = 0): HtmlPage {
  const { document, source, candidates, current, text } = work;
  const { open, accepted, rejected } = document.candidates;
  const place = `/desk/documents/${document.id}`;
  return {
    title: source.title,
    description: 'Who says what in it.',
    path: place,
    main: html`<p class="kicker">${person(source.publisher)} · ${source.publishedOn}</p><h1>${person(source.title)}</h1>
<p role="status">${open} open · ${accepted} accepted · ${rejected} set aside · <a href="${place}/review" data-key="r">Review and publish</a> · <a href="${place}/rounds">Several coders</a></p>
${howItWasRead(document, leftOut)}
${keysHelp(KEYS)}
<div class="work">
<section aria-labelledby="at-hand"><h2 id="at-hand">${current === null ? 'Nothing is proposed' : `${candidates.indexOf(current) + 1} of ${candidates.length}`}</h2>
${current === null ? html`<p>Propose statements yourself, below.</p>` : atHand(work, current)}
${text === null ? null : byHand(work)}
${draftingForm(document.id, work.drafting)}
</section>
${articleColumn(text, candidates, current, text === null ? null : selectedWords(current))}
</div>`,
  };
}

/** What the text of a file may lack, or have otherwise than the page that people see. */
function howItWasRead({ format }: Document, leftOut: number): Markup | null {
  if (leftOut > 0)
    return html`<p class="remark">${leftOut} ${leftOut === 1 ? 'block' : 'blocks'} of the page left out, as menus are. If something of the article is missing, bring it <a href="/desk">again</a> with all of the page.</p>`;
  if (format === 'pdf')
    return html`<p class="remark">Read out of a PDF, where lines and columns may run into each other: compare each quote with the page.</p>`;
  return null;
}

function atHand(work: CandidateWork, it: DocumentCandidate): Markup {
  const { document, candidates, text, faults } = work;
  const at = candidates.indexOf(it);
  const isOpen = ({ state }: DocumentCandidate) => state === 'open';
  const open = candidates.slice(at + 1).find(isOpen) ?? candidates.slice(0, at).find(isOpen);
  const link = (to: DocumentCandidate | undefined, key: string, label: string) =>
    to === undefined
      ? null
      : html`<a href="/desk/documents/${document.id}?candidate=${to.id}" data-key="${key}">${label}</a> `;
  const said = ({ start, end }: TextSpan) => (text === null ? '' : text.slice(start, end));
  return html`<p class="steps">${link(candidates[at - 1], 'k', 'Before')}${link(candidates[at + 1], 'j', 'Next')}${link(open, 'J', 'Next open')}</p>
<p class="speaker"><strong>${person(it.speakerName)}</strong>${it.affiliationAsGiven === null ? null : html` <span class="affiliation">${person(it.affiliationAsGiven)}</span>`}
<span class="hint">${proposedBy(it)}</span></p>
${it.quotes.map((span) => html`<blockquote dir="auto">“${words(said(span))}”</blockquote>`)}
${it.content.map((span) => html`<p class="paraphrase" dir="auto"><span class="tag">Retold</span> ${words(said(span))}</p>`)}
${faultsAbove(faults, (field) => labelOfField(field, work.questions))}
${it.state === 'open' ? html`${decisionForm({ ...work, candidate: it })}${text === null ? null : cutAnew(it, candidates, text)}` : decided(it, work)}`;
}

/** What can be done with what is selected; the script shows it. */
const selectedWords = (it: DocumentCandidate | null): Markup =>
  html`<p class="selected" data-selected hidden><button type="button" data-pick="new">Propose what is selected</button>${it?.state === 'open' ? html` <button type="button" class="quiet" data-pick="words">Make these the words at hand</button>` : null}</p>`;

function proposedBy({ origin, confidence }: DocumentCandidate): Markup {
  const by =
    origin.kind === 'person'
      ? 'proposed by'
      : origin.kind === 'extractor'
        ? 'proposed by the program'
        : 'proposed by the machine';
  return html`${by} ${person(origin.name)}${confidence === null ? null : ` · sure to ${confidence.toFixed(2)}`}`;
}

const decided = (
  it: DocumentCandidate,
  { sent, machine, questions, scales }: CandidateWork,
): Markup => html`${sent === null ? null : html`<p>What you sent: ${Object.entries(sent).map(([field, value]) => html`<br><strong>${labelOfField(field, questions)}</strong> ${words(value)}`)}</p>`}
<p><strong>${it.state === 'accepted' ? 'Accepted' : 'Set aside'}</strong> by ${person(it.decidedBy ?? '')}${it.reason === null ? null : html`: ${person(it.reason)}`}</p>
${machineSaid(machine, questions, scales)}
${it.statement === null ? null : html`<p><a href="/desk/records/statements/${it.statement}">The statement that was made of it</a></p>`}
<form method="post" action="/desk/candidates/${it.id}"><input type="hidden" name="revision" value="${it.revision}">
<button name="act" value="reopen" data-key="u">Undo <kbd>u</kbd></button></form>`;
