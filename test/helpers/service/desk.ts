/** Somebody at the desk, as a browser would send what they do. */
import type { App } from '../../../src/http/fastify-app.ts';

export type Fields = { readonly [name: string]: string | readonly string[] };

const HOST = 'localhost';

/** Signs in with the token of a key; answers what a browser does from then on. */
export async function atDesk(app: App, { authorization }: { readonly authorization: string }) {
  const key = authorization.slice('Bearer '.length);
  const reply = await sendForm(app, '/desk/session', { key });
  const cookie = cookieIn(reply.headers['set-cookie']);
  if (cookie === null) throw new Error(`the desk took no key: ${reply.statusCode} ${reply.body}`);
  return {
    cookie,
    get: (url: string) => app.inject({ url, headers: { host: HOST, cookie, accept: 'text/html' } }),
    post: (url: string, fields: Fields) => sendForm(app, url, fields, { cookie }),
  };
}

/** Sends a form from a page of the desk. */
export const sendForm = (app: App, url: string, fields: Fields, headers: { readonly [name: string]: string } = {}) => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  const type = 'application/x-www-form-urlencoded';
  const sent = { host: HOST, origin: `http://${HOST}`, accept: 'text/html', 'content-type': type, ...headers };
  return app.inject({ method: 'POST', url, headers: sent, payload: form.toString() });
};

/** The pair of name and value that a browser sends back. */
export const cookieIn = (header: string | readonly string[] | undefined): string | null =>
  [header].flat()[0]?.split(';')[0] ?? null;
