/** HTML for pages: whatever is not markup made here is escaped, so nothing can be forgotten. */
import { person as isolated, markup, type Markup as SafeMarkup } from '../formats/markup.ts';

export type Markup = SafeMarkup;

/** A template of HTML; texts and numbers put into it are escaped, markup and lists of it are not, nothing else prints. */
export const html = markup;

/** What a person wrote, kept from turning the direction of the text around it. */
export const person = isolated;

const TURNS_DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'];

/** The same where no markup can be: titles and attributes. Left as it is where nothing in it turns the direction. */
export const personInText = (text: string): string =>
  TURNS_DIRECTION.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
