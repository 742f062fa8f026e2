/** The first page of the desk. */
import { html } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

export const deskHomePage = (): HtmlPage => ({
  title: 'Desk',
  description: 'What waits to be done.',
  path: '/desk',
  main: html`<h1>Desk</h1>`,
});
