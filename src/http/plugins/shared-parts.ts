/** Parts that many operations of the OpenAPI document have alike: told once, among its components, and pointed to. */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

type Made = Parameters<NonNullable<FastifyDynamicSwaggerOptions['transformObject']>>[0];
export type OpenApi = Extract<Made, { openapiObject: unknown }>['openapiObject'];
type Reference = { $ref: string };

/** Answers that operations share by their status, and the names of their components. */
const ANSWERS: { readonly [status: string]: string } = {
  '202': 'Proposed',
  '204': 'Gone',
  '4XX': 'Refused',
  '5XX': 'Failed',
};

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** An answer is called as its status says, else as what it answers in JSON; empty where neither has a name. */
function nameOf(status: string, answer: object): string {
  const { content } = answer as { content?: { [mediaType: string]: { schema?: { $ref?: string } } } };
  return ANSWERS[status] ?? content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
}

/**
 * The document, changed in place: the commonest form of each parameter stands under its name in `components.parameters`,
 * that of each answer in `components.responses`. Other forms of the same name stay where they are: a number behind
 * the name would pass from one to another as routes come and go, and with it a type of every generated client.
 */
export function shareParts(document: OpenApi): OpenApi {
  const parameters = new Forms('#/components/parameters/');
  const answers = new Forms('#/components/responses/');
  const operations = Object.values(document.paths ?? {}).flatMap((path) =>
    METHODS.flatMap((method) => path?.[method] ?? []),
  );
  for (const { parameters: asked = [], responses } of operations) {
    for (const parameter of asked) if ('name' in parameter) parameters.count(parameter.name, parameter);
    for (const [status, answer] of Object.entries(responses ?? {})) answers.count(nameOf(status, answer), answer);
  }
  for (const operation of operations) {
    const { parameters: asked = [], responses = {} } = operation;
    if (asked.length > 0)
      operation.parameters = asked.map((each) => ('name' in each ? parameters.shared(each.name, each) : each));
    for (const [status, answer] of Object.entries(responses))
      responses[status] = answers.shared(nameOf(status, answer), answer);
  }
  Object.assign(document.components ?? {}, { parameters: parameters.components(), responses: answers.components() });
  return document;
}

/** The forms of parts by name, and how often each was met. */
class Forms {
  readonly #place: string;
  readonly #byName = new Map<string, Map<string, number>>();

  constructor(place: string) {
    this.#place = place;
  }

  count(name: string, part: object | undefined): void {
    if (part === undefined || name === '') return;
    const forms = this.#byName.get(name) ?? new Map<string, number>();
    const form = JSON.stringify(part);
    this.#byName.set(name, forms.set(form, (forms.get(form) ?? 0) + 1));
  }

  /** The commonest form of the name, of several the one met first; none where every form was met once. */
  #commonest(name: string): string | undefined {
    const met = [...(this.#byName.get(name) ?? [])].filter(([, times]) => times > 1);
    return met.toSorted(([, a], [, b]) => b - a)[0]?.[0];
  }

  /** A reference to the component where the part has its form, else the part. */
  shared<Part extends object>(name: string, part: Part): Part | Reference {
    return JSON.stringify(part) === this.#commonest(name) ? { $ref: `${this.#place}${name}` } : part;
  }

  components(): { [name: string]: unknown } {
    const named = [...this.#byName.keys()].toSorted().map((name) => [name, this.#commonest(name)] as const);
    return Object.fromEntries(named.flatMap(([name, form]) => (form === undefined ? [] : [[name, JSON.parse(form)]])));
  }
}
