/** Names as they are looked up: what differs by case, accents, blanks or the form of its characters is one name. */
import { fold } from '../../values/sort-key.ts';

/** A name as it is compared with others. */
export const foldedReference = (name: string): string => fold(name).replaceAll(/\s+/gu, ' ').trim();
