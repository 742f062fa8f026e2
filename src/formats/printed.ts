/** A value as a person reads it. */
import type { Value } from '../answers/table.ts';

const DECIMALS = 3;

export function printed(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(Number(value.toFixed(DECIMALS))) : value;
}
