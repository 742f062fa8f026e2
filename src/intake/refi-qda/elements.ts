/** What the elements of a REFI-QDA project have alike. */
import type { XmlElement } from '../xml.ts';

/** The column with the id of the source that a passage is of. */
export const SOURCE_COLUMN = 'source_id';

/** The id of an element; programs write the same one with capitals and without. */
export const idOf = ({ attributes }: XmlElement): string => (attributes.guid ?? '').toLowerCase();

/** The id of the element that this one refers to. */
export const targetOf = (element: XmlElement | undefined): string =>
  (element?.attributes.targetGUID ?? '').toLowerCase();

export const textOf = (element: XmlElement | undefined): string | null => element?.text.trim() || null;
