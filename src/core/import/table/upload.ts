/** Upload: a table that somebody at the desk is about to import, kept until it is imported or the day is over. */
import type { NamedKind } from '../../records/near.ts';
import type { ImportReport } from '../../writing/plan.ts';
import type { WrittenMapping } from './mapping-schema.ts';

/** As long as a session. */
export const UPLOAD_MS = 8 * 60 * 60 * 1_000;

/** The kinds of names that are settled at the desk, one by one. */
export const SETTLED_KINDS = ['expert', 'question'] as const satisfies readonly NamedKind[];
export type SettledKind = (typeof SETTLED_KINDS)[number];

/** How an upload is to be read and imported, as far as that was said. */
export type UploadReading = {
  readonly mapping: WrittenMapping;
  /** As a user names it; null to be found out. */
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly sheet: string | null;
  /** Make experts, questions and sources that are not stored. */
  readonly create: boolean;
  /** The scale of questions that are made; null for the default one. */
  readonly scale: string | null;
  /** Retract what is published on its questions and from its sources, and is none of its rows. */
  readonly retractMissing: boolean;
  /** Make also sources whose titles are near others: these are not settled one by one. */
  readonly nearSources: boolean;
  /** Names that are near others, and are said to be of somebody or something else. */
  readonly fresh: { readonly [K in SettledKind]: readonly string[] };
  /** What came of it; null until it is imported. */
  readonly done: ImportReport | null;
};

export type Upload = {
  readonly id: string;
  /** The id of the key of whoever brought it. */
  readonly key: string;
  /** The name of the file. */
  readonly name: string;
  readonly how: UploadReading;
  /** An RFC 3339 instant. */
  readonly endsAt: string;
};

export const NOTHING_SAID: UploadReading = {
  ...{ mapping: {}, delimiter: null, encoding: null, sheet: null, create: true, scale: null, done: null },
  ...{ retractMissing: false, nearSources: false },
  fresh: { expert: [], question: [] },
};
