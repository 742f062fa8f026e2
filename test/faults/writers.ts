/** Writers and readers of services whose database comes and goes: each says what it was told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Reply, type Send, sender } from './desk.ts';
import type { Sent } from './sent.ts';

/** Who is told to come again comes again after that. */
const AGAIN_MS = 50;

export type Told = {
  readonly sent: Sent[];
  /** When writes were acknowledged, as `performance.now()` has it. */
  readonly acknowledged: number[];
  /** How often the answer was that nobody knows whether it was written. */
  unknown: number;
  /** What else they were refused with, each once. */
  readonly refusals: Set<string>;
  reads: number;
  readonly failedReads: string[];
};

export const nothingTold = (): Told => ({
  ...{ sent: [], acknowledged: [], unknown: 0, refusals: new Set(), reads: 0, failedReads: [] },
});

const isUnknown = ({ body }: Reply): boolean => body.type?.endsWith('/unknown-outcome') === true;

/** Makes one expert after the other. What was refused is sent again, and what nobody knows the end of by its key, if it has one. */
export async function writes(
  { url, token, name, isKeyed }: { url: string; token: string; name: string; isKeyed: boolean },
  told: Told,
  goesOn: () => boolean,
): Promise<void> {
  const send = sender(url, token);
  for (let n = 0; goesOn(); n += 1) {
    const id = `${name}-${n}`;
    const key: Parameters<Send>[3] = isKeyed ? { 'idempotency-key': randomUUID() } : {};
    const reply = await untilTold(() => send('POST', '/v1/experts', { id, name: id }, key), isKeyed, told, goesOn);
    const acknowledged = reply.status === 201;
    told.sent.push({ records: [{ kind: 'expert', id }], acknowledged, said: `${reply.status} ${reply.body.detail}` });
  }
}

async function untilTold(
  send: () => Promise<Reply>,
  isKeyed: boolean,
  told: Told,
  goesOn: () => boolean,
): Promise<Reply> {
  for (;;) {
    const reply = await send();
    if (reply.status === 201) told.acknowledged.push(performance.now());
    else if (isUnknown(reply)) told.unknown += 1;
    else told.refusals.add(`${reply.status} ${reply.body.type}: ${reply.body.detail}`);
    if (reply.status === 201 || (isUnknown(reply) && !isKeyed) || !goesOn()) return reply;
    await wait(AGAIN_MS);
  }
}

/** Asks for what nobody has asked for, so that no answer is there already. */
export async function reads(url: string, name: string, told: Told, goesOn: () => boolean): Promise<void> {
  for (let n = 0; goesOn(); n += 1) {
    const reply = await fetch(`${url}/v1/experts?limit=1&q=${name}-${n}`);
    const said = await reply.text();
    told.reads += 1;
    if (reply.status !== 200) told.failedReads.push(said);
    await wait(AGAIN_MS);
  }
}
