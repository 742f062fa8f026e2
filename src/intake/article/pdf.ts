/** The text layer of a PDF file as blocks. Lines are put together; a page that is only a picture has none. */
import { extractText, getDocumentProxy } from 'unpdf';
import { plainBlocks } from './plain.ts';

export async function pdfBlocks(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { text } = await extractText(document, { mergePages: false });
  return text.flatMap((page) => plainBlocks(page));
}
