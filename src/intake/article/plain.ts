/** Plain text as blocks: paragraphs between blank lines, also where an editor has broken their lines. */

/** Lines of about this length are broken by an editor, and not by a writer. */
const BROKEN = { shortest: 50, longest: 100 };

export function plainBlocks(text: string): string[] {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n\s*/);
  return blocks.flatMap((block) => (isBroken(block) ? [block.replace(/\s*\n\s*/g, ' ')] : block.split('\n')));
}

function isBroken(block: string): boolean {
  const lines = block.split('\n').slice(0, -1);
  return lines.length > 0 && lines.every(({ length }) => length >= BROKEN.shortest && length <= BROKEN.longest);
}
