/** Transcripts: texts of lines "NAME: words", in which everything is said by whoever is named before it. */
import type { Candidate } from '../core/capture/candidate.ts';

/** A name and a colon at the beginning of a line, then words. */
const TURN = /^(?:>>\s*|-\s*)?(\p{Lu}[\p{L}\p{N}.’'-]*(?: [\p{L}\p{N}.’'(),-]+){0,5}):[ \t]+(?=\S)/u;
/** What is asked in an interview is no statement. */
const ASKED = /^(Q|Question)$/;
const FEWEST = 2;
/** So much of a text must be turns for it to be a transcript. */
const SHARE = 0.6;
const CONFIDENCE = 0.9;

/** A candidate before its speaker is looked for among those on record; `name` as the transcript writes it. */
export type Turn = Omit<Candidate, 'expert' | 'link' | 'speakerName'> & { readonly name: string };

/** What is said in a transcript, a candidate for each turn; null where the text is none. */
export function turnsOf(text: string): readonly Turn[] | null {
  const turns: Turn[] = [];
  let lines = 0;
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    lines += 1;
    const found = TURN.exec(line);
    const name = found?.[1];
    if (found === null || name === undefined) continue;
    const start = index + line.indexOf(name);
    const words = { start: index + found[0].length, end: index + line.trimEnd().length };
    turns.push({
      ...{ rule: 'turn', name, mention: { start, end: start + name.length }, cue: null, attribution: 'direct' },
      ...{ speakerKind: 'unknown', affiliationAsGiven: null, quotes: [words], content: [] },
      ...{ saidOn: null, saidOnWords: null, confidence: CONFIDENCE },
    });
  }
  const isTranscript = turns.length >= FEWEST && turns.length >= SHARE * lines;
  return isTranscript ? turns.filter(({ name }) => !ASKED.test(name)) : null;
}

/** "BRANDT" is Brandt; a name written otherwise stays as it is. */
export const spokenName = (name: string): string =>
  name === name.toUpperCase() && name !== name.toLowerCase()
    ? name.toLowerCase().replace(/(^|[\s.’'-])\p{L}/gu, (letter) => letter.toUpperCase())
    : name;
