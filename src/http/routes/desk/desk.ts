/** /desk: what was begun, and an article to begin with. */
import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { RightsName } from '../../../core/capture/document.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Language, PartialDate, Record } from '../../../core/values/schema.ts';
import { validator } from '../../../core/values/validation.ts';
import { articleFormatOf } from '../../../intake/article/read-article.ts';
import { deskHomePage } from '../../../pages/desk/home.ts';
import { addArticle, listDocuments } from '../../../services/capture/documents.ts';
import { listProposals } from '../../../services/records/proposals.ts';
import type { Routes } from '../../context.ts';
import { MAX_DOCUMENT_BYTES } from '../capture/documents.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk, given } from './forms.ts';
import { faultsOf, isConflict } from './records.ts';

const LISTED = 100;
/** Beside the text a form has its other fields. */
const MAX_FORM_BYTES = MAX_DOCUMENT_BYTES + 64 * 1024;

const words = Type.String({ maxLength: 5000 });

const Article = Record({
  // What is wrong with these is told beside them, by the schema that a source has everywhere.
  ...{ title: words, publisher: words, publishedOn: words, url: Type.Optional(words) },
  ...{ rights: Type.Optional(words), keepUntil: Type.Optional(words), language: Type.Optional(words) },
  text: Type.Optional(Type.String({ maxLength: MAX_DOCUMENT_BYTES })),
  file: Type.Optional(Type.Unsafe<File | string>({})),
  whole: Type.Optional(Type.Literal('true')),
});

export const deskHomeRoutes: Routes = (app, { store, desk, capture }) => {
  const config = { scope: 'write', desk: true } as const;
  app.get(
    '/desk',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => deskHomePage({ ...(await homeOf(caller)), sent: {}, faults: [] })),
  );

  app.post(
    '/desk/documents',
    { config, bodyLimit: MAX_FORM_BYTES, schema: { hide: true, querystring: Record({}), body: Article } },
    desk(async (request) => {
      const { file: _, ...sent } = request.body;
      try {
        const { title, publisher, url } = sent;
        const about = { title: title.trim(), publisher: publisher.trim(), url: given(url), ...knownIn(request.body) };
        const { leftOut = 0, ...brought } = await broughtIn(request.body);
        const article = { ...about, ...brought };
        const { document } = await addArticle(store, capture.extract, article, editorAtDesk(request));
        return { goTo: `/desk/documents/${document.id}${leftOut === 0 ? '' : `?leftOut=${leftOut}`}` };
      } catch (error) {
        const faults = faultsOf(error);
        const page = deskHomePage({ ...(await homeOf(request.caller)), sent, faults });
        return { ...page, status: isConflict(error) ? 409 : 422 };
      }
    }),
  );

  async function homeOf(caller: Caller) {
    const documents = await listDocuments(store, caller, { limit: LISTED });
    const sources = await store.getMany('source', [...new Set(documents.map(({ source }) => source))]);
    const waiting = await listProposals(store, caller, { state: ['open'], limit: 1 });
    return { documents, sources, proposals: waiting.items.length > 0 };
  }

  /** The text that was pasted, or that of the file. */
  async function broughtIn({ text = '', file, whole }: Static<typeof Article>) {
    if (text.trim() !== '') return { text };
    if (!(file instanceof File) || file.size === 0)
      throw new Failure('invalid', 'paste the text of the article, or choose a file', [
        { pointer: '/text', message: 'is empty: paste the text of the article, or choose a file' },
      ]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await capture.read(file.name, bytes, articleFormatOf(file.name), { whole: whole === 'true' });
    const fileSha256 = createHash('sha256').update(bytes).digest('hex');
    return { text: read.text, format: read.format, filename: file.name, fileSha256, leftOut: read.leftOut };
  }
};

const readKnown = validator(
  Record({
    publishedOn: PartialDate,
    rights: Type.Optional(RightsName),
    keepUntil: Type.Optional(PartialDate),
    language: Type.Optional(Language),
  }),
);

/** What is to be right before the article is read for what was said on the day. Fails with `invalid`. */
function knownIn({ publishedOn, ...form }: Static<typeof Article>) {
  const [rights, keepUntil, language] = [form.rights, form.keepUntil, form.language].map(given);
  const read = readKnown({
    publishedOn: publishedOn.trim(),
    ...(rights !== undefined && { rights }),
    ...(keepUntil !== undefined && { keepUntil }),
    ...(language !== undefined && { language }),
  });
  if (read.ok) return read.value;
  throw new Failure('invalid', read.violations.map(({ message }) => message).join('; '), read.violations);
}
