/** Formats that can be sent as they are made, in which the whole is one portion. */

import type { Portion } from '../answers/answer.ts';
import type { Format, FormatOptions } from './format.ts';

export type RenderPortion = NonNullable<Format['renderPortion']>;
type Rendered = { readonly renderPortion: RenderPortion };

export const inPortions = (format: Omit<Format, 'render' | 'renderPortion'> & Rendered): Format & Rendered => ({
  ...format,
  render: (answer, options = {}) => format.renderPortion(answer, options, true),
});

/** Writes one portion after the other, the first with what stands before the rows. */
export function portionWriter(renderPortion: RenderPortion, options: FormatOptions): (portion: Portion) => string {
  let isFirst = true;
  return (portion) => {
    const text = renderPortion(portion, options, isFirst);
    isFirst = false;
    return text;
  };
}
