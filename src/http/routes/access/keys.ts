/** /v1/keys */

import { ApiKey, ApiKeyInput, ApiKeyWithToken } from '../../../core/access/api-key.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { createKey, getKey, listKeys, revokeKey } from '../../../services/access/keys.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { pageOf } from '../../answering/list-route.ts';
import { refuseHeader, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { cursor, IdParam, limit } from '../../parameters.ts';

const config = { scope: 'admin' } as const;
const tags = ['keys'];

const Page = pageOf(RefTo(ApiKey), 'The oldest first.');

export const keyRoutes: Routes = (app, { store }) => {
  app.get(
    '/v1/keys',
    {
      config,
      schema: {
        operationId: 'listKeys',
        summary: 'List keys, the oldest first',
        tags,
        querystring: Record({ limit, cursor }),
        response: jsonResponses(200, 'A page of keys.', Page),
      },
    },
    uncachedJson(async ({ query, caller }) => ({
      document: await listKeys(store, caller, query, new Date()),
    })),
  );

  app.post(
    '/v1/keys',
    {
      config,
      schema: {
        operationId: 'createKey',
        summary: 'Make a key',
        description: 'The answer holds the token, which is shown this once: only a hash of it is kept.',
        tags,
        querystring: Record({}),
        body: ApiKeyInput,
        response: jsonResponses(201, 'The key with its token.', RefTo(ApiKeyWithToken)),
      },
    },
    uncachedJson(async (request) => {
      const document = await createKey(store, request.caller, request.body, new Date());
      return { document, location: `/v1/keys/${document.id}` };
    }, 'cannot be heeded: a token is shown once, and not again'),
  );

  app.get(
    '/v1/keys/:id',
    {
      config,
      schema: {
        operationId: 'getKey',
        summary: 'One key',
        tags,
        params: IdParam,
        querystring: Record({}),
        response: jsonResponses(200, 'The key.', RefTo(ApiKey)),
      },
    },
    uncachedJson(async (request) => ({ document: await getKey(store, request.caller, request.params.id, new Date()) })),
  );

  app.delete(
    '/v1/keys/:id',
    {
      config,
      schema: {
        operationId: 'revokeKey',
        summary: 'Revoke a key',
        description: 'From now on the key opens nothing, for ever. Revoking it again changes nothing.',
        tags,
        params: IdParam,
        querystring: Record({}),
        response: jsonResponses(200, 'The key, revoked.', RefTo(ApiKey)),
      },
    },
    uncachedJson(async (request) => {
      refuseHeader(request, 'If-Match', 'cannot be heeded: a key has no ETag, and revoking it no conflict');
      return { document: await revokeKey(store, request.caller, request.params.id, new Date()) };
    }),
  );
};
