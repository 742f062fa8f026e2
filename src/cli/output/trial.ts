/** What a trial of an import would do, a line for each record and each difference. */
import type { ImportTrial, TrialChange } from '../../core/writing/import-trial.ts';

const MAX_CHARACTERS = 100;
/** So much of what both have in common is shown before a difference. */
const BEFORE = 30;

export function trialInWords({ changes, moreChanges, missing, moreMissing }: ImportTrial): string {
  const lines = changes.flatMap(inWords);
  if (moreChanges > 0) lines.push(`and ${moreChanges.toLocaleString('en')} more changes`);
  if (missing.length > 0)
    lines.push('published on the same questions from the same sources, and no rows of the table:');
  for (const { position, summary } of missing) lines.push(`  position ${position}: ${inShort(summary)}`);
  if (moreMissing > 0) lines.push(`  and ${moreMissing.toLocaleString('en')} more`);
  return lines.map((line) => `${line}\n`).join('');
}

function inWords({ kind, id, action, name, differences }: TrialChange): string[] {
  return [
    `${action} ${kind} ${id}: ${inShort(name)}`,
    ...differences.map(({ field, before, after }) => `  ${field}: ${fromWhereTheyDiffer(before, after).join(' → ')}`),
  ];
}

/** Both as JSON; of long ones, the part where they begin to differ. */
function fromWhereTheyDiffer(before: unknown, after: unknown): string[] {
  const texts = [before, after].map((value) => [...JSON.stringify(value)]);
  const [one = [], other = []] = texts;
  const at = one.findIndex((character, index) => character !== other[index]);
  const isShort = texts.every(({ length }) => length <= MAX_CHARACTERS);
  const from = isShort ? 0 : Math.max(0, (at === -1 ? one.length : at) - BEFORE);
  return texts.map((characters) => (from > 0 ? '…' : '') + inShort(characters.slice(from).join('')));
}

const inShort = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= MAX_CHARACTERS ? line : `${[...line].slice(0, MAX_CHARACTERS - 1).join('')}…`;
};
