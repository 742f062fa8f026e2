/** What the spellings of a column stand for. */

/** What becomes of a spelling that is not listed: a fault, itself, or an empty cell. */
export const OTHERWISE = ['fault', 'keep', 'empty'] as const;
export type Otherwise = (typeof OTHERWISE)[number];

/** What the spellings of a column stand for; null leaves the row out. */
export type Spellings = {
  readonly listed: ReadonlyMap<string, string | null>;
  /** The same without regard to case, where that leaves no doubt. */
  readonly folded: ReadonlyMap<string, string | null>;
  readonly otherwise: Otherwise;
};

/** By our column. */
export type SpellingsByColumn = ReadonlyMap<string, Spellings>;

type Listed = { readonly [spelling: string]: string | null };

/** The spellings of each column that either names. */
export const spellingsByColumn = (
  values: { readonly [column: string]: Listed | undefined } = {},
  otherwise: { readonly [column: string]: Otherwise | undefined } = {},
): SpellingsByColumn =>
  new Map(
    [...new Set([...Object.keys(values), ...Object.keys(otherwise)])].map(
      (column) => [column, spellingsOf(values[column] ?? {}, otherwise[column] ?? 'fault')] as const,
    ),
  );

function spellingsOf(given: Listed, otherwise: Otherwise): Spellings {
  const listed = new Map(Object.entries(given).map(([spelling, meant]) => [spelling.trim(), meant]));
  const folded = new Map<string, string | null>();
  const doubtful = new Set<string>();
  for (const [spelling, meant] of listed) {
    const key = spelling.toLowerCase();
    if (folded.has(key) && folded.get(key) !== meant) doubtful.add(key);
    folded.set(key, meant);
  }
  for (const key of doubtful) folded.delete(key);
  return { listed, folded, otherwise };
}
