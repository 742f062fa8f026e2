/** The plainest templates: a text that is the same in all rows, and what stands in one column. */
import { readTemplate } from './template.ts';

/** A text as a template: its blanks as one, its braces as themselves. */
export const bareTemplate = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').trim().replaceAll('{', '{{').replaceAll('}', '}}');

export const cellTemplate = (address: string): string => `{${address}}`;

/** The text that such a template is of; null where it is another. */
export function textOfBare(template: string): string | null {
  const parts = readTemplate(template);
  if (typeof parts === 'string') return null;
  const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
  return texts.length === parts.length ? texts.join('') : null;
}

/** The column that such a template is of; null where it is another. */
export function addressOfCell(template: string): string | null {
  const parts = readTemplate(template);
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' && 'column' in only ? only.column : null;
}
