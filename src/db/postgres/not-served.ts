/** What is not served on PostgreSQL yet, and says so: nothing of it can be there, so reading it finds nothing. */
import type { CodingStore } from '../../core/ports/coding-store.ts';
import type { DocumentStore } from '../../core/ports/document-store.ts';
import { Failure } from '../../core/values/errors.ts';

const notServed = (what: string): Failure =>
  new Failure('invalid', `${what} not served on PostgreSQL yet; docs/run/postgres.md lists what is missing`);

export const textsNotServed = (): Failure => notServed('texts of sources are');

const refuse = async (): Promise<never> => {
  throw textsNotServed();
};

export const noDocuments: DocumentStore = {
  add: refuse,
  get: async () => null,
  list: async () => [],
  text: async () => null,
  removeText: async () => null,
  candidates: async () => [],
  candidate: async () => null,
  propose: refuse,
  proposeNew: refuse,
  change: refuse,
  anchors: async () => new Map(),
};

export const noCodings: CodingStore = {
  open: refuse,
  rounds: async () => [],
  units: async () => [],
  unit: async () => null,
  codings: async () => [],
  put: refuse,
  submit: refuse,
};
