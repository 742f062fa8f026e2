/** What is wrong with a form that was sent, above the form. */
import type { Violation } from '../../core/values/errors.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';

/** What fields are called on the page, by their names. */
export type FieldLabels = { readonly [field: string]: string } | ((field: string) => string | undefined);

export const faultsAbove = (faults: readonly Violation[], labels: FieldLabels): Markup | null =>
  faults.length === 0
    ? null
    : html`<div class="fault" role="alert" tabindex="-1"><p>Nothing was written:</p><ul>${faults.map(
        ({ pointer = '', message }) => {
          const field = pointer.slice(1);
          const label = typeof labels === 'function' ? labels(field) : labels[field];
          return html`<li>${label === undefined ? null : html`“${label}” `}${person(message)}</li>`;
        },
      )}</ul></div>`;
