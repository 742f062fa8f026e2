/** The OpenAPI 3.1 documents, made from the schemas of the routes, and the pages to read them. */
import swagger from '@fastify/swagger';
import type { Scope } from '../../core/access/caller.ts';
import { once } from '../../core/values/once.ts';
import { FixedAnswer } from '../answering/fixed-answer.ts';
import type { App } from '../fastify-app.ts';
import { demanded } from './authentication.ts';
import { registerDocsPages } from './docs-pages.ts';
import { DOCUMENTS, documentOf, OLD_ADDRESS, OLD_SINCE } from './documents.ts';
import { webhookMessages } from './webhook-messages.ts';

/** Before the routes: they are collected as they are registered. */
export async function registerOpenApi(app: App, version: string, publicRead: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Standpoint',
        version,
        description:
          'Who stands where on a contested question, with the words that prove it.\n\n' +
          'Unknown parameters are refused. Every failure is problem+json (RFC 9457). The answer to a write has a ' +
          'Standpoint-Revision; send it back, and whichever service answers has what was written.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: [
        { name: 'comparison', description: 'Who stands where, and who with whom.' },
        { name: 'questions', description: 'Propositions that can be supported or opposed.' },
        { name: 'experts', description: 'Named persons whose positions are recorded.' },
        { name: 'positions', description: 'Coded judgements, because of what was said.' },
        { name: 'statements', description: 'What was said, as a source reports it.' },
        { name: 'sources', description: 'Publications in which statements appear.' },
        { name: 'scales', description: 'The options a question can be answered with.' },
        { name: 'proposals', description: 'Changes to what is public that wait for somebody who may publish.' },
        { name: 'publishing', description: 'Drafts of any kind, several at once.' },
        { name: 'import', description: 'Many records at once.' },
        {
          name: 'documents',
          description: 'Texts of sources, to check quotes against, and what is proposed in them. Not public.',
        },
        { name: 'search', description: 'Words to records.' },
        { name: 'changes', description: 'The append-only log.' },
        { name: 'keys', description: 'Who may do what, and until when.' },
        { name: 'webhooks', description: 'Who is told of changes.' },
        { name: 'service', description: 'For people who arrive and those who run it.' },
      ],
      webhooks: webhookMessages,
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'An API key, with scopes (ScopeName). One that is wrong, expired or revoked is refused everywhere, also where none is needed.',
          },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: { ...schema, security: securityOf(route.config?.scope ?? null, publicRead) },
      url,
    }),
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `component-${index}`) },
  });
  registerDocsPages(app, DOCUMENTS);
  for (const { path, holds } of [...DOCUMENTS, OLD_ADDRESS]) {
    const document = once(
      () => new FixedAnswer('application/json; charset=utf-8', `${JSON.stringify(documentOf(app, holds))}\n`),
    );
    app.get(path, { config: { scope: null }, schema: { hide: true } }, (request, reply) => {
      if (path === OLD_ADDRESS.path) reply.headers(OLD_SINCE);
      return document().send(request, reply, 'no-cache');
    });
  }
}

/** Who may use an operation: anybody; anybody, also with a key; those with a key that has the scope. */
function securityOf(scope: Scope | null, publicRead: boolean): { [scheme: string]: string[] }[] {
  if (scope === null) return [];
  return [...(demanded(scope, publicRead) === null ? [{}] : []), { apiKey: [scope] }];
}
