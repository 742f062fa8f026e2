/** Columns of text that always hold a whole day, or nothing. */
import type { Column } from '../../answers/table.ts';

const DAYS: readonly string[] = ['said_from', 'said_until'];

export const isDayColumn = ({ key }: Column): boolean => DAYS.includes(key);
