/** The page of a failure at the desk: what went wrong, and that nothing which was saved is lost. */
import { html } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

/** `signIn` is where to sign in again, where the session has ended. */
export const deskProblemPage = (title: string, detail: string, signIn: string | null): HtmlPage => ({
  title,
  description: detail,
  path: null,
  main: html`<h1>${title}</h1>
<p class="proposition" dir="auto" role="alert">${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.?!]$/.test(detail) ? '' : '.'}</p>
${
  signIn === null
    ? html`<p>Go back to what you sent, or <a href="/desk">to the desk</a>. What was saved before is kept.</p>`
    : html`<p><a href="${signIn}" target="_blank" rel="noopener">Sign in again in a new tab</a>, come back, and send it again: what you wrote is still in this tab when you go back.</p>`
}`,
});
