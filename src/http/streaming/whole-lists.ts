/**
 * Lists in formats that may be of any size: all of it, unless a page is asked for. A program that can be given one address
 * and nothing else must not get the beginning of a table and take it for the whole.
 */
import type { FastifyRequest } from 'fastify';
import type { Portion } from '../../answers/answer.ts';
import type { Snapshot } from '../../core/ports/store.ts';
import type { Format } from '../../formats/format.ts';
import type { Pause } from '../../services/slices.ts';
import type { StreamedAnswer } from '../answering/answers.ts';
import type { TableLimits } from './large-tables.ts';

export type Listing<T, Page extends { readonly items: readonly T[]; readonly next: unknown }> = {
  /** The page that was asked for, or as much from the beginning as may be held. */
  readonly page: (limit: number) => Promise<Page>;
  /** All of the list, some at a time. */
  readonly pieces: (snapshot: Snapshot, pause: Pause) => AsyncIterable<readonly T[]>;
  readonly portion: (items: readonly T[]) => Portion;
};

/** True where the whole list is wanted: nobody asks for a page of it, and the format may be of any size. */
export function wantsWhole({ originalUrl }: FastifyRequest, { renderPortion }: Format): boolean {
  const given = new URLSearchParams(originalUrl.split('?', 2)[1]);
  return renderPortion !== undefined && !given.has('limit') && !given.has('cursor');
}

/** The page that was asked for; where the whole is wanted, that, in portions where it is too large to be held. */
export async function pageOrWhole<T, Page extends { readonly items: readonly T[]; readonly next: unknown }>(
  request: FastifyRequest,
  format: Format,
  { rows }: TableLimits['held'],
  { page, pieces, portion }: Listing<T, Page>,
): Promise<Page | StreamedAnswer> {
  const isWhole = wantsWhole(request, format);
  const found = await page(isWhole ? rows : (request.query as { limit: number }).limit);
  if (!isWhole || found.next === null) return found;
  return {
    portions: async function* (snapshot, pause) {
      for await (const items of pieces(snapshot, pause)) yield portion(items);
    },
  };
}
