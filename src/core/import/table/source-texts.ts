/** The texts that come with tables: which of our sources they are of, whether quotes are in them, and the parts that keep them. */
import { placesIn } from '../../capture/anchor.ts';
import { articleText } from '../../capture/article-text.ts';
import type { Rights } from '../../capture/document.ts';
import { anchorQuotes } from '../../capture/locate-quotes.ts';
import { Failure, type Violation } from '../../values/errors.ts';
import { INPUT_LIMITS } from '../../values/input-limits.ts';
import { show } from '../../values/validation.ts';
import { NO_IDS, type WritePart } from '../../writing/grounds.ts';
import type { CodedEntry } from './entry.ts';
import type { FileRow, FileText } from './file-table.ts';

/** How texts are kept; null where none is. */
export type TextRule = { readonly rights: Rights; readonly keepUntil: string | null } | null;

/** What the texts came as, by which their documents are known. */
const FORMAT = 'refi-qda';
/** No program has looked for statements in them: people have coded them. */
const BY_PEOPLE = 'none';

type Came = { readonly texts: Set<FileText>; readonly file: string | null };

export class SourceTexts {
  readonly #rule: TextRule;
  /** By the id of a source of ours; in the order of the file, as its rows are. */
  readonly #bySource = new Map<string, Came>();
  readonly #located = new WeakSet<FileRow>();

  constructor(rule: TextRule) {
    this.#rule = rule;
  }

  /** What is wrong with the quotes of a row that is a passage of the text; null where they are in it, or it is not kept. */
  whyNotIn(text: FileText, { row }: CodedEntry): string | null {
    if (this.#rule === null || row.quote === undefined || !('text' in text)) return null;
    if (placesIn(text.text, { quotes: [...row.quote] }) !== null) return null;
    try {
      anchorQuotes(text.text, row.quote, '');
      return null;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return `${error.violations[0]?.message ?? error.message}; the text is that of ${show(text.name)}, and is kept to check quotes against unless the mapping says "texts: none"`;
    }
  }

  /** The row is a passage of the text, and says of which source it is. */
  note(text: FileText, { at, refers }: CodedEntry, file: string | null): void {
    if (this.#rule === null) return;
    this.#located.add(at);
    const came = this.#bySource.get(refers.source.id);
    if (came === undefined) this.#bySource.set(refers.source.id, { texts: new Set([text]), file });
    else came.texts.add(text);
  }

  /** True where the quotes of the row were found in a text that is kept with it. */
  has({ at }: CodedEntry): boolean {
    return this.#located.has(at);
  }

  /** A part for each source that has texts; what cannot be kept goes to `refuse`. */
  *parts(by: string, refuse: (violation: Violation) => void): Generator<WritePart> {
    if (this.#rule === null) return;
    const rule = this.#rule;
    for (const [source, { texts, file }] of this.#bySource) {
      const broken = [...texts].filter((it) => 'fault' in it);
      for (const { name, fault } of broken)
        refuse({
          ...(file !== null && { file }),
          message: `holds a text, ${show(name)}, that cannot be kept: ${fault}; ${LEAVE_OUT}`,
        });
      const blocks = new Set([...texts].flatMap((it) => ('text' in it ? [it.text] : [])));
      if (broken.length > 0 || blocks.size === 0) continue;
      const text = articleText([...blocks]);
      if (text.length > INPUT_LIMITS.documentCharacters) {
        const message = `holds texts of the source ${show(source)} with ${text.length} characters, and at most ${INPUT_LIMITS.documentCharacters} are kept of one; ${LEAVE_OUT}`;
        refuse({ ...(file !== null && { file }), message });
        continue;
      }
      const [only, another] = texts;
      yield {
        ids: { ...NO_IDS, source: new Set([source]) },
        plan: () => [],
        texts: ({ stored, redirects }) => {
          const id = redirects.source.get(source) ?? source;
          const record = stored.source.get(id);
          // It was not made because of a fault of its rows.
          if (record === undefined) return [];
          return [
            {
              ...{ source: id, text, ...rule, language: record.language, format: FORMAT, extractor: BY_PEOPLE },
              filename: another === undefined ? (only?.name ?? null) : null,
              ...{ fileSha256: null, addedBy: by },
            },
          ];
        },
      };
    }
  }
}

const LEAVE_OUT = '"texts: none" in the mapping leaves out all texts';
