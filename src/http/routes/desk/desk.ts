/** /desk: what was begun, and an article to begin with. */
import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { PartialDate, Record, Text } from '../../../core/values/schema.ts';
import { articleFormatOf } from '../../../intake/article/read-article.ts';
import { deskHomePage } from '../../../pages/desk/home.ts';
import { addArticle, listDocuments } from '../../../services/capture/documents.ts';
import { listProposals } from '../../../services/records/proposals.ts';
import type { Routes } from '../../context.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { MAX_DOCUMENT_BYTES } from '../capture/documents.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk, given } from './forms.ts';

const LISTED = 100;
/** Beside the text a form has its other fields. */
const MAX_FORM_BYTES = MAX_DOCUMENT_BYTES + 64 * 1024;

const Article = Record({
  title: Text(500),
  publisher: Text(300),
  publishedOn: PartialDate,
  url: Type.Optional(Type.String({ maxLength: 2048 })),
  text: Type.Optional(Type.String({ maxLength: MAX_DOCUMENT_BYTES })),
  file: Type.Optional(Type.Unsafe<File | string>({})),
});

export const deskHomeRoutes: Routes = (app, { store, desk, capture }) => {
  const config = { scope: 'write', desk: true } as const;
  app.get(
    '/desk',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => {
      const documents = await listDocuments(store, caller, { limit: LISTED });
      const sources = await store.getMany('source', [...new Set(documents.map(({ source }) => source))]);
      const waiting = await listProposals(store, caller, { state: ['open'], limit: 1 });
      return deskHomePage({ documents, sources, proposals: waiting.items.length > 0 });
    }),
  );

  app.post(
    '/desk/documents',
    { config, bodyLimit: MAX_FORM_BYTES, schema: { hide: true, querystring: Record({}), body: Article } },
    desk(async (request) => {
      const { title, publisher, publishedOn, url } = request.body;
      const article = { title, publisher, publishedOn, url: given(url), ...(await broughtIn(request.body)) };
      const { document } = await addArticle(store, capture.extract, article, editorAtDesk(request));
      return { goTo: `/desk/documents/${document.id}` };
    }),
  );

  /** The text that was pasted, or that of the file. */
  async function broughtIn({ text = '', file }: Static<typeof Article>) {
    if (text.trim() !== '') return { text };
    if (!(file instanceof File) || file.size === 0)
      throw new HttpProblem('invalid-request', 'paste the text of the article, or choose a file');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await capture.read(file.name, bytes, articleFormatOf(file.name));
    const fileSha256 = createHash('sha256').update(bytes).digest('hex');
    return { text: read.text, format: read.format, filename: file.name, fileSha256 };
  }
};
