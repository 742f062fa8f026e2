/**
 * Annotations as Hypothes.is exports and answers them (https://h.readthedocs.io/en/latest/api-reference/), as rows with the
 * columns of its CSV, and two more: the title of the page, and the id.
 */

type Json = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (value: unknown): Json => (isObject(value) ? value : {});
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Does it answer another, stand for a whole page, or mark something, with words or a tag or without? */
function typeOf(quote: string | null, { references, text, tags }: Json): string {
  if (listIn(references).length > 0) return 'Reply';
  if (quote === null) return 'Page note';
  return textIn(text) === null && listIn(tags).length === 0 ? 'Highlight' : 'Annotation';
}

/** `acct:coder1@hypothes.is` as its CSV has it: `coder1`. */
const nameOf = (user: unknown): string | null =>
  textIn(user)
    ?.replace(/^acct:/, '')
    .replace(/@[^@]*$/, '') ?? null;

/** The row of an annotation: the words that it marks as they stand, its tags with commas between them, null for what it lacks. */
export function annotationRow(annotation: Json): Json {
  const { id, created, uri, user, user_info: person, group, text, tags, target, document } = annotation;
  const selectors = listIn(target).flatMap((it) => listIn(objectIn(it).selector).map(objectIn));
  const quote = textIn(selectors.find(({ type }) => type === 'TextQuoteSelector')?.exact);
  return {
    'Created at': textIn(created),
    Author: textIn(objectIn(person).display_name) ?? nameOf(user),
    Page: textIn(selectors.find(({ type }) => type === 'PageSelector')?.label),
    URL: textIn(uri),
    Group: textIn(group),
    Type: typeOf(quote, annotation),
    Quote: quote,
    Comment: textIn(text),
    Tags: textIn(listIn(tags).map(String).join(',')),
    Title: textIn([objectIn(document).title].flat()[0]),
    Id: textIn(id),
  };
}
