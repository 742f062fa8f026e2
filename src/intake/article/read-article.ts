/** Files as the text of an article: plain text, HTML, WebVTT, SRT, DOCX and PDF with a text layer. */
import { articleText } from '../../core/capture/article-text.ts';
import { Failure } from '../../core/values/errors.ts';
import { plainBlocks } from './plain.ts';
import { subtitleBlocks } from './subtitles.ts';

export const ARTICLE_FORMATS = ['text', 'html', 'subtitles', 'docx', 'pdf'] as const;
export type ArticleFormat = (typeof ARTICLE_FORMATS)[number];

export type ReadArticle = {
  readonly text: string;
  readonly format: ArticleFormat;
  /** As the file names it; null where it does not. */
  readonly title: string | null;
  /** Of a web page, how many of its blocks were taken for no part of the article. */
  readonly leftOut: number;
};

/** `whole`: of a web page everything, and not what looks like the article. */
export type ReadingOptions = { readonly whole?: boolean };

const SUFFIXES: readonly (readonly [RegExp, ArticleFormat])[] = [
  [/\.html?$/i, 'html'],
  [/\.(vtt|srt)$/i, 'subtitles'],
  [/\.docx$/i, 'docx'],
  [/\.pdf$/i, 'pdf'],
];

/** What a file is by its name; text where that does not tell. */
export const articleFormatOf = (name: string): ArticleFormat =>
  SUFFIXES.find(([suffix]) => suffix.test(name))?.[1] ?? 'text';

const LONGEST_TITLE = 150;

/** The largest file that is read. */
export const MAX_ARTICLE_BYTES = 10_000_000;

/** Reads a file. Fails with `invalid` where it is too large, not UTF-8, not what it is said to be, or has no text. */
export async function readArticleFile(
  name: string,
  bytes: Uint8Array,
  format: ArticleFormat,
  options: ReadingOptions = {},
): Promise<ReadArticle> {
  if (bytes.length > MAX_ARTICLE_BYTES)
    throw new Failure('invalid', `${name} has ${bytes.length} bytes; an article may have ${MAX_ARTICLE_BYTES}`);
  try {
    const { blocks, title, leftOut = 0 } = await blocksOf(name, bytes, format, options);
    return { text: articleText(blocks), format, title, leftOut };
  } catch (error) {
    if (!(error instanceof Failure)) throw unreadable(name, format, error);
    throw error.message.startsWith(name) ? error : new Failure(error.kind, `${name}: ${error.message}`);
  }
}

async function blocksOf(
  name: string,
  bytes: Uint8Array,
  format: ArticleFormat,
  options: ReadingOptions,
): Promise<{ readonly blocks: readonly string[]; readonly title: string | null; readonly leftOut?: number }> {
  if (format === 'docx') return { blocks: await (await import('./docx.ts')).docxBlocks(bytes), title: null };
  if (format === 'pdf') return { blocks: await (await import('./pdf.ts')).pdfBlocks(bytes), title: null };
  const text = decoded(name, bytes);
  if (format === 'html') return (await import('./html.ts')).htmlBlocks(text, options);
  if (format === 'subtitles') return { blocks: subtitleBlocks(text), title: null };
  const blocks = plainBlocks(text);
  return { blocks, title: headingOf(blocks) };
}

/** A short first line without a stop is the title. */
function headingOf(blocks: readonly string[]): string | null {
  const [first = '', ...rest] = blocks
    .map((block) => block.replace(/[\s\ufeff]+/g, ' ').trim())
    .filter((block) => block !== '');
  return rest.length > 0 && first.length <= LONGEST_TITLE && !/[.!?:”"]$/.test(first) ? first : null;
}

function decoded(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure('invalid', `${name} is not UTF-8; save it as UTF-8`, [], { cause: error });
  }
}

const unreadable = (name: string, format: ArticleFormat, error: unknown): Failure =>
  new Failure('invalid', `${name} cannot be read as ${format}: ${error instanceof Error ? error.message : error}`, [], {
    cause: error,
  });
