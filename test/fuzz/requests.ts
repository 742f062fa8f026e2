/** Requests to every operation of the OpenAPI document, by every sort of caller, from a seed. */
import fc from 'fast-check';
import { SCOPES } from '../../src/core/access/caller.ts';
import { document, type Operation } from '../helpers/formats/document.ts';
import { everyOperation } from '../helpers/service/requests.ts';
import { bodyOf } from './bodies.ts';
import { headersOf, queryOf } from './parameters.ts';
import { encoded, idOf, kindAt, MADE, WRONG } from './values.ts';

export const ROLES = ['nobody', 'read', 'write', 'publish', 'admin', 'unknown'] as const;
export type Role = (typeof ROLES)[number];

/** Those whose requests are let through, as a rule: of every scope that holds the one it takes. */
function rolesFor({ security }: Operation): fc.Arbitrary<Role> {
  const scope = security.flatMap(({ apiKey = [] }) => apiKey)[0] ?? 'read';
  const enough = SCOPES.slice(SCOPES.indexOf(scope));
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...enough) },
    { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
  );
}

export type FuzzRequest = {
  readonly path: string;
  /** As the document has it; what is asked with, where that is another, is in `asked`. */
  readonly method: string;
  readonly asked: string;
  readonly operation: Operation;
  readonly url: string;
  readonly role: Role;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
};

export type Described = { readonly path: string; readonly method: string; readonly operation: Operation };

const SUFFIXES = '.json .csv .html .md .txt .nonsense .svg .xlsx .ndjson .atom .jsonld .png .gexf .tsv'.split(' ');

/** Half of them right in every part, but for what only the service knows; few ids, so that requests meet. */
export function anyRequest(pages: readonly Described[]): fc.Arbitrary<FuzzRequest> {
  const operations = everyOperation(document);
  const writing = operations.filter(({ method }) => method !== 'get');
  const operation = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...operations) },
    { weight: 4, arbitrary: fc.constantFrom(...writing) },
    { weight: 1, arbitrary: fc.constantFrom(...pages) },
  );
  return fc.tuple(operation, fc.boolean()).chain(([described, wrong]) => requestTo(described, wrong));
}

/** Addresses of what the service alone names: keys, webhooks, proposals. */
const NAMED_BY_SERVICE = /^\/v1\/(keys|webhooks|proposals)\//;

/** What stands in place of a name such as `{id}`. */
function segmentOf(path: string, name: string, wrong: boolean): fc.Arbitrary<string> {
  const kind = name === 'id' ? kindAt(path) : name;
  const right = NAMED_BY_SERVICE.test(path) ? MADE : idOf(kind).map(encoded);
  if (!wrong) return right;
  const strange = WRONG.map((value) => encoded(typeof value === 'string' && value !== '' ? value : name));
  return fc.oneof({ weight: 16, arbitrary: right }, { weight: 1, arbitrary: strange });
}

function requestTo({ path, method, operation }: Described, wrong: boolean): fc.Arbitrary<FuzzRequest> {
  const names = [...path.matchAll(/\{([^}]+)\}|\*/g)].map(([, name = '*']) => name);
  return fc
    .record({
      ids: fc.tuple(...names.map((name) => segmentOf(path, name, wrong))),
      suffix:
        method === 'get'
          ? fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...SUFFIXES))
          : fc.constant(''),
      query: queryOf(operation, wrong),
      role: wrong ? fc.constantFrom(...ROLES) : rolesFor(operation),
      asked: wrong
        ? fc.oneof({ weight: 12, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: otherMethod })
        : fc.constant(method),
      headers: headersOf(operation, method, wrong),
      body: bodyOf(operation, path, wrong),
    })
    .map(({ ids, suffix, query, role, asked, headers, body }) => {
      const filled = names.reduce(
        (url, name, index) => url.replace(name === '*' ? '*' : `{${name}}`, () => ids[index] ?? ''),
        path,
      );
      return {
        ...{ path, method, operation, asked, role },
        url: `${filled}${path === '/' ? '' : suffix}${query}`,
        headers: { ...headers, ...body.headers },
        body: asked === 'get' || asked === 'head' ? null : body.body,
      };
    });
}

const otherMethod = fc.constantFrom('head', 'options', 'put', 'post', 'patch', 'delete');
