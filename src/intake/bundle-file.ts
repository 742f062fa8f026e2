/** A bundle as a file of YAML or JSON: its value, and where in the text each part of it stands. */
import { isCollection, isNode, LineCounter, parseDocument } from 'yaml';
import { Failure } from '../core/values/errors.ts';

export type BundleFile = {
  readonly value: unknown;
  /** `file:line:column` of the part a JSON pointer names, or of the nearest part around it that is there. */
  locate(pointer: string): string;
};

/** Reads the text of a file named `name`. Fails with `invalid` and every place where it is not YAML or JSON. */
export function parseBundleFile(name: string, text: string): BundleFile {
  // JSON is YAML too, but reading it as YAML is slow, and is needed only to find a place.
  let tree: ReturnType<typeof parseTree> | undefined;
  const locate = (pointer: string) => {
    tree ??= parseTree(text);
    const { line, col } = placeOf(tree, pointer);
    return `${name}:${line}:${col}`;
  };
  const value = parseJson(text);
  if (value !== undefined) return { value, locate };
  tree = parseTree(text);
  const { errors, warnings } = tree.document;
  const faults = [...errors, ...warnings];
  if (faults.length > 0) {
    const violations = faults.map(({ message, pos: [offset] }) => {
      const { line, col } = tree?.lines.linePos(offset) ?? { line: 1, col: 1 };
      return { pointer: `${name}:${line}:${col}`, message: message.split(' at line ', 1)[0] ?? message };
    });
    throw new Failure('invalid', `${name} is not YAML or JSON that can be read; nothing was imported`, violations);
  }
  try {
    return { value: tree.document.toJS(), locate };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${name} cannot be read: ${why}`, [], { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseTree(text: string) {
  const lines = new LineCounter();
  return { lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: true, version: '1.2' }) };
}

function placeOf({ document, lines }: ReturnType<typeof parseTree>, pointer: string): { line: number; col: number } {
  let node: unknown = document.contents;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next: unknown = isCollection(node) ? node.get(/^\d+$/.test(key) ? Number(key) : key, true) : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  return lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
}
