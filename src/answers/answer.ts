/** An answer: what a service found, in every shape that formats are made from. */

import type { Cited } from '../core/matrix/citation.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Feed } from './change-log/feed.ts';
import type { Drawing } from './drawing.ts';
import type { Graph, NetworkGraph } from './graph.ts';
import type { Table } from './table.ts';
import type { StanceValues } from './words.ts';

/** What an answer was computed under. */
export type AnswerBasis = Pick<Matrix, 'rule' | 'asOf' | 'knownAt' | 'revision'>;

/** A document that is there as JSON already, in UTF-8 and with the end of a line; put together when it is wanted. */
export class JsonBytes {
  readonly write: () => Uint8Array;

  constructor(write: () => Uint8Array) {
    this.write = write;
  }
}

/** What a service answered, in the shapes that formats are made from. */
export type Answer = {
  /** The whole answer, for JSON. */
  readonly document: object | JsonBytes;
  /** One row a fact, for machines. */
  readonly records?: () => Table;
  /** As a grid, for machines. */
  readonly wide?: () => Table;
  /** As a grid of stances, for machines. */
  readonly stances?: (values: StanceValues) => Table;
  /** In words, for people. */
  readonly display?: () => readonly Table[];
  /** The items of a list. */
  readonly items?: () => readonly object[];
  /** What can be drawn. */
  readonly picture?: () => Drawing;
  /** As nodes and edges. */
  readonly graph?: () => Graph;
  /** As nodes and edges, where what is not tied weighs 0. */
  readonly network?: () => NetworkGraph;
  /** The statements it rests on. */
  readonly cited?: () => Cited | Promise<Cited>;
  /** The latest of what it lists, for those who subscribe to it. */
  readonly feed?: () => Feed;
  readonly basis?: AnswerBasis;
  /** Who publishes the record, where what is made of an answer says so; Standpoint unless it is given. */
  readonly publisher?: string;
};

/** The publisher of a record that nobody has given a name. */
export const PUBLISHER = 'Standpoint';

/** A page of a list; `next` says where the one after it begins, and is null on the last. */
export type ListPage<T, Next = string | null> = { readonly items: readonly T[]; readonly next: Next };

/** The shapes of a page of a list: its items, and a table of them, for people another where there is one. */
export function listAnswer<T extends object>(
  page: ListPage<T, string | number | null>,
  records: (items: readonly T[]) => Table,
  display = records,
): Answer & Required<Pick<Answer, 'items' | 'records' | 'display'>> {
  const { items } = page;
  return { document: page, items: () => items, records: () => records(items), display: () => [display(items)] };
}

/** A part of an answer that is too large to be held: some rows of its table, or some of its items. */
export type Portion = Pick<Answer, 'records' | 'wide' | 'stances' | 'items'>;

/** The parts of an answer that a format may need. */
export type Shape = Exclude<keyof Answer, 'document' | 'basis' | 'publisher'>;
