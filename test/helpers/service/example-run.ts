/** The examples of the OpenAPI documents as requests to a service, one after the other in their order. */
import type { App } from '../../../src/http/fastify-app.ts';
import { document, type Operation } from '../formats/document.ts';
import { type Step, TOLD } from '../formats/example-order.ts';
import type { Wrong } from '../formats/example-refusals.ts';
import type { Authorization } from './keys.ts';

export type ExampleRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly payload?: string;
};

type Example = { readonly name: string; readonly in: string; readonly required?: boolean; readonly example?: unknown };
type Described = {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation & { readonly parameters?: readonly Example[] };
  readonly body: unknown;
};

/** The operation of that id, and the example of its body. */
export function describedBy(operationId: string): Described {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods))
      if (operation.operationId === operationId) {
        const { requestBody } = operation as { requestBody?: { content: { [type: string]: { example?: unknown } } } };
        return { path, method, operation, body: requestBody?.content['application/json']?.example };
      }
  throw new Error(`the documents have no operation ${operationId}`);
}

export class ExampleRun {
  readonly #app: App;
  readonly #keys: { [as in Step['as']]: Authorization };
  /** What the service has told in place of what the examples have. */
  readonly #told = new Map<string, string>();

  constructor(app: App, admin: Authorization) {
    this.#app = app;
    this.#keys = { admin, writer: admin };
  }

  /** The example as a request: what is required, a reason, and the record as it is found; with ids that were told. */
  requestOf({ operationId, as = 'admin', id, query: more = '', body: other, ifMatch }: Wrong): ExampleRequest {
    const { path, method, operation, body: example } = describedBy(operationId);
    const body = other ?? example;
    let url = path;
    const query = new URLSearchParams(more);
    const headers: { [name: string]: string } = { ...this.#keys[as] };
    for (const { name, in: where, required = false, example: value } of operation.parameters ?? []) {
      if (where === 'path') url = url.replace(`{${name}}`, name === 'id' && id !== undefined ? id : String(value));
      if (where === 'query' && (required || name === 'reason')) query.append(name, String(value));
      // A mapping that is new is found in no state.
      if (name === 'if-match' && method !== 'put') headers['if-match'] = String(value);
    }
    if (ifMatch !== undefined) headers['if-match'] = ifMatch;
    if (body !== undefined) headers['content-type'] = 'application/json';
    return {
      method: method.toUpperCase() as ExampleRequest['method'],
      url: this.#asTold(query.size === 0 ? url : `${url}?${query}`),
      headers,
      ...(body !== undefined && { payload: this.#asTold(JSON.stringify(body)) }),
    };
  }

  ask = (request: ExampleRequest) => this.#app.inject(request);

  async send(step: Step) {
    const reply = await this.ask(this.requestOf(step));
    const stands = TOLD[step.operationId];
    if (stands !== undefined && reply.statusCode < 300) {
      const { id, token } = reply.json();
      this.#told.set(stands, id);
      if (token !== undefined) this.#keys.writer = { authorization: `Bearer ${token}` };
    }
    return reply;
  }

  #asTold(text: string): string {
    return [...this.#told].reduce((told, [stands, id]) => told.replaceAll(stands, id), text);
  }
}
