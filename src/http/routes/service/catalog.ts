/** Where programs begin: `/v1`, an index of the API, and the catalog of APIs at the address that RFC 9727 gives it. */
import { Type } from 'typebox';
import { Record } from '../../../core/values/schema.ts';
import { PROBLEM_RESPONSES, responsesOf } from '../../answering/answers.ts';
import { FixedAnswer } from '../../answering/fixed-answer.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { DOCUMENTS } from '../../plugins/documents.ts';
import { originOf } from '../../public-url.ts';

const Address = Record({
  path: Type.String({ description: 'With {name} where the id of a record stands.' }),
  methods: Type.Array(Type.String()),
  summary: Type.String({ description: 'What the first of the methods does.' }),
});

const Index = Record({
  name: Type.String(),
  version: Type.String(),
  description: Type.String({ description: 'Address of the OpenAPI document of what is read.' }),
  descriptionOfWriting: Type.String({ description: 'Address of that of what takes a key that may write.' }),
  documentation: Type.String({ description: 'Address of the pages to read them with.' }),
  addresses: Type.Array(Address),
});

const Target = Record({ href: Type.String(), type: Type.String() });

const Linkset = Record({
  linkset: Type.Array(
    Record({
      anchor: Type.String({ description: 'The API.' }),
      'service-desc': Type.Array(Target),
      'service-doc': Type.Array(Target),
      status: Type.Array(Target),
    }),
  ),
});

/** Sent as the text that it is. */
const AS_TEXT = Type.Unsafe<unknown>(Linkset);

const CATALOG = '/.well-known/api-catalog';
const LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

export function catalogRoutes(app: App, { answering, publicUrl }: RouteContext, version: string): void {
  app.get(
    '/v1',
    {
      config: { scope: null },
      schema: {
        operationId: 'getIndex',
        summary: 'Every address of the API, in one list',
        tags: ['service'],
        querystring: Record({}),
        response: responsesOf('The addresses.', Index, []),
      },
    },
    answering([], async () => ({ document: indexOf(app, version) })),
  );

  app.get(
    CATALOG,
    {
      config: { scope: null },
      schema: {
        operationId: 'getCatalog',
        summary: 'Where the API is described (RFC 9727)',
        tags: ['service'],
        querystring: Record({}),
        response: {
          200: { description: 'A linkset (RFC 9264).', content: { 'application/linkset+json': { schema: AS_TEXT } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      reply.header('link', `<${CATALOG}>; rel="api-catalog"`);
      const catalog = catalogAt(originOf(request, publicUrl));
      return new FixedAnswer(LINKSET, `${JSON.stringify(catalog)}\n`).send(request, reply, 'no-cache');
    },
  );
}

/** Of the document itself, so that no address is missing in it. */
function indexOf(app: App, version: string) {
  const addresses = Object.entries(app.swagger().paths ?? {})
    .filter(([path]) => path.startsWith('/v1/'))
    .map(([path, operations = {}]) => {
      const methods = Object.entries(operations);
      const [[, first] = []] = methods;
      const summary = typeof first === 'object' && first !== null && 'summary' in first ? String(first.summary) : '';
      return { path, methods: methods.map(([method]) => method.toUpperCase()), summary };
    });
  addresses.push(ASSISTANTS);
  const [reading, writing] = DOCUMENTS;
  const described = { description: reading.path, descriptionOfWriting: writing.path };
  return { name: 'Standpoint', version, ...described, documentation: '/docs', addresses };
}

/** In no OpenAPI document: the protocol describes it. */
const ASSISTANTS = {
  path: '/mcp',
  methods: ['POST'],
  summary: "The entrance of assistants' programs (Model Context Protocol)",
};

const catalogAt = (origin: string) => ({
  linkset: [
    {
      anchor: `${origin}/v1`,
      'service-desc': DOCUMENTS.map(({ path }) => ({
        href: `${origin}${path}`,
        type: 'application/json',
      })),
      'service-doc': [{ href: `${origin}/docs`, type: 'text/html' }],
      status: [{ href: `${origin}/readyz`, type: 'application/json' }],
    },
  ],
});
