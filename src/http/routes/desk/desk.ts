/** /desk: what was begun, and an article to begin with. */
import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { Failure } from '../../../core/values/errors.ts';
import { PartialDate, Record } from '../../../core/values/schema.ts';
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
  text: Type.Optional(Type.String({ maxLength: MAX_DOCUMENT_BYTES })),
  file: Type.Optional(Type.Unsafe<File | string>({})),
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
      const { title, publisher, publishedOn, url } = request.body;
      try {
        const day = dayIn(publishedOn);
        const about = { title: title.trim(), publisher: publisher.trim(), publishedOn: day, url: given(url) };
        const article = { ...about, ...(await broughtIn(request.body)) };
        const { document } = await addArticle(store, capture.extract, article, editorAtDesk(request));
        return { goTo: `/desk/documents/${document.id}` };
      } catch (error) {
        const faults = faultsOf(error);
        const sent = { title, publisher, publishedOn, url: url ?? '', text: request.body.text ?? '' };
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
  async function broughtIn({ text = '', file }: Static<typeof Article>) {
    if (text.trim() !== '') return { text };
    if (!(file instanceof File) || file.size === 0)
      throw new Failure('invalid', 'paste the text of the article, or choose a file', [
        { pointer: '/text', message: 'is empty: paste the text of the article, or choose a file' },
      ]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await capture.read(file.name, bytes, articleFormatOf(file.name));
    const fileSha256 = createHash('sha256').update(bytes).digest('hex');
    return { text: read.text, format: read.format, filename: file.name, fileSha256 };
  }
};

const readDay = validator(Record({ publishedOn: PartialDate }));

/** The day, before the article is read for what was said on it. Fails with `invalid`. */
function dayIn(publishedOn: string): string {
  const read = readDay({ publishedOn: publishedOn.trim() });
  if (read.ok) return read.value.publishedOn;
  throw new Failure('invalid', read.violations.map(({ message }) => message).join('; '), read.violations);
}
