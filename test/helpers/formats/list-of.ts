/** A list of records as the service gives it out as a table, to whoever sees drafts. */
import { recordsAnswer } from '../../../src/answers/records/records.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { FORMATS } from '../../../src/formats/registry.ts';
import type { TableFormatName } from '../../../src/intake/formats.ts';
import { NameReader } from '../../../src/services/records/called.ts';

const EVERY = 10_000;

/** All of a list, in one piece. */
export async function listOf(store: Store, kind: Kind, name: TableFormatName): Promise<Uint8Array> {
  const format = FORMATS.find((it) => it.name === name);
  if (format === undefined) throw new Error(name);
  const { items } = await store.list(kind, {}, { limit: EVERY });
  const called = await new NameReader(store).of(kind, items);
  return Buffer.from(await format.render(recordsAnswer(kind, { items, next: null }, { called, drafts: true }), {}));
}
