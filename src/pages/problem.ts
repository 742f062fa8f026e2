/** The page of a failure, for people: what went wrong and what to do. */
import { html } from './html.ts';
import type { Page } from './layout.ts';

export const problemPage = (status: number, title: string, detail: string, remedy: string): Page => ({
  title,
  description: detail,
  path: '/',
  main: html`<p class="kicker">${status}</p><h1>${title}</h1><p class="proposition" dir="auto">${detail}</p><p>${remedy}</p><p><a href="/">To the home page</a></p>`,
});
