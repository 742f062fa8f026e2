/** A DOCX file as blocks: its paragraphs, without headers, footers and comments. */
import mammoth from 'mammoth';

export async function docxBlocks(bytes: Uint8Array): Promise<string[]> {
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  return value.split(/\n+/);
}
