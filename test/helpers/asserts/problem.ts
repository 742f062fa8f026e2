import type { Test } from 'tap';
import { PROBLEMS, type ProblemKind } from '../../../src/http/problems/problem-kinds.ts';
import { componentPlace, faultsBy } from '../formats/document.ts';

type Reply = {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: string;
};
type Body = {
  readonly type: string;
  readonly detail: string;
  readonly errors: readonly { parameter?: string; pointer?: string }[];
};

/** What makes a failure not the problem+json (RFC 9457) that every failure must be; nothing where it is. */
export function faultsOfProblem({ statusCode, headers, body }: Reply): string[] {
  if (headers['content-type'] !== 'application/problem+json; charset=utf-8')
    return [`it is ${headers['content-type']}: ${body.slice(0, 100)}`];
  const problem = JSON.parse(body);
  return [
    ...faultsBy(componentPlace('Problem'), problem),
    ...(problem.status === statusCode ? [] : [`status is ${problem.status} in the body, and ${statusCode} outside`]),
    ...(headers['cache-control'] === 'no-store' ? [] : ['it may be cached']),
    ...(headers.etag === undefined ? [] : ['it has an ETag']),
  ];
}

/** Asserts that the reply is a problem of that kind, and gives its body. */
export function isProblem(t: Test, reply: Reply, kind: ProblemKind): Body {
  t.equal(reply.statusCode, PROBLEMS[kind].status, reply.body.slice(0, 300));
  t.strictSame(faultsOfProblem(reply), []);
  const problem: Body = JSON.parse(reply.body);
  t.equal(problem.type, `/problems/${kind}`);
  return problem;
}

/** Asserts that the reply refuses the request because of these parameters. */
export function isRefusedFor(t: Test, reply: Reply, parameters: readonly string[]): Body {
  const problem = isProblem(t, reply, 'invalid-request');
  t.strictSame([...new Set(problem.errors.map(({ parameter }) => parameter))], parameters);
  return problem;
}
