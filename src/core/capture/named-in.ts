/** Who of those on record a text may name: few of many, so that only these are looked at for each speaker. */
import type { Named } from '../records/near.ts';
import { fold } from '../values/sort-key.ts';

const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Those with a word of one of their names in the text, in their order. Whoever shares a surname that it names is among them. */
export function namedIn(text: string, experts: readonly Named[]): readonly Named[] {
  const said = new Set(wordsOf(text));
  return experts.filter(({ names }) => names.some((name) => wordsOf(name).some((word) => said.has(word))));
}
