/** The text layer of a PDF file as blocks. Lines are put together; a page that is only a picture has none. */
import { extractText, getDocumentProxy } from 'unpdf';

export async function pdfBlocks(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { text } = await extractText(document, { mergePages: false });
  return text.flatMap(pageBlocks);
}

/** So much shorter than the widest line is the last one of a paragraph, as a share of it. */
const SHORT = 0.8;
const ENDS_SENTENCE = /[.?!]["”’)]*$/;

/** A page has its lines without blank ones between: a paragraph ends where a sentence does in a short line. */
function pageBlocks(page: string): string[] {
  const lines = page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const widest = Math.max(0, ...lines.map(({ length }) => length));
  const blocks: string[][] = [[]];
  for (const line of lines) {
    blocks.at(-1)?.push(line);
    if (line.length < SHORT * widest && ENDS_SENTENCE.test(line)) blocks.push([]);
  }
  return blocks.map((block) => block.join(' '));
}
