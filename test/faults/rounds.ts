/** Rounds of writing that end at a random moment. */
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { random } from '../helpers/chance.ts';
import type { Sent, Write } from './sent.ts';

export type Round = {
  readonly write: Write;
  /** How many write at the same time, each one thing after the other. */
  readonly writers: number;
  /** Called when the first write has been acknowledged; resolves when the round is to end. */
  readonly until: () => Promise<unknown>;
  /** Ends it, by force: whoever writes is to fail. */
  readonly end: () => unknown;
  /** Tells the writes of this round from those of others. */
  readonly name: string;
};

/** Writes until the end; answers with everything that was sent. */
export async function writeUntil({ write, writers, until, end, name }: Round): Promise<Sent[]> {
  const sent: Sent[] = [];
  const heard = Promise.withResolvers<void>();
  let over = false;
  const work = async (writer: number) => {
    for (let at = 0; !over; at += 1) {
      const one = await write(`${name}-${writer}-${at}`);
      sent.push(one);
      if (one.acknowledged) heard.resolve();
      else if (!over) throw new Error(`a write was refused before anything went wrong: ${one.said}`);
    }
  };
  const working = Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)));
  await Promise.race([heard.promise, working]);
  await Promise.race([until(), working]);
  over = true;
  await end();
  await working;
  return sent;
}

/** Between 0 and `ms` milliseconds from now. */
export const randomMoment = (ms: number): Promise<unknown> => wait(random() * ms);

const LOOK_EVERY_MS = 2;

/** While the database is being written: shortly after something new is in its log. */
export async function whileWriting(database: string, withinMs: number): Promise<void> {
  const written = () => statSync(`${database}-wal`, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
  const before = written();
  while (written() === before || written() === undefined) await wait(LOOK_EVERY_MS);
  await randomMoment(withinMs);
}
