/** Tables at the desk: brought, and the form of one as a browser would send it. */
import type { FastifyInstance } from 'fastify';
import { Parser } from 'htmlparser2';
import type { Test } from 'tap';
import { story } from '../fixtures/story.ts';
import { storeOf } from '../store/tell.ts';
import { atDesk } from './desk.ts';
import { everyRole } from './keys.ts';
import { serviceOver } from './service.ts';

type More = { readonly [name: string]: string };

export async function newsdesk(t: Test, told = story().expert('élise-moreau', { name: 'Élise Moreau' })) {
  const store = await storeOf(t, told);
  const app = await serviceOver(t, store);
  const roles = await everyRole(store);
  const desk = await atDesk(app, roles.write);
  const bringAs = (cookie: string, name: string, content: string | Buffer, fields: More = {}) =>
    bringTo(app, cookie, new File([new Uint8Array(Buffer.from(content))], name), fields);
  const bring = (name: string, content: string | Buffer, fields: More = {}) =>
    bringAs(desk.cookie, name, content, fields);
  return { store, app, roles, desk, bring, bringAs };
}

async function bringTo(app: FastifyInstance, cookie: string, file: File, fields: More) {
  const form = new FormData();
  form.append('file', file);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const sent = new Response(form);
  const headers = {
    ...{ host: 'localhost', origin: 'http://localhost', accept: 'text/html', cookie },
    'content-type': sent.headers.get('content-type') ?? '',
  };
  const payload = Buffer.from(await sent.arrayBuffer());
  return app.inject({ method: 'POST', url: '/desk/import', headers, payload });
}

/** What a page says, without its markup. */
export const textOf = (page: { readonly body: string }) =>
  page.body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, ' ');

/** The fields of the form of a table as it stands on the page: what a browser sends where nobody changes anything. */
export function formIn(page: { readonly body: string }): { [name: string]: string } {
  const fields: { [name: string]: string } = {};
  let isOurs = false;
  let select: string | null = null;
  const parser = new Parser({
    onopentag: (tag, { name = '', type, value = '', ...has }) => {
      if (tag === 'form') isOurs = /^\/desk\/import\/[0-9a-f]+$/.test(has.action ?? '');
      if (!isOurs) return;
      if (tag === 'input' && (type !== 'checkbox' || 'checked' in has)) fields[name] = value;
      if (tag === 'select') {
        select = name;
        fields[name] = '';
      }
      if (tag === 'option' && select !== null && 'selected' in has) fields[select] = value;
    },
    onclosetag: (tag) => {
      if (tag === 'form') isOurs = false;
      if (tag === 'select') select = null;
    },
  });
  parser.end(page.body);
  return fields;
}
