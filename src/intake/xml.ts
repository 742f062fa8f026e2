/** XML as a stream of tags, or as a tree of elements. */
import { Parser } from 'htmlparser2';

export type XmlAttributes = { readonly [name: string]: string };

/** Told of what is read, in its order. Names are as they are written, with their prefixes. */
export type XmlReader = {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  /** What stands between two tags may come in several pieces. */
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

/**
 * Tells the reader what the document holds, and yields behind each piece of its bytes, which are UTF-8. Fails where they are
 * not, where elements are not closed, or there is none. Entities of its own are not resolved.
 */
export function* readTags(pieces: Iterable<Uint8Array>, reader: XmlReader): Generator<void> {
  const open: string[] = [];
  let elements = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        elements += 1;
        open.push(name);
        reader.open(name, attributes);
      },
      ontext: (text) => reader.text(text),
      onclosetag(name) {
        open.pop();
        reader.close(name);
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.write(decoder.decode());
  yield;
  const last = open.at(-1);
  if (last !== undefined) throw new Error(`<${last}> is never closed`);
  if (elements === 0) throw new Error('there is no element in it');
}

export type XmlElement = {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlElement[];
  /** What stands in it, without what stands in its children. */
  readonly text: string;
};

type Growing = { name: string; attributes: XmlAttributes; children: Growing[]; text: string };

/** A name without its prefix. */
export const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The root of the document, with names without prefixes. Fails as `readTags` does. */
export function readXml(bytes: Uint8Array): XmlElement {
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const tags = readTags([bytes], {
    open(name, attributes) {
      const element = { name: bare(name), attributes, children: [], text: '' };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    text(data) {
      const element = open.at(-1);
      if (element !== undefined) element.text += data;
    },
    close() {
      open.pop();
    },
  });
  while (tags.next().done !== true);
  const [first] = root.children;
  if (first === undefined) throw new Error('there is no element in it');
  return first;
}

/** Its children of that name. */
export const named = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Its first child of that name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => named(element, name)[0];
