/** Bundles read a piece at a time, however long they are. */

import { type Kind, PLURALS } from '../../records/kinds.ts';
import type { Violation } from '../../values/errors.ts';
import type { LineNumbers } from '../line-numbers.ts';
import { type BundleContent, type Frame, type PlacedRecord, readBundle, readRecords } from './bundle.ts';

/** A line of a bundle in lines, from 1: a record and its kind, or what is wrong with it. */
export type BundleLine =
  | { readonly line: number; readonly kind: Kind; readonly record: unknown }
  | { readonly line: number; readonly fault: string };

/** A bundle in lines, some at a time: those of one batch may refer to each other either way. */
export type BundleInLines = {
  readonly name: string;
  readonly frame: unknown;
  readonly batches: AsyncIterable<readonly BundleLine[]>;
};

/** A bundle in lines, or one that was read whole. */
export type AnyBundle = BundleInLines | { readonly name: string; readonly value: unknown };

/** Some records of a bundle. */
export type BundlePiece = {
  readonly name: string;
  /** What its lines are counted from among all lines. */
  readonly from: number;
  readonly content: BundleContent;
  /** Those of its lines and records, each for itself. */
  readonly violations: readonly Violation[];
  /** By the place of the record; none in a bundle that was read whole. */
  readonly lines: ReadonlyMap<string, number>;
  /** By "kind id", of records that are broken. */
  readonly brokenLines: ReadonlyMap<string, number>;
};

/** The pieces of a bundle, one after the other; its lines are counted on behind those of the bundles before it. */
export async function* piecesOf(bundle: AnyBundle, frame: Frame, numbers: LineNumbers): AsyncGenerator<BundlePiece> {
  const { name } = bundle;
  const from = numbers.begin(name, !('frame' in bundle));
  numbers.reach(from + 1);
  if ('frame' in bundle) {
    yield* piecesOfLines(bundle, from, frame, numbers);
    return;
  }
  const { content, violations } = readBundle(bundle.value, '');
  yield {
    name,
    from,
    content: { ...content, reason: frame.reason },
    violations,
    lines: new Map(),
    brokenLines: new Map(),
  };
}

async function* piecesOfLines(
  { name, batches }: BundleInLines,
  from: number,
  frame: Frame,
  numbers: LineNumbers,
): AsyncGenerator<BundlePiece> {
  const counts: { [K in Kind]?: number } = {};
  for await (const batch of batches) {
    numbers.reach(from + (batch.at(-1)?.line ?? 1));
    const lines = new Map<string, number>();
    const faults: Violation[] = [];
    const claimed: PlacedRecord[] = [];
    for (const it of batch) {
      if ('fault' in it) faults.push({ line: it.line, message: it.fault });
      else {
        const { kind, record, line } = it;
        const index = counts[kind] ?? 0;
        const place = `/${PLURALS[kind]}/${index}`;
        counts[kind] = index + 1;
        lines.set(place, line);
        claimed.push({ kind, record, place });
      }
    }
    const { content, violations } = readRecords(claimed, frame);
    const brokenLines = brokenAmong(claimed, content.broken, lines);
    yield { name, from, content, violations: [...faults, ...violations], lines, brokenLines };
  }
}

function brokenAmong(
  claimed: readonly PlacedRecord[],
  broken: ReadonlySet<string>,
  lines: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (broken.size === 0) return new Map();
  return new Map(
    claimed.flatMap(({ kind, record, place }) => {
      const key = `${kind} ${(record as { readonly id?: unknown }).id}`;
      const line = lines.get(place);
      return broken.has(key) && line !== undefined ? [[key, line] as const] : [];
    }),
  );
}
