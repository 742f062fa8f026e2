/** Which options an answer in a format takes. */

import type { Shape } from '../answers/answer.ts';
import { FORMAT_OPTIONS, type Format, type FormatOption, type FormatOptions } from './format.ts';
import { formatsFor } from './registry.ts';

/** The shapes an answer must have beside the one its format is made from. Only a matrix has stances and lists its cells. */
const NEEDED: { readonly [O in FormatOption]?: readonly Shape[] } = {
  shape: ['wide'],
  values: ['stances'],
  cells: ['stances', 'items'],
};

type Needed = { readonly option: FormatOption; readonly is: string; readonly why: string };

/** The value that another option must have beside it. */
const WITH: { readonly [O in FormatOption]?: Needed } = {
  values: { option: 'shape', is: 'wide', why: 'says what stands in the cells of a grid, and needs shape=wide' },
};

/** The value that another option must not have beside it. */
const WITHOUT: { readonly [O in FormatOption]?: Needed } = {
  cells: {
    option: 'shape',
    is: 'wide',
    why: 'is for a row for each cell; a grid has all of them: leave out shape=wide',
  },
};

/** The options that some format of an answer with these shapes takes. */
export function optionsFor(shapes: readonly Shape[]): FormatOption[] {
  const taken = new Set(formatsFor(shapes).flatMap(({ options }) => options));
  return FORMAT_OPTIONS.filter((name) => {
    const needed = NEEDED[name] ?? [];
    return taken.has(name) && needed.every((shape) => shapes.includes(shape));
  });
}

export type Refusal = { readonly option: FormatOption; readonly message: string };

/** The options given that this format of such an answer does not take, and what is wrong with each. */
export function refusedOptions(format: Format, shapes: readonly Shape[], given: FormatOptions): Refusal[] {
  const asked = FORMAT_OPTIONS.filter((name) => given[name] !== undefined);
  if (asked.length === 0) return [];
  const possible = optionsFor(shapes);
  return asked.flatMap((option) => {
    if (!possible.includes(option)) return [{ option, message: 'is not known here' }];
    const beside = WITH[option];
    if (beside !== undefined && given[beside.option] !== beside.is) return [{ option, message: beside.why }];
    const against = WITHOUT[option];
    if (against !== undefined && given[against.option] === against.is) return [{ option, message: against.why }];
    if (format.options.includes(option)) return [];
    const takers = formatsFor(shapes).filter(({ options }) => options.includes(option));
    const where = takers.map(({ name }) => `.${name}`).join(', ');
    return [{ option, message: `is for ${where} only, not for .${format.name}` }];
  });
}
