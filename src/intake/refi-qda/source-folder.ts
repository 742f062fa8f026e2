/** The folder of sources in a REFI-QDA project: the texts that passages are counted in, and what can be kept of them. */
import { articleText } from '../../core/capture/article-text.ts';
import { Failure } from '../../core/values/errors.ts';
import { child, type XmlElement } from '../xml.ts';

/** The files of a project, by their names. */
export type ProjectFiles = { readonly [name: string]: Uint8Array };

/** A text as it is kept, or why it cannot be. */
type Kept = { readonly text: string } | { readonly fault: string };

/** `internal://` stands for the folder of sources, whatever it is called. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

export class SourceFolder {
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ProjectFiles) {
    this.#files = new Map(Object.entries(files).map(([name, bytes]) => [baseName(name), bytes]));
  }

  /** The text that passages of it are counted in. Fails where it is not there. */
  textOf(holder: XmlElement): string {
    const { plainTextPath = '', name = '' } = holder.attributes;
    const text = this.#plain(holder);
    if (text === null)
      throw new Error(`the text of the source ${JSON.stringify(name)} (${plainTextPath || 'no path'}) is not in it`);
    return text;
  }

  /** All that the holders of a source's texts say, as it is kept; null where the project has none of it. */
  documentOf(holders: readonly XmlElement[]): Kept | null {
    const plain = holders.flatMap((holder) => this.#plain(holder) ?? []);
    if (plain.every((text) => text.trim() === '')) return null;
    try {
      return { text: articleText(plain) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { fault: error.message };
    }
  }

  #plain(holder: XmlElement): string | null {
    const inside = child(holder, 'PlainTextContent');
    if (inside !== undefined) return inside.text;
    const bytes = this.#files.get(baseName(holder.attributes.plainTextPath ?? ''));
    return bytes === undefined ? null : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  }
}
