/** XML as a tree of elements, by their names without prefixes. */
import { Parser } from 'htmlparser2';

export type XmlElement = {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly XmlElement[];
  /** What stands in it, without what stands in its children. */
  readonly text: string;
};

type Growing = { name: string; attributes: XmlElement['attributes']; children: Growing[]; text: string };

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The root of the document. Fails where elements are not closed, or there is none. Entities of its own are not resolved. */
export function readXml(text: string): XmlElement {
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = { name: bare(name), attributes, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(data) {
        const element = open.at(-1);
        if (element !== undefined) element.text += data;
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.write(text);
  const last = open.at(-1);
  if (last !== undefined && last !== root) throw new Error(`<${last.name}> is never closed`);
  const [first] = root.children;
  if (first === undefined) throw new Error('there is no element in it');
  return first;
}

/** Its children of that name. */
export const named = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Its first child of that name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => named(element, name)[0];
