/** Forms as browsers send them: each field by its name, a field that came several times as a list, a file as it is. */
import type { FastifyRequest } from 'fastify';
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';

/** Any file of a form: a name, a type, bytes. Browsers send an empty one where none was chosen. */
export type FormValue = string | File;
export type Form = { readonly [name: string]: FormValue | readonly FormValue[] };

/** Has the routes of this part of the service take forms, and nothing else. */
export function registerForms(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => readForm(request.headers['content-type'] ?? '', body),
  );
}

/** Fails with `invalid-request` where it is no form. */
export async function readForm(contentType: string, body: Buffer): Promise<Form> {
  const fields = new Map<string, FormValue[]>();
  try {
    const sent = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    for (const [name, value] of sent) {
      const values = fields.get(name) ?? [];
      values.push(read(value));
      fields.set(name, values);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HttpProblem('invalid-request', 'the form cannot be read: send it again');
  }
  return Object.fromEntries(
    [...fields].map(([name, [first = '', ...more]]) => [name, more[0] === undefined ? first : [first, ...more]]),
  );
}

/** Browsers send the ends of lines as carriage return and line feed. */
const read = (value: FormValue): FormValue => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);
