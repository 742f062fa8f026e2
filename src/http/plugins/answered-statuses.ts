/** The statuses of refusals that operations of the OpenAPI document have, and the headers that come with answers. */
import { PROBLEMS, type ProblemKind } from '../problems/problem-kinds.ts';
import { eachOperation, isPart, type Part, partsOf, scopesOf } from './document-parts.ts';

/** Refusals that clients decide by, as components: the kinds of problems of their status. */
const REFUSALS: { readonly [status: string]: string } = {
  400: 'Invalid',
  404: 'NotFound',
  409: 'Conflict',
  412: 'Stale',
  422: 'Refused',
  428: 'Unconditional',
};
/** Operations that refuse what the rules below do not know of, by what they read of a body; and that refuse less. */
const MORE: { readonly [status: string]: readonly string[] } = {
  409: ['testWebhook', 'redeliverToWebhook'],
  412: ['accept', 'change', 'reject', 'reopen', 'split']
    .map((act) => `${act}Candidate`)
    .concat('joinCandidates', 'putCoding'),
  422: ['proposeCandidate', 'changeCandidate', 'updateStatement'],
};
const FEWER: { readonly [status: string]: readonly string[] } = {
  404: ['saveMapping'],
  409: [
    ...['Scale', 'Expert', 'Source', 'Question', 'Statement'].map((kind) => `publish${kind}`),
    ...['proposeCandidate', 'extractAgain', 'removeDocumentText', 'saveMapping', 'removeMapping'],
  ],
};
const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const HEADERS: { readonly [name: string]: string } = {
  ETag: 'The validator of the answer, for If-None-Match and If-Match.',
  Link: 'rel="next": the next page of the list.',
  Location: 'Where it is.',
  'Retry-After': 'After how many seconds to come again; with 429 and 503.',
};

/** The document, with what each operation may answer instead: by status where clients decide by it, else `default`. */
export function withStatuses(document: Part): Part {
  const paths = partsOf(document, 'paths');
  const told = eachOperation(document, (operation, path, method) =>
    ofOperation(operation, path, method, 'patch' in partsOf(paths, path)),
  );
  return { ...told, components: { ...partsOf(document, 'components'), ...SHARED } };
}

function ofOperation(operation: Part, path: string, method: string, isChanged: boolean): Part {
  const { '4XX': _, '5XX': __, ...answers } = partsOf(operation, 'responses');
  const parameters = (operation.parameters ?? []) as readonly Part[];
  const has = (name: string) => parameters.some((parameter) => parameter.name === name);
  const isChange = method === 'patch' || method === 'delete' || /\/(merge|retract)$/.test(path);
  const isOfRecords = scopesOf(operation).every((scope) => scope === 'write' || scope === 'publish');
  const byRule: { readonly [status: string]: boolean } = {
    404: path.includes('{'),
    409: method !== 'get' && isOfRecords,
    412: has('if-match'),
    422: has('idempotency-key'),
    428: has('if-match'),
  };
  const id = String(operation.operationId);
  const refusals = Object.keys(byRule).filter(
    (status) => (byRule[status] && !FEWER[status]?.includes(id)) || MORE[status]?.includes(id),
  );
  const headers = (status: string) => [
    ...(method === 'get' && isChanged ? ['ETag'] : []),
    ...(status === '201' || status === '202' ? ['Location'] : []),
  ];
  // What can be had in several formats has its next page in Link as well, as most of these have no place for it.
  const isPaged = (answer: unknown) =>
    has('cursor') && isPart(answer) && Object.keys(partsOf(answer, 'content')).length > 1;
  const told = Object.entries(answers).map(([status, answer]) => [
    status,
    withHeaders(answer, [...headers(status), ...(isPaged(answer) ? ['Link'] : [])]),
  ]);
  const refused = (refusals.length === 0 ? ['400'] : refusals).map((status) => [
    status,
    { $ref: `#/components/responses/${REFUSALS[status]}` },
  ]);
  return {
    ...operation,
    ...(has('if-match') && isChange && { parameters: parameters.map(asRequired) }),
    responses: {
      ...Object.fromEntries([...told, ...refused]),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const asRequired = (parameter: Part): Part =>
  parameter.name === 'if-match' ? { ...parameter, required: true } : parameter;

function withHeaders(answer: unknown, names: readonly string[]): unknown {
  if (!isPart(answer) || names.length === 0) return answer;
  const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  return { ...answer, headers };
}

const kindsOf = (status: string): readonly ProblemKind[] =>
  (Object.keys(PROBLEMS) as ProblemKind[]).filter((kind) => String(PROBLEMS[kind].status) === status);

const SHARED = {
  headers: Object.fromEntries(
    Object.entries(HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  ),
  responses: {
    ...Object.fromEntries(
      Object.entries(REFUSALS).map(([status, name]) => [
        name,
        {
          description: `${kindsOf(status).join(', ')}: ${PROBLEMS[kindsOf(status)[0] ?? 'unavailable'].title}.`,
          content: PROBLEM,
        },
      ]),
    ),
    Problem: {
      description: 'The request cannot be answered, or the service failed; "detail" says why and what to do.',
      headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } },
      content: PROBLEM,
    },
  },
};
