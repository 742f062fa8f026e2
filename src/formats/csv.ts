/** CSV (RFC 4180). */
import { separatedValues } from './separated.ts';

export const csv = separatedValues('csv', 'text/csv; charset=utf-8; header=present', ',');
