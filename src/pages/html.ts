/** HTML for pages: whatever is not markup made here is escaped, so nothing can be forgotten. */
import { turns } from '../formats/isolation.ts';
import { person as isolated, langOf, type Markup, markup } from '../formats/markup.ts';

export { langOf };

/** A template of HTML; texts and numbers put into it are escaped, markup and lists of it are not, nothing else prints. */
export const html = markup;

/** Characters that turn the direction of what follows, or end that. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * What a person wrote, in its language where that is on record, kept from turning the direction of the text around it.
 * Its own turning characters may be unbalanced and then reach beyond an element, but not beyond a box: the class makes it one.
 */
export const person = (text: string, language?: string): Markup =>
  turns(text) ? html`<bdi class="turns"${langOf({ language })}>${text}</bdi>` : isolated(text, language);

/** The same for words whose paragraph takes its direction from them. */
export const words = (text: string): Markup =>
  turns(text) ? html`<span class="turns" dir="auto">${text}</span>` : html`<span>${text}</span>`;

/** The same where no markup can be, as in titles: without those characters. */
export const personInText = (text: string): string => text.replaceAll(TURNING, '');
