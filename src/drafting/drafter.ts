/** A drafter over an endpoint of the operator's: asks, checks the form of the answer, asks once more with its faults, and gives up. */
import { type DraftAnswer, readDraftAnswer } from '../core/capture/drafting/draft-answer.ts';
import type { Drafted, Drafter, DraftRequest } from '../core/ports/drafter.ts';
import { Failure } from '../core/values/errors.ts';
import { type Resolver, systemResolver } from '../webhooks/lookup.ts';
import { type ChatMessage, chat, failed } from './chat.ts';
import { messagesFor, PROMPT, RESPONSE_FORMAT } from './prompt.ts';

export type DraftingSettings = Pick<Drafter, 'model' | 'reach' | 'anyRights' | 'maxCharacters' | 'perDay'> & {
  readonly url: string;
  readonly key: string | null;
  /** For an article, the second attempt included. */
  readonly timeoutMs: number;
};

/** Articles that are out at once; more are refused. */
const AT_ONCE = 2;
/** Faults of an answer that the model is told. */
const MOST_TOLD = 20;

/** `ending` is given when the service ends: nothing is waited for then. */
export function createDrafter(
  { url, key, timeoutMs, ...settings }: DraftingSettings,
  ending: AbortSignal,
  resolve: Resolver = systemResolver,
): Drafter {
  const endpoint = { url, key, reach: settings.reach, resolve };
  let out = 0;
  return {
    ...settings,
    ...{ prompt: PROMPT, host: new URL(url).host },
    async draft(request) {
      if (out >= AT_ONCE)
        throw new Failure('conflict', `the model reads ${out} articles already: ask again when it is done`);
      out += 1;
      try {
        const signal = AbortSignal.any([ending, AbortSignal.timeout(timeoutMs)]);
        return await ask(request, (messages) => chat(endpoint, { ...FIXED, model: settings.model, messages }, signal));
      } finally {
        out -= 1;
      }
    },
  };
}

const FIXED = { temperature: 0, stream: false, response_format: RESPONSE_FORMAT };

type Ask = (messages: readonly ChatMessage[]) => ReturnType<typeof chat>;

async function ask(request: DraftRequest, say: Ask): Promise<Drafted> {
  const messages = messagesFor(request);
  const first = await say(messages);
  const read = readAnswer(first.content);
  if (!Array.isArray(read)) return { answer: read, tokens: first.tokens };
  const faults = `Your answer was refused. ${read.slice(0, MOST_TOLD).join('; ')}. Answer again, with the whole JSON object and nothing else.`;
  const second = await say([
    ...messages,
    { role: 'assistant', content: first.content },
    { role: 'user', content: faults },
  ]);
  const again = readAnswer(second.content);
  if (Array.isArray(again)) throw failed('its answer did not have the form that it was asked for, twice');
  const tokens = first.tokens &&
    second.tokens && {
      sent: first.tokens.sent + second.tokens.sent,
      received: first.tokens.received + second.tokens.received,
    };
  return { answer: again, tokens };
}

/** The answer, or its faults. */
function readAnswer(content: string): DraftAnswer | string[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return ['It is no JSON'];
  }
  const read = readDraftAnswer(value);
  return read.ok ? read.value : read.violations.map(({ pointer = '', message }) => `${pointer} ${message}`);
}
