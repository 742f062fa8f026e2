/** Subtitles, WebVTT and SRT, as lines "NAME: words" where they name who speaks, else as one text. */

const TIMES = /^(\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->/;
const VOICE = /<v(?:\.[^ >]*)?\s+([^>]+)>/;
const NAMED = /^(?:>>\s*|-\s*)?(\p{Lu}[\p{L}.’' -]{1,60}):\s+/u;

export function subtitleBlocks(text: string): string[] {
  const turns: { speaker: string | null; words: string[] }[] = [];
  for (const cue of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    const lines = cue.split('\n').map((line) => line.trim());
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at === -1) continue;
    for (const line of lines.slice(at + 1)) {
      const speaker = VOICE.exec(line)?.[1] ?? NAMED.exec(line)?.[1] ?? null;
      const words = line
        .replace(NAMED, '')
        .replace(/<[^>]*>/g, '')
        .trim();
      const last = turns.at(-1);
      if (words === '') continue;
      if (last !== undefined && (speaker === null || speaker === last.speaker)) last.words.push(words);
      else turns.push({ speaker, words: [words] });
    }
  }
  return turns.map(({ speaker, words }) =>
    speaker === null ? words.join(' ') : `${speaker.trim()}: ${words.join(' ')}`,
  );
}
