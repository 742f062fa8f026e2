/** Whether an answer is what the OpenAPI document says that it is, or what HTTP itself allows. */
import { faultsOfProblem } from '../helpers/asserts/problem.ts';
import { document, faultsBy, type Operation } from '../helpers/formats/document.ts';
import type { FuzzRequest } from './requests.ts';

export type FuzzAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Refusals that clients decide by; a 404 also says that there is no such format. */
const DECIDED_BY: readonly number[] = [409, 412, 422, 428];

/** Failures of ours that have a reason: the service is busy or cannot, or the disk is full. */
const EXCUSED: readonly number[] = [503, 507];

/** The operation of the document that is really asked for; undefined where there is none at that address. */
export const operationAsked = ({ path, asked }: FuzzRequest): Operation | undefined =>
  document.paths[path]?.[asked === 'head' ? 'get' : asked];

/** What is wrong with the answer; nothing where it is right. */
export function faultsOf(request: FuzzRequest, answer: FuzzAnswer): string[] {
  const { status, headers, body } = answer;
  if (headers['x-content-type-options'] !== 'nosniff') return ['it has no safety headers'];
  if (status >= 500 && !EXCUSED.includes(status)) return [`it is a failure of ours: ${body.slice(0, 300)}`];
  if (request.asked === 'head') return body === '' ? [] : ['a body came after HEAD'];
  if (status >= 400)
    return isUntold(request, status) ? [`${status} is not documented`] : faultsOfFailure(request, answer);
  return faultsWithout(request, answer) ?? faultsOfSuccess(request, answer);
}

/** Of answers without a body, which HTTP itself allows; null where it is none of them. */
function faultsWithout({ asked, headers: sent }: FuzzRequest, { status, headers, body }: FuzzAnswer): string[] | null {
  const isEmpty = body === '' ? [] : [`${status} came with a body`];
  if (asked === 'options') return status === 204 ? isEmpty : [`${status} is no answer to OPTIONS`];
  if (status === 304) return 'if-none-match' in sent ? isEmpty : ['304 to a request without a condition'];
  if (status >= 300) return headers.location === undefined ? [`${status} leads nowhere`] : [];
  return sent.prefer === 'return=minimal' && 'preference-applied' in headers ? isEmpty : null;
}

/** True for a refusal that clients decide by and the operation does not name. A change heeds an Idempotency-Key as well, of which nothing is said. */
function isUntold(request: FuzzRequest, status: number): boolean {
  const operation = operationAsked(request);
  if (operation === undefined || !DECIDED_BY.includes(status) || String(status) in operation.responses) return false;
  return status !== 422 || request.asked !== 'patch' || !('idempotency-key' in request.headers);
}

function faultsOfFailure({ headers: { accept = '' } }: FuzzRequest, { status, headers, body }: FuzzAnswer): string[] {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/html') && (accept.includes('text/html') || accept.includes('*/*')))
    return body.includes('</html>') ? [] : ['the page of a failure is cut off'];
  return faultsOfProblem({ statusCode: status, headers, body });
}

function faultsOfSuccess(request: FuzzRequest, { status, headers, body }: FuzzAnswer): string[] {
  const type = headers['content-type'] ?? '';
  if (type.includes('json') && !type.includes('ndjson') && status !== 204) JSON.parse(body);
  const operation = operationAsked(request);
  if (operation === undefined) return type === '' ? ['it has no media type'] : [];
  const documented = operation.responses[String(status)];
  if (documented === undefined) return [`${status} is not documented`];
  if (status === 204) return body === '' ? [] : ['204 with a body'];
  // Parameters, such as the charset, say more of what the document names without them.
  const known = Object.keys(documented.content ?? {}).find((name) => type === name || type.startsWith(`${name};`));
  if (known === undefined) return [`the media type "${type}" is not documented`];
  if (known !== 'application/json') return [];
  const place = ['paths', request.path, request.asked, 'responses', String(status), 'content', known, 'schema'];
  return faultsBy(place, JSON.parse(body));
}
