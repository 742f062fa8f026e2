/** /v1/documents: the texts of sources, to check quotes against. All of it is for those who write, and for nobody else. */

import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { CandidateStateName, Document, DocumentCandidate, RightsName } from '../../../core/capture/document.ts';
import { Id, Language, PartialDate, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { Publishing } from '../../../core/writing/publishing.ts';
import type { ArticleFormat } from '../../../intake/article/read-article.ts';
import { publishDocument } from '../../../services/capture/candidates.ts';
import {
  addDocument,
  type BroughtText,
  getDocument,
  getDocumentText,
  listCandidates,
  listDocuments,
  removeDocumentText,
} from '../../../services/capture/documents.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { refuseBody, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { flag, IdParam } from '../../parameters.ts';
import { HttpProblem, wrongParameter } from '../../problems/problems.ts';
import { editorOf } from '../../writing/written-record.ts';

export const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;
const MOST_LISTED = 200;

/** What an article may come as. */
export const ARTICLE_TYPES: { readonly [mediaType: string]: ArticleFormat } = {
  'text/plain': 'text',
  'text/html': 'html',
  'text/vtt': 'subtitles',
  'application/x-subrip': 'subtitles',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/pdf': 'pdf',
};

const about = {
  source: Type.Optional({ ...Id, description: 'The source that it is the text of.' }),
  rights: Type.Optional(RightsName),
  keepUntil: Type.Optional({ ...PartialDate, description: 'The last day that the text is kept.' }),
  language: Type.Optional({ ...Language, description: 'Found from the text unless given.' }),
  filename: Type.Optional(Text(500, 'The name of the file that it comes from.')),
};
const NewDocument = Record(
  { ...about, text: Type.String({ minLength: 1, maxLength: MAX_DOCUMENT_BYTES }) },
  { $id: 'NewDocument', description: 'The text of a source.' },
);
const count = Type.Integer({ minimum: 0 });
const Kept = Record(
  {
    document: RefTo(Document),
    leftOut: Type.Optional({
      ...count,
      description: 'Of a web page, blocks taken for no part of the article.',
    }),
    untied: Type.Array(Id, {
      description: 'Statements on record of the source whose quotes are not in the text: look at them.',
    }),
  },
  { $id: 'KeptDocument' },
);
const tags = ['documents'];
const write = { config: { scope: 'write' } } as const;

export const documentRoutes: Routes = (root, { store, capture }) => {
  root.register((app: App, _options, done) => {
    app.addContentTypeParser(
      Object.keys(ARTICLE_TYPES),
      { parseAs: 'buffer', bodyLimit: MAX_DOCUMENT_BYTES },
      (_request, body, parsed) => parsed(null, body),
    );
    const { validatorCompiler } = root;
    if (validatorCompiler === undefined) throw new TypeError('requests are validated before there are routes');
    app.post(
      '/v1/documents',
      {
        ...write,
        bodyLimit: MAX_DOCUMENT_BYTES,
        // Of an article as it is there is nothing to validate before it is read.
        validatorCompiler: (part) => {
          const validate = validatorCompiler(part);
          return part.httpPart === 'body'
            ? (given) => (Buffer.isBuffer(given) ? { value: given } : validate(given))
            : validate;
        },
        schema: {
          operationId: 'addDocument',
          summary: 'Keep the text of a source, and find the statements in it',
          description:
            'The body is JSON, or the article itself by its Content-Type, with what is known of it in the query. The text is never ' +
            'public. From then on the quotes of statements whose first source it is must be in it, character for character.',
          tags,
          querystring: Record({
            ...about,
            whole: flag('true: of a web page everything.'),
          }),
          body: {
            content: {
              'application/json': { schema: RefTo(NewDocument) },
              ...Object.fromEntries(Object.keys(ARTICLE_TYPES).map((type) => [type, { schema: Type.String() }])),
            },
          },
          response: jsonResponses(201, 'The document, without its text.', Kept),
        },
      },
      uncachedJson(async (request) => {
        const { leftOut, ...brought } = await broughtIn(
          request.headers['content-type'] ?? '',
          request.query,
          request.body,
        );
        const kept = await addDocument(store, request.caller, capture.extract, brought);
        const document = { ...kept, ...(leftOut !== undefined && { leftOut }) };
        return { document, location: `/v1/documents/${kept.document.id}` };
      }),
    );
    done();

    /** The text and what is known of it. */
    async function broughtIn(
      contentType: string,
      { whole, ...query }: Known & Whole,
      body: unknown,
    ): Promise<BroughtText & { readonly leftOut?: number }> {
      if (!Buffer.isBuffer(body)) {
        refuseTwice({ ...query, ...(whole !== undefined && { whole }) });
        return sourced(body as Known & { readonly text: string });
      }
      const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
      const format = ARTICLE_TYPES[type] ?? 'text';
      if (whole !== undefined && format !== 'html') throw wrongParameter('whole', 'is for web pages (text/html)');
      const how = { whole: whole === 'true' };
      const { text, leftOut } = await capture.read(query.filename ?? 'the article', body, format, how);
      const fileSha256 = createHash('sha256').update(body).digest('hex');
      return sourced({ ...query, text, format, fileSha256, ...(format === 'html' && { leftOut }) });
    }
  });

  root.get(
    '/v1/documents',
    {
      ...write,
      schema: {
        operationId: 'listDocuments',
        summary: 'The documents, the newest first',
        tags,
        querystring: Record({
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_LISTED, description: 'So many at most; 50.' })),
          before: Type.Optional({ ...Id, description: 'Those older than this one.' }),
        }),
        response: jsonResponses(200, 'Documents, without their texts.', Record({ items: Type.Array(RefTo(Document)) })),
      },
    },
    uncachedJson(async ({ query: { limit = 50, before }, caller }) => ({
      document: { items: await listDocuments(store, caller, { limit, ...(before !== undefined && { before }) }) },
    })),
  );

  const one = { ...write, schema: { tags, params: IdParam, querystring: Record({}) } } as const;
  root.get(
    '/v1/documents/:id',
    {
      ...one,
      schema: {
        ...one.schema,
        operationId: 'getDocument',
        summary: 'A document, without its text',
        response: jsonResponses(200, 'The document.', RefTo(Document)),
      },
    },
    uncachedJson(async ({ params, caller }) => ({ document: await getDocument(store, caller, params.id) })),
  );

  root.get(
    '/v1/documents/:id/text',
    {
      ...one,
      schema: {
        ...one.schema,
        operationId: 'getDocumentText',
        summary: 'The text of a document',
        description: 'For those who write, to check quotes against. 404 once it was taken out.',
        response: jsonResponses(200, 'The text.', Record({ text: Type.String() })),
      },
    },
    uncachedJson(async ({ params, caller }) => ({
      document: { text: await getDocumentText(store, caller, params.id) },
    })),
  );

  root.delete(
    '/v1/documents/:id/text',
    {
      ...one,
      config: { scope: 'publish' },
      schema: {
        ...one.schema,
        operationId: 'removeDocumentText',
        summary: 'Take the text of a document out for ever',
        description: 'Its hash, its length and the places of quotes stay.',
        response: jsonResponses(200, 'The document as it is now.', RefTo(Document)),
      },
    },
    uncachedJson(async (request) => {
      refuseBody(request);
      return { document: await removeDocumentText(store, request.caller, request.params.id) };
    }),
  );

  root.get(
    '/v1/documents/:id/candidates',
    {
      ...write,
      schema: {
        operationId: 'listCandidates',
        summary: 'What is proposed as statements in a document',
        tags,
        params: IdParam,
        querystring: Record({
          state: Type.Optional(CandidateStateName),
          minConfidence: Type.Optional(
            Type.String({
              maxLength: 20,
              pattern: '^(0|1|0?\\.\\d+)$',
              description: 'From 0 to 1; what a person proposed counts as 1.',
            }),
          ),
        }),
        response: jsonResponses(
          200,
          'In the order of proposing.',
          Record({ items: Type.Array(RefTo(DocumentCandidate)) }),
        ),
      },
    },
    uncachedJson(async ({ params, query: { state, minConfidence = '0' }, caller }) => {
      const which = { ...(state !== undefined && { states: [state] }), minConfidence: Number(minConfidence) };
      return { document: { items: await listCandidates(store, caller, params.id, which) } };
    }),
  );

  root.post(
    '/v1/documents/:id/publish',
    {
      config: { scope: 'publish' },
      schema: {
        operationId: 'publishDocument',
        summary: 'Publish all drafts that came of a document, in one act',
        description: 'The positions, and every draft that they need. 409 while candidates are open.',
        tags,
        params: IdParam,
        querystring: Record({ dryRun: flag('true: say what would become public, and write nothing.') }),
        body: Type.Optional(Record({ reason: Type.Optional(Text(2000, 'Why; kept in the change log.')) })),
        response: jsonResponses(200, 'What became public, or would.', RefTo(Publishing)),
      },
    },
    uncachedJson(async (request) => {
      const dryRun = request.query.dryRun === 'true';
      const editor = editorOf(request, request.body?.reason ?? null);
      return { document: await publishDocument(store, request.params.id, editor, { dryRun }) };
    }),
  );
};

type Known = Omit<Partial<BroughtText>, 'text'>;
type Whole = { readonly whole?: 'true' | 'false' };

/** Fails with `invalid-request` where what is in the body of JSON stands in the query too. */
function refuseTwice(query: Known & Whole): void {
  const [parameter] = Object.keys(query);
  if (parameter === undefined) return;
  const message = 'belongs into the body, where that is JSON';
  throw new HttpProblem('invalid-request', `${parameter} ${message}`, [{ parameter, message }]);
}

/** Fails with `invalid-request` where it is not said of which source it is. */
function sourced<T extends Known>(known: T): T & { readonly source: string } {
  const { source } = known;
  if (source !== undefined) return { ...known, source };
  const message = 'must name the source that it is the text of';
  throw new HttpProblem('invalid-request', `source ${message}`, [{ parameter: 'source', message }]);
}
