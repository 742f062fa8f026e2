/** What a question asks, in its language where the record has it. */
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { html, langOf, person } from './html.ts';

export const titleOf = ({ title, language }: Pick<Question, 'title' | 'language'>): Markup => person(title, language);

/** A paragraph of that class. */
export const propositionIn = (name: string, question: Pick<Question, 'proposition' | 'language'>): Markup =>
  html`<p class="${name}" dir="auto"${langOf(question)}>${question.proposition}</p>`;
