/** The page to sign in at the desk with a key. */
import { html } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

/** `back` is the place to go on at; `fault` says why the last key opened nothing. */
export const signInPage = (back: string, fault: string | null = null): HtmlPage => ({
  title: 'Sign in',
  description: 'For those who write the record.',
  path: null,
  main: html`<h1>Sign in</h1>
<p>The desk is for those who write the record. Show your key once; you stay signed in for eight hours, or until you sign out.</p>
${fault === null ? null : html`<p class="fault" role="alert" id="fault">${fault}</p>`}
<form class="fields" method="post" action="/desk/session">
<input type="hidden" name="to" value="${back}">
<p><label for="key">Your key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required maxlength="200" spellcheck="false" aria-describedby="key-hint${fault === null ? '' : ' fault'}">
<span class="hint" id="key-hint">It begins with “stp_”. Whoever runs the service makes one for you: <code>standpoint keys add</code>.</span></p>
<p><button>Sign in</button></p>
</form>`,
});
