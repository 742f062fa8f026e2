/** Findings: what the frames have found so far, and which words and quotes are spoken for. */
import type { CaptureRule } from '../../core/capture/candidate.ts';
import type { Article, TokenRange } from '../article.ts';
import type { Subject } from '../subject.ts';

export type FoundStatement = {
  readonly rule: CaptureRule;
  readonly cue: TokenRange | null;
  /** The verb of saying; null where there is none. */
  readonly verb: string | null;
  readonly subject: Subject | null;
  /** What was said, quotes with their marks; apart and in order. */
  readonly content: readonly TokenRange[];
};

export class Findings {
  readonly #article: Article;
  readonly #found: FoundStatement[] = [];
  readonly #used = new Set<number>();
  readonly #cues = new Set<number>();

  constructor(article: Article) {
    this.#article = article;
  }

  /** In the order of the text. */
  get all(): readonly FoundStatement[] {
    return this.#found.toSorted((a, b) => startOf(a) - startOf(b));
  }

  /** Takes a finding in, unless most of its words are spoken for already; says whether it did. */
  add(finding: FoundStatement): boolean {
    const [first] = finding.content;
    if (first === undefined || finding.content.some((range) => this.#isTaken(range))) return false;
    this.#found.push(finding);
    if (finding.cue !== null) this.#cues.add(finding.cue.from);
    for (const { from, to } of finding.content)
      for (let index = from; index < to; index++) {
        const quote = this.#article.quoteAt(index);
        if (quote !== null) this.#used.add(quote);
      }
    return true;
  }

  isUsed(quote: number): boolean {
    return this.#used.has(quote);
  }

  /** True where the verb at that token belongs to a finding, or lies within what somebody said. */
  isDone(at: number): boolean {
    return (
      this.#cues.has(at) || this.#found.some(({ content }) => content.some(({ from, to }) => from <= at && at < to))
    );
  }

  #isTaken({ from, to }: TokenRange): boolean {
    return this.#found.some(({ content }) =>
      content.some((other) => {
        const shared = Math.min(other.to, to) - Math.max(other.from, from);
        return shared > 0.5 * Math.min(to - from, other.to - other.from);
      }),
    );
  }
}

const startOf = ({ content, cue }: FoundStatement): number =>
  Math.min(content[0]?.from ?? 0, cue?.from ?? Number.MAX_VALUE);
