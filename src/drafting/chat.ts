/** One request to an endpoint that speaks as OpenAI's chat completions do, within bounds of time and size; no redirect is followed. */
import type { IncomingMessage } from 'node:http';
import type { Reach } from '../core/ports/drafter.ts';
import { Failure } from '../core/values/errors.ts';
import { createLookup, type Resolver } from '../webhooks/lookup.ts';
import { hostOf } from '../webhooks/target.ts';
import { addressOf, reachFault } from './reach.ts';

export type Endpoint = {
  /** The base, which "/chat/completions" goes behind. */
  readonly url: string;
  readonly key: string | null;
  readonly reach: Reach;
  readonly resolve: Resolver;
};

export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

export type ChatReply = {
  readonly content: string;
  readonly tokens: { readonly sent: number; readonly received: number } | null;
};

/** Beyond it an answer is cut off, and of no use: 200 statements are a tenth of it. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** What comes of a model names none of its words: they may be those of the article, and go where a text may not. */
export const failed = (why: string): Failure => new Failure('drafting-failed', `the model gave no draft: ${why}`);

/** Fails with `drafting-failed`. */
export async function chat(endpoint: Endpoint, body: object, signal: AbortSignal): Promise<ChatReply> {
  const target = new URL(`${endpoint.url.replace(/\/+$/, '')}/chat/completions`);
  const fault = addressOf(target, endpoint.reach);
  if (fault !== null) throw failed(fault);
  const { status, text } = await exchange(endpoint, target, JSON.stringify(body), signal);
  if (status >= 300 && status < 400) throw failed(`it answered ${status}, and redirects are not followed`);
  if (status < 200 || status > 299) throw failed(`it answered ${status}`);
  return readReply(text);
}

async function exchange(
  { key, reach, resolve }: Endpoint,
  target: URL,
  body: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  // To import them would load much beside: see src/http/server/node-http.ts.
  const { request } = process.getBuiltinModule(target.protocol === 'https:' ? 'node:https' : 'node:http');
  return new Promise((done, fail) => {
    const outgoing = request(
      {
        ...{
          protocol: target.protocol,
          host: hostOf(target),
          port: target.port,
          path: target.pathname,
          method: 'POST',
        },
        headers: {
          ...{ 'content-type': 'application/json', accept: 'application/json', 'accept-encoding': 'identity' },
          ...(key !== null && { authorization: `Bearer ${key}` }),
          'content-length': Buffer.byteLength(body),
        },
        lookup: createLookup((address) => reachFault(address, reach), resolve),
        // A connection of its own: none that was checked for an earlier one is used again.
        ...{ agent: false, signal },
      },
      (answer) => receive(answer).then(done, (error) => fail(toFailure(error, signal))),
    );
    outgoing.on('error', (error) => fail(toFailure(error, signal)));
    outgoing.end(body);
  });
}

async function receive(answer: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
  const { statusCode: status = 0, headers } = answer;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += (part as Buffer).length;
    if (bytes > MAX_ANSWER_BYTES) throw failed(`its answer is longer than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB`);
    parts.push(part as Buffer);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw failed(`its answer is encoded as "${encoding}", which was not asked for`);
  return { status, text: Buffer.concat(parts).toString('utf8') };
}

function toFailure(error: unknown, signal: AbortSignal): Failure {
  if (error instanceof Failure) return error;
  if (signal.aborted)
    return failed(
      signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
        ? 'it took longer than it may'
        : 'the service is being ended',
    );
  return failed(error instanceof Error ? error.message || 'the connection failed' : String(error));
}

type Reply = {
  readonly choices?: readonly { readonly message?: { readonly content?: unknown }; readonly finish_reason?: unknown }[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown };
};

function readReply(text: string): ChatReply {
  const { choices, usage } = parsed(text);
  const choice = Array.isArray(choices) ? choices[0] : undefined;
  const content = choice?.message?.content;
  if (choice?.finish_reason === 'length') throw failed('its answer was cut off where the model ends');
  if (typeof content !== 'string') throw failed('its answer is none of a chat: it has no message with words');
  const [sent, received] = [usage?.prompt_tokens, usage?.completion_tokens].map(countOf);
  const tokens = sent === undefined || received === undefined ? null : { sent, received };
  return { content, tokens };
}

function parsed(text: string): Reply {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // It is told below.
  }
  throw failed('its answer is no JSON');
}

const countOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
