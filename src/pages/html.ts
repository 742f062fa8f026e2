/** HTML that is safe by its type: whatever is not markup made here is escaped, so nothing can be forgotten. */
import { html as escaped } from 'ghtml';

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A template of HTML; texts and numbers put into it are escaped, markup and lists of it are not, nothing else prints. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((string, index) => string + print(parts[index])).join(''));
}

function print(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(print).join('') : escaped`${String(part)}`;
}

/** What a person wrote, kept from turning the direction of the text around it. */
export const person = (text: string): Markup => html`<bdi>${text}</bdi>`;
