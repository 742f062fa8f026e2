/** What the keys of a page do; hidden where there is no script that hears them. */
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';

/** `keys` are pairs: one key or several with a blank between, and what they do. */
export const keysHelp = (
  keys: readonly (readonly [string, string])[],
): Markup => html`<details class="keys" hidden><summary data-key="?">Keys <kbd>?</kbd></summary>
<ul>${keys.map(([names, what]) => html`<li>${names.split(' ').map((it) => html`<kbd>${it}</kbd> `)}${what}</li>`)}</ul>
<p><label><input type="checkbox" data-keys> Keys are on</label></p></details>`;

/** The label of a field, and the key that goes to it. */
export const labelled = (id: string, label: string, key: string): Markup =>
  html`<span class="labelled"><label for="${id}">${label}</label> <kbd aria-hidden="true">${key}</kbd></span>`;
