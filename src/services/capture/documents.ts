/** Documents: the texts of sources, kept to check quotes against, with what is proposed in them. For those who write. */

import { type Caller, demand } from '../../core/access/caller.ts';
import { articleText } from '../../core/capture/article-text.ts';
import type {
  CandidateState,
  Document,
  DocumentCandidate,
  ProposedCandidate,
  Rights,
} from '../../core/capture/document.ts';
import type { Extractor } from '../../core/ports/extractor.ts';
import type { Store } from '../../core/ports/store.ts';
import type { SourceInput } from '../../core/records/source.ts';
import { Failure } from '../../core/values/errors.ts';
import { createRecord, type Editor } from '../records/editing.ts';
import { captureText, type ProposedStatement, type ProposedStatements } from './capture.ts';

/** A text that somebody brings. */
export type BroughtText = {
  readonly source: string;
  readonly text: string;
  readonly rights?: Rights | undefined;
  readonly keepUntil?: string | undefined;
  readonly language?: string | undefined;
  readonly format?: string | undefined;
  readonly filename?: string | undefined;
  readonly fileSha256?: string | undefined;
};

/** A text with what its source is to say, where there is none yet. */
export type BroughtArticle = Omit<BroughtText, 'source'> &
  Pick<SourceInput, 'title' | 'publisher' | 'publishedOn'> & { readonly url?: string | undefined };

/** A document that was kept, and the statements on record of its source whose quotes are not in it. */
export type KeptDocument = { readonly document: Document; readonly untied: readonly string[] };

/**
 * Keeps the text of a source, with what the extractor finds in it. Fails with `invalid` where there is no such source or no
 * text, and with `conflict` where the source has this text already.
 */
export async function addDocument(
  store: Store,
  caller: Caller,
  extractor: Extractor,
  { source: id, ...brought }: BroughtText,
): Promise<KeptDocument> {
  demand(caller, 'write');
  const source = await store.get('source', id);
  if (source === null)
    throw new Failure('invalid', `/source names no source: there is no "${id}"`, [
      { pointer: '/source', message: `names no source: there is no "${id}"` },
    ]);
  return keep(store, caller, source.id, await readText(store, caller, extractor, brought, source.publishedOn));
}

type ReadText = Omit<BroughtText, 'source'> & { readonly found: ProposedStatements };

async function readText(
  store: Store,
  caller: Caller,
  extractor: Extractor,
  { text: brought, ...about }: Omit<BroughtText, 'source'>,
  publishedOn: string,
): Promise<ReadText> {
  const text = articleText([brought]);
  const article = { publishedOn, language: about.language ?? null };
  return { ...about, text, found: await captureText(store, caller, extractor, text, article) };
}

async function keep(
  store: Store,
  caller: Caller,
  source: string,
  { text, found, ...about }: ReadText,
): Promise<KeptDocument> {
  const candidates = found.candidates.map((it) => proposedBy(found.extractor, it));
  return store.documents.add(
    {
      ...{ source, text, rights: about.rights ?? 'none', keepUntil: about.keepUntil ?? null },
      ...{ language: found.language, format: about.format ?? 'text', filename: about.filename ?? null },
      ...{ fileSha256: about.fileSha256 ?? null, extractor: found.extractor, addedBy: caller.name },
    },
    candidates,
  );
}

/**
 * Keeps an article with what is found in it, and makes a draft of its source, in the language that the text was found to
 * have; where a source says the same, as when it is sent again, it is the text of that. Fails as `addDocument` and
 * `createRecord` do.
 */
export async function addArticle(
  store: Store,
  extractor: Extractor,
  { title, publisher, publishedOn, url, ...brought }: BroughtArticle,
  editor: Editor,
): Promise<KeptDocument> {
  const { caller } = editor;
  demand(caller, 'write');
  const read = await readText(store, caller, extractor, brought, publishedOn);
  const { items } = await store.list('source', { from: publishedOn, to: publishedOn }, { limit: MOST_OF_A_DAY });
  const known = items.find((it) => it.title === title && it.publisher === publisher);
  // The extractor tells some languages by a longer code than BCP 47 has for them.
  const language = new Intl.Locale(read.found.language).toString();
  const fields = { title, publisher, publishedOn, language, ...(url !== undefined && { url }), status: 'draft' };
  const source = known ?? (await createRecord(store, 'source', fields, editor));
  return keep(store, caller, source.id, read);
}

const MOST_OF_A_DAY = 500;

/** What the extractor of that name found, as a candidate is kept. */
export const proposedBy = (name: string, { questions, ...candidate }: ProposedStatement): ProposedCandidate => ({
  ...candidate,
  origin: { kind: 'extractor', name },
  quotes: [...candidate.quotes],
  content: [...candidate.content],
  questions: questions.map(({ id }) => id),
});

/** The document without its text; fails with `not-found`. */
export async function getDocument(store: Store, caller: Caller, id: string): Promise<Document> {
  demand(caller, 'write');
  return found(await store.documents.get(id), id);
}

/** The newest documents first; `before` is an id. */
export async function listDocuments(
  store: Store,
  caller: Caller,
  page: { readonly limit: number; readonly before?: string },
): Promise<readonly Document[]> {
  demand(caller, 'write');
  return store.documents.list(page);
}

/** The text of a document. Fails with `not-found`, also where it was taken out. */
export async function getDocumentText(store: Store, caller: Caller, id: string): Promise<string> {
  demand(caller, 'write');
  const document = found(await store.documents.get(id), id);
  const text = await store.documents.text(id);
  if (text !== null) return text;
  const since = document.textRemovedAt ?? document.keepUntil;
  throw new Failure(
    'not-found',
    `the text of the document "${id}" is gone since ${since}; its hash and spans are kept`,
  );
}

/** Takes the text out for ever: what was quoted stays, with the places where it stood. Fails with `not-found`. */
export async function removeDocumentText(store: Store, caller: Caller, id: string): Promise<Document> {
  demand(caller, 'publish');
  return found(await store.documents.removeText(id, caller.name), id);
}

/** What is proposed in a document, in the order of proposing. Fails with `not-found`. */
export async function listCandidates(
  store: Store,
  caller: Caller,
  document: string,
  { states, minConfidence = 0 }: { readonly states?: readonly CandidateState[]; readonly minConfidence?: number } = {},
): Promise<readonly DocumentCandidate[]> {
  demand(caller, 'write');
  found(await store.documents.get(document), document);
  const candidates = await store.documents.candidates(document, states);
  return candidates.filter(({ confidence }) => (confidence ?? 1) >= minConfidence);
}

function found(document: Document | null, id: string): Document {
  if (document === null) throw new Failure('not-found', `there is no document "${id}"`);
  return document;
}
