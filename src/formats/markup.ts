/** HTML and XML that is safe by its type: whatever is not markup made here is escaped, so nothing can be forgotten. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type MarkupPart = Markup | string | number | null | undefined | false | readonly MarkupPart[];

/** A template; texts and numbers put into it are escaped, markup and lists of it are not, nothing else prints. */
export function markup(strings: TemplateStringsArray, ...parts: MarkupPart[]): Markup {
  return new Markup(strings.map((string, index) => string + print(parts[index])).join(''));
}

function print(part: MarkupPart): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(print).join('') : escaped(String(part));
}

/** Text with a reference for each character that markup gives a meaning, and for the carriage return, of which parsers make a line feed. */
const escaped = (text: string): string =>
  text.replaceAll(/["&'<=>\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What a person wrote, kept from turning the direction of the text around it, and in its language where that is on record. */
export const person = (text: string, language?: string): Markup => markup`<bdi${langOf({ language })}>${text}</bdi>`;

/** The attribute that says in which language something is, where the record has that: a voice reads it aloud in it. */
export const langOf = ({ language }: { readonly language?: string | undefined }): Markup | null =>
  language === undefined ? null : markup` lang="${language}"`;
