/** Sends one message over HTTP, follows no redirect, and says what came of it. */

import type { IncomingMessage } from 'node:http';
import { isSuccess, type ReceiverResponse } from '../core/webhooks/retry.ts';
import { createLookup, type Resolver, systemResolver } from './lookup.ts';
import { addressFault, createTargetRule, hostOf } from './target.ts';

export type Message = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** `error` says why it failed; null where it did not. It names no URL, which may hold what is secret. */
export type Sent = ReceiverResponse & { readonly error: string | null };

/** Never fails: what went wrong is the answer. Ends early when the signal is given. */
export type Sender = (message: Message, signal: AbortSignal) => Promise<Sent>;

export type SenderOptions = {
  readonly allowPrivate: boolean;
  /** For the whole of an attempt, from the resolving of the name on. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolver;
};

export const SEND_TIMEOUT_MS = 15_000;
/** Of an answer nothing but its status matters; what is longer is cut off. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_ERROR_CHARACTERS = 300;

export function createSender({
  allowPrivate,
  timeoutMs = SEND_TIMEOUT_MS,
  resolve = systemResolver,
}: SenderOptions): Sender {
  const rule = createTargetRule(allowPrivate);
  const lookup = createLookup((address) => addressFault(address, allowPrivate), resolve);
  return async ({ url, headers, body }, signal) => {
    const fault = rule(url);
    if (fault !== null) return failed(`the URL ${fault}`);
    const timeout = AbortSignal.timeout(timeoutMs);
    const target = new URL(url);
    // To import them would load much beside: see src/http/server/node-http.ts.
    const { request } = process.getBuiltinModule(target.protocol === 'https:' ? 'node:https' : 'node:http');
    return new Promise((done) => {
      const outgoing = request(
        {
          protocol: target.protocol,
          host: hostOf(target),
          port: target.port,
          path: `${target.pathname}${target.search}`,
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          lookup,
          // A connection of its own: none that was checked for an earlier message is used again.
          agent: false,
          signal: AbortSignal.any([timeout, signal]),
        },
        (answer) => done(receive(answer)),
      );
      outgoing.on('error', (error) =>
        done(failed(timeout.aborted ? `no answer within ${timeoutMs / 1000} seconds` : reasonOf(error))),
      );
      outgoing.end(body);
    });
  };
}

const failed = (error: string): Sent => ({
  status: null,
  retryAfter: null,
  error: error.slice(0, MAX_ERROR_CHARACTERS),
});

/** The status decides; the rest of the answer is read, so that the receiver can send it, up to a bound. */
async function receive(answer: IncomingMessage): Promise<Sent> {
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // Cut off, or too slow: what it said it has said.
  }
  const { statusCode: status = 0, headers } = answer;
  return { status, retryAfter: headers['retry-after'] ?? null, error: isSuccess(status) ? null : errorOf(status) };
}

function errorOf(status: number): string {
  const redirected = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  return `the receiver answered ${status}${redirected}`;
}

/** A connection to several addresses fails with an error that holds those of each. */
function reasonOf(error: NodeJS.ErrnoException): string {
  const inner = error instanceof AggregateError ? error.errors.find((it) => it instanceof Error) : undefined;
  return (inner ?? error).message || (error.code ?? 'the connection failed');
}
