/** Fields of the form of an import: single texts, and those whose names begin alike. */
import type { Form } from '../../plugins/forms.ts';
import { wrongParameter } from '../../problems/problems.ts';

export type TableFields = ReadonlyMap<string, string>;

/** The text of a field; null where it is empty or not there. Fails with `invalid-request` where it is no single text. */
export function textAt(form: Form, name: string): string | null {
  const value = form[name];
  if (value !== undefined && typeof value !== 'string') throw wrongParameter(name, 'is there more than once');
  return value === undefined || value.trim() === '' ? null : value.trim();
}

/** The fields whose names begin so, by what follows. Fails with `invalid-request` where one is no single text. */
export function under(form: Form, prefix: string): TableFields {
  const found = Object.entries(form).flatMap(([name, value]) => {
    if (!name.startsWith(`${prefix}:`)) return [];
    if (typeof value !== 'string') throw wrongParameter(name, 'is there more than once, or is a file');
    return [[name.slice(prefix.length + 1), value.trim()] as const];
  });
  return new Map(found);
}
