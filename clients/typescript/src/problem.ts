/** A failure that the service tells of: RFC 9457 problem details as an error. */

/** What is wrong with a part of what was sent: a parameter, a place in the body (JSON pointer), or in a table. */
export type Fault = {
  readonly parameter?: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
  readonly columnName?: string;
  readonly message: string;
};

export class Problem extends Error {
  /** `not-found`, `precondition-failed` …; docs/reference/api.md lists them. `unknown` where something else than the service answered. */
  readonly kind: string;
  readonly status: number;
  readonly faults: readonly Fault[];
  /** The request as the log of the service knows it; null where it is not told. */
  readonly instance: string | null;
  /** Seconds to wait before asking again; null where that is not told. */
  readonly retryAfter: number | null;

  constructor(
    status: number,
    told: { type?: string; detail?: string; instance?: string; errors?: Fault[] },
    retryAfter: number | null,
  ) {
    super(told.detail ?? `the answer has the status ${status}`);
    this.name = 'Problem';
    this.kind = told.type?.split('/').at(-1) ?? 'unknown';
    this.status = status;
    this.faults = told.errors ?? [];
    this.instance = told.instance ?? null;
    this.retryAfter = retryAfter;
  }
}

/** The problem that a response is; of another's page of failure no more than its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const isTold = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const told = isTold ? JSON.parse(await response.text()) : {};
  return new Problem(response.status, told, Number.isFinite(seconds) ? seconds : null);
}
