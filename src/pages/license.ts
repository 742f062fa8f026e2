/** What the record may be used under, as a link. */
import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';

const SPDX = /^[A-Za-z0-9.+-]+$/;

/** An identifier of SPDX leads to its list of licences, an address to itself. */
export function licenseLink(license: string): Markup {
  const address = SPDX.test(license) ? `https://spdx.org/licenses/${license}.html` : license;
  return html`<a href="${address}" rel="license noopener external">${license}</a>`;
}
