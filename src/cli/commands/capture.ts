/** standpoint capture FILE */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Option } from 'commander';
import { candidatesAnswer } from '../../answers/capture/candidates.ts';
import { type DraftSource, draftBundle } from '../../core/capture/draft-bundle.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { slugOf } from '../../core/values/slug.ts';
import { json } from '../../formats/json.ts';
import { text as table } from '../../formats/text/text.ts';
import {
  ARTICLE_FORMATS,
  type ArticleFormat,
  articleFormatOf,
  readArticleFile,
} from '../../intake/article/read-article.ts';
import { captureText } from '../../services/capture/capture.ts';
import { type CliContext, type CommandOf, print, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import { draftBundleText } from '../output/draft-bundle.ts';
import { requireDate } from '../output/formatted.ts';

type Options = {
  readonly format: 'table' | 'json' | 'bundle';
  readonly as?: ArticleFormat;
  readonly source?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly publishedOn?: string;
  readonly url?: string;
  readonly language?: string;
  readonly explain?: true;
  readonly whole?: true;
};

export const captureCommand: CommandOf = (program, context) => {
  program
    .command('capture')
    .summary('find who says what in an article')
    .description(
      'Find the statements in an article, with who says them and which questions on record they may answer. Nothing is stored: ' +
        'the table is to be looked at, the bundle to be gone on with.',
    )
    .argument(
      '<file>',
      'text, HTML, WebVTT, SRT, DOCX, PDF, or a transcript of lines "NAME: words"; "-" reads standard input',
    )
    .addOption(new Option('--format <format>', 'what is printed').choices(['table', 'json', 'bundle']).default('table'))
    .addOption(
      new Option('--as <format>', 'what the file is, where its name does not tell').choices([...ARTICLE_FORMATS]),
    )
    .option('--whole', 'of a web page everything, and not what looks like the article')
    .option('--source <id>', 'the source on record that it is')
    .option('--title <title>', 'its title; what the file says, unless given')
    .option('--publisher <name>', 'who published it')
    .option('--published-on <date>', 'the day of publication, from which "on Tuesday" is counted')
    .option('--url <url>', 'where it is published')
    .option('--language <tag>', 'its language; found from the text unless given')
    .option('--explain', 'name the rule and the words by which each was found')
    .action((file: string, options: Options) => withStore(context, (store) => capture(context, store, file, options)));
};

async function capture(context: CliContext, store: Store, file: string, options: Options): Promise<void> {
  requireDate('--published-on', options.publishedOn);
  const bytes = await bytesOf(context, file);
  const how = { whole: options.whole === true };
  const { text, title, leftOut } = await readArticleFile(file, bytes, options.as ?? articleFormatOf(file), how);
  if (leftOut > 0)
    context.stderr.write(
      `standpoint: ${leftOut} ${leftOut === 1 ? 'block' : 'blocks'} of the page left out; --whole reads all of it\n`,
    );
  const known = options.source === undefined ? null : await requireSource(store, options.source);
  const publishedOn = options.publishedOn ?? known?.publishedOn ?? null;
  const language = options.language ?? known?.language ?? null;
  const found = await captureText(store, OPERATOR, await context.loadExtractor(), text, { publishedOn, language });
  if (found.candidates.length === 0) context.stderr.write(`standpoint: ${nothingFound(found.language)}\n`);
  if (options.format !== 'bundle')
    return print(
      context,
      options.format === 'json' ? json : table,
      candidatesAnswer(text, found, { explain: options.explain === true }),
    );
  const source = known === null ? newSource(file, text, title, found.language, options) : { id: known.id, input: null };
  const [expert, statement] = [new Set(await store.ids('expert')), new Set(await store.ids('statement'))];
  const draft = draftBundle(text, found.candidates, source, { expert, statement });
  context.stdout.write(draftBundleText(text, draft));
  if (draft.leftOut > 0)
    context.stderr.write(`standpoint: ${draft.leftOut} left out that name nobody; --format table shows them\n`);
}

const nothingFound = (language: string): string =>
  /^(en|und)(-|$)/.test(language)
    ? 'no statement was found'
    : `the text looks like "${language}"; statements are found in English alone (--language en, if it is)`;

async function bytesOf({ stdin }: CliContext, file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(stdin);
  return readFile(file).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${file} cannot be read: ${why}`, [], { cause: error });
  });
}

async function requireSource(store: Store, id: string) {
  const source = await store.get('source', id);
  if (source === null) throw new Failure('not-found', `source "${id}" does not exist`);
  return source;
}

/** A draft of the source; its id has the first digits of the text's hash, so that the same article has the same. */
function newSource(file: string, text: string, found: string | null, language: string, options: Options): DraftSource {
  const { publisher, publishedOn, url } = options;
  if (publisher === undefined) throw invalidParameter('--publisher', 'must be given for a bundle, or --source instead');
  if (publishedOn === undefined)
    throw invalidParameter('--published-on', 'must be given for a bundle, or --source instead');
  const title = options.title ?? found ?? basename(file);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const id = `${slugOf(title)?.slice(0, 60) ?? 'article'}-${digest}`;
  const known = { language: language === 'und' ? 'en' : language };
  return { id, input: { id, title, publisher, publishedOn, ...known, ...(url !== undefined && { url }) } };
}
