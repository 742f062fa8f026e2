/** Bundles of any length as parts of a load: what is remembered from one part to the next, and every fault at its line. */

import { KINDS, type Kind } from '../../records/kinds.ts';
import { Failure, type Violation } from '../../values/errors.ts';
import { NO_IDS, type Stored, type WriteGrounds, type WritePart } from '../../writing/grounds.ts';
import type { Write } from '../../writing/plan.ts';
import { withCurrentIds } from '../../writing/redirects.ts';
import { Faults, MAX_LISTED } from '../fault-list.ts';
import { FirstLines } from '../first-lines.ts';
import { idsIn } from '../ids-in.ts';
import { LineNumbers } from '../line-numbers.ts';
import { planImport } from '../plan-import.ts';
import type { Recorded } from '../planner.ts';
import { recordIn, soundAmong } from '../usable-writes.ts';
import { type BundleContent, type Frame, readFrame } from './bundle.ts';
import { type AnyBundle, type BundlePiece, piecesOf } from './pieces.ts';

/** Who imports and when, and why, beside what the bundles say themselves. */
type RecordedWhy = Recorded & { readonly reason?: string | null };

export class BundleParts {
  readonly #bundles: readonly { readonly bundle: AnyBundle; readonly frame: Frame }[];
  readonly #recorded: RecordedWhy;
  readonly #faults = new Faults();
  readonly #seen = new FirstLines();
  readonly #lines = new LineNumbers();
  /** Of the faults that are told: what they lack, which may come yet. */
  readonly #lacking = new Map<Violation, { readonly key: string; readonly from: number }>();
  readonly reason: string | null;

  constructor(bundles: readonly AnyBundle[], recorded: RecordedWhy) {
    this.#recorded = recorded;
    this.#bundles = bundles.map((bundle) => {
      this.#faults.begin(bundle.name);
      if (!('frame' in bundle)) return { bundle, frame: readFrame(bundle.value, '').frame };
      const { frame, violations } = readFrame(bundle.frame, '');
      this.#faults.add(violations.map((violation) => ({ ...violation, file: bundle.name, line: 1 })));
      return { bundle, frame };
    });
    const reasons = [...this.#bundles.map(({ frame }) => frame.reason), recorded.reason ?? null];
    this.reason = [...new Set(reasons.filter((reason) => reason !== null))].join('; ') || null;
  }

  /** All of them, one after the other. The last fails with `invalid` and every fault, each with its file. */
  async *all(): AsyncGenerator<WritePart> {
    for (const { bundle, frame } of this.#bundles)
      for await (const piece of piecesOf(bundle, { ...frame, reason: this.reason }, this.#lines))
        yield { ids: idsIn(piece.content), plan: (grounds) => this.#plan(piece, grounds) };
    yield { ids: NO_IDS, plan: () => this.#end() };
  }

  #plan(piece: BundlePiece, { stored, redirects }: WriteGrounds): readonly Write[] {
    const { name, from, lines, brokenLines } = piece;
    const taken: Violation[] = [];
    const content = this.#eachOnce(withCurrentIds(piece.content, redirects), piece, taken);
    for (const key of content.broken) this.#seen.note(key, from + (brokenLines.get(key) ?? 1));
    const broken = this.#brokenFor(content, stored);
    const { plan, violations, lacking } = planImport({ ...content, broken }, stored, this.#recorded);
    const told = [...piece.violations, ...taken, ...violations].map((violation) => {
      const line = violation.line ?? lines.get(recordIn(violation.pointer));
      const placed = { ...violation, file: name, ...(line !== undefined && { line }) };
      const key = lacking.get(violation);
      if (key !== undefined && this.#faults.count < MAX_LISTED) this.#lacking.set(placed, { key, from });
      return placed;
    });
    this.#faults.add(told.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
    return this.#faults.count === 0 ? plan.writes : soundAmong(plan.writes, content, stored, violations);
  }

  /** The content without the records whose ids are taken already, which are faults. */
  #eachOnce(content: BundleContent, { from, lines }: BundlePiece, taken: Violation[]): BundleContent {
    const once = <K extends Kind>(kind: K) =>
      content.entries[kind].filter(({ input: { id }, place }) => {
        const line = lines.get(place);
        const before = this.#seen.note(`${kind} ${id}`, from + (line ?? 1));
        // Of a bundle that was read whole, the plan says it.
        if (before === undefined || (line === undefined && before > from)) return true;
        const where = this.#lines.inWords(before, from);
        const message = `"${id}" is taken already, by ${where}; every ${kind} needs an id of its own`;
        taken.push({ pointer: `${place}/id`, message });
        return false;
      });
    const entries = { scale: once('scale'), expert: once('expert'), source: once('source') };
    const others = { question: once('question'), statement: once('statement'), position: once('position') };
    return { ...content, entries: { ...entries, ...others } };
  }

  /** What is referred to and was there, but could not be written, has a fault of its own. */
  #brokenFor(content: BundleContent, stored: Stored): ReadonlySet<string> {
    const ids = idsIn(content);
    const keys = KINDS.flatMap((kind) =>
      [...ids[kind]].filter((id) => !stored[kind].has(id)).map((id) => `${kind} ${id}`),
    );
    return new Set([...content.broken, ...keys.filter((key) => this.#seen.lineOf(key) !== undefined)]);
  }

  #end(): readonly Write[] {
    if (this.#faults.count === 0) return [];
    const { kind, message, violations } = this.#faults.refusal();
    throw new Failure(
      kind,
      message,
      violations.map((violation) => this.#withWhatCame(violation)),
    );
  }

  /** What was lacking when it was referred to may have come behind. */
  #withWhatCame(violation: Violation): Violation {
    const { key, from } = this.#lacking.get(violation) ?? { key: '', from: 0 };
    const line = this.#seen.lineOf(key);
    if (line === undefined) return violation;
    const [kind = '', id = ''] = key.split(' ');
    const where = this.#lines.inWords(line, from);
    const message = `names the ${kind} "${id}", which comes only in ${where}; put it before what refers to it`;
    return { ...violation, message };
  }
}
