/** What a table that was brought looks like, and what somebody has to say of it before it is imported. */
import type { Near } from '../../records/near.ts';
import type { ScaleOption } from '../../records/scale.ts';
import type { WrittenMapping } from './mapping-schema.ts';
import type { TableLook } from './table-look.ts';
import type { SettledKind } from './upload.ts';

/** A spelling in the column of options, where it stands in how many rows. */
export type SpellingToSettle = {
  readonly text: string;
  readonly rows: number;
  /** What it is by itself, on the scale of every question that it answers; null where somebody must say it. */
  readonly option: ScaleOption | null;
  /** Those of the scales of the questions that it answers. */
  readonly options: readonly ScaleOption[];
};

/** A name that may be another spelling of one that is known. */
export type NameToSettle = { readonly text: string; readonly near: readonly Near[] };

export type SettlingTable = TableLook & {
  /** How it is read: as somebody said, or, where nothing was said of its columns, as is likely. */
  readonly mapping: WrittenMapping;
  readonly toSettle: readonly SpellingToSettle[];
  readonly nearNames: { readonly [K in SettledKind]: readonly NameToSettle[] };
};
