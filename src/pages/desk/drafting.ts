/** A model at the desk: what would be sent where, what became of it before, and what it took words for that somebody has decided on. */
import { DROPPED, type Drafting, type MachineAnswer } from '../../core/capture/drafting/drafting.ts';
import type { Question } from '../../core/records/question.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';

export type DeskDrafting = {
  readonly model: string;
  readonly host: string;
  /** Of the text that would be sent. */
  readonly characters: number;
  /** Why it may not be; null where it may. */
  readonly refusal: string | null;
  /** The newest first. */
  readonly draftings: readonly Drafting[];
};

const many = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

const outcome = ({ received, proposed, dropped, failure, askedBy, askedAt, model, tokens }: Drafting): Markup =>
  html`<li>${askedAt.slice(0, 16).replace('T', ' ')} UTC, ${person(askedBy)}: ${
    failure === null
      ? html`${person(model)} proposed ${many(received, 'statement', 'statements')}, ${many(proposed, 'is', 'are')} new${dropped.map(({ why, count }) => `; ${count} of ${received} ${DROPPED[why]}`)}${tokens === null ? null : `. ${tokens.sent + tokens.received} tokens`}`
      : person(failure)
  }</li>`;

/** Where no model is set there is nothing to see of it. */
export const draftingForm = (document: string, drafting: DeskDrafting | null): Markup | null =>
  drafting === null
    ? null
    : html`<details class="drafting"${drafting.draftings.length > 0 ? html` open` : null}><summary>Ask the model</summary>
${
  drafting.refusal === null
    ? html`<form method="post" action="/desk/documents/${document}/draft"><p class="hint">The text, ${drafting.characters} characters, and the questions on record go to ${person(drafting.model)} at ${drafting.host}. What it proposes is marked as a machine’s, and waits for you. Which side it takes words for is told once you have chosen.</p><p><button class="quiet">Send the text to the model</button></p></form>`
    : html`<p class="hint">It is not sent: ${person(drafting.refusal)}.</p>`
}
${drafting.draftings.length === 0 ? null : html`<ul class="hint">${drafting.draftings.map(outcome)}</ul>`}</details>`;

/** What the machine took the words for, for whoever has chosen already. */
export function machineSaid(
  answer: MachineAnswer | null,
  questions: readonly Question[],
  scales: ReadonlyMap<string, Scale>,
): Markup | null {
  if (answer === null) return null;
  const question = questions.find(({ id }) => id === answer.question);
  const options = scales.get(question?.scale ?? '')?.options ?? [];
  const label = options.find(({ id }) => id === answer.option)?.label ?? answer.option;
  return html`<p><span class="tag">The machine said</span> ${person(label)}, on “${person(question?.title ?? answer.question)}”</p>`;
}
