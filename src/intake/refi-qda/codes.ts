/** Codes of a project or a codebook (REFI-QDA), each with those above it. */
import { child, named, readXml, type XmlElement } from '../xml.ts';
import { idOf, textOf } from './elements.ts';

export type Code = { readonly name: string; readonly path: readonly string[]; readonly about: string | null };

/** The codes of a code book, each with those above it. */
export function codesIn(book: XmlElement | undefined): ReadonlyMap<string, Code> {
  const found = new Map<string, Code>();
  const take = (element: XmlElement, above: readonly string[]): void => {
    const name = element.attributes.name ?? '';
    const path = [...above, name];
    found.set(idOf(element), { name, path, about: textOf(child(element, 'Description')) });
    for (const inner of named(element, 'Code')) take(inner, path);
  };
  for (const code of named(child(book, 'Codes'), 'Code')) take(code, []);
  return found;
}

export const pathInWords = ({ path }: Code): string => path.join(' > ');
export const parentOf = ({ path }: Code): string | null => path.at(-2) ?? null;

/** The rows of a codebook (.qdc), its columns first. Fails where it is none. */
export function codebookRows(bytes: Uint8Array): (string | null)[][] {
  const root = readXml(bytes);
  if (root.name !== 'CodeBook') throw new Error(`it holds <${root.name}>, and a codebook holds <CodeBook>`);
  const rows = [...codesIn(root)].map(([id, code]) => [code.name, parentOf(code), pathInWords(code), id, code.about]);
  return [['code', 'code_parent', 'code_path', 'code_id', 'note'], ...rows];
}
