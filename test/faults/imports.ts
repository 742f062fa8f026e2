/** Processes that import, and may be killed. */
import type { ChildProcess } from 'node:child_process';
import { KINDS } from '../../src/core/records/kinds.ts';
import { recordsOf } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';
import { ended, type Workplace } from '../helpers/service/bin.ts';
import type { Sent, Write } from './sent.ts';

/** Enough for the writing to take as long as a good part of the rest. */
const POSITIONS = 150;

export class Imports {
  readonly #place: Workplace;
  readonly #running = new Set<ChildProcess>();

  constructor(place: Workplace) {
    this.#place = place;
  }

  /** Imports one bundle in a process of its own; acknowledged where that ends with 0. */
  readonly write: Write = async (name) => {
    const told = story();
    for (let at = 0; at < POSITIONS; at += 1)
      told.says(`${name}-expert`, `${name}-question-${at % 7}`, 'support', {
        id: `${name}-${at}`,
        source: `${name}-post`,
      });
    const bundle = told.bundle();
    const child = this.#place.start(['import', '-']);
    this.#running.add(child);
    const { code, stderr } = await ended(child, JSON.stringify(bundle));
    this.#running.delete(child);
    const records = recordsOf(bundle);
    return {
      records: KINDS.flatMap((kind) => records[kind].map(({ id }) => ({ kind, id }))).filter(
        ({ kind }) => kind !== 'scale',
      ),
      acknowledged: code === 0,
      said: stderr,
    } satisfies Sent;
  };

  kill(): void {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}
