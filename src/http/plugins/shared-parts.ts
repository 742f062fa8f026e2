/** Parts that many operations of an OpenAPI document have alike: told once, among its components, and pointed to. */
import { eachOperation, isPart, type Part, partsOf } from './document-parts.ts';

/** Answers that operations share by their status, and the names of their components. */
const ANSWERS: { readonly [status: string]: string } = { '202': 'Proposed', '204': 'Gone' };

/** An answer is called as its status says, else as what it answers in JSON. */
function namesOfAnswer(status: string, answer: Part): readonly string[] {
  const schema = partsOf(partsOf(partsOf(answer, 'content'), 'application/json'), 'schema');
  const name =
    ANSWERS[status] ??
    String(schema.$ref ?? '')
      .split('/')
      .at(-1);
  return name === undefined || name === '' ? [] : [name];
}

/** A parameter is called by its name, as in a path it may mean another thing than in a query; or with what tells it from those. */
function namesOfParameter({ in: where, name, example, required }: Part): readonly string[] {
  if (typeof name !== 'string') return [];
  const plain = where === 'path' ? `${name}InPath` : name;
  if (where === 'header') return required === true ? [plain] : [plain, `${plain}-optional`];
  return /^[\w-]+$/.test(String(example ?? '')) ? [plain, `${plain}-${example}`] : [plain];
}

/** A parameter that may be left out says nothing of that. */
function brief(parameter: Part): Part {
  const { required, ...rest } = parameter;
  return required === false ? rest : parameter;
}

/**
 * The document, in which the commonest form of each parameter stands under its name in `components.parameters`, that of
 * each answer in `components.responses`. Other forms of the same name stay where they are, but for those with another
 * example, which is part of their names: a number behind the name would pass from one to another as routes come and go,
 * and with it a type of every generated client.
 */
export function shareParts(document: Part): Part {
  const parameters = new Forms('#/components/parameters/');
  const answers = new Forms('#/components/responses/');
  const briefly = eachOperation(document, (operation) => {
    const asked = parametersOf(operation).map(brief);
    for (const each of asked) parameters.count(namesOfParameter(each), each);
    for (const [status, answer] of Object.entries(partsOf(operation, 'responses')))
      if (isPart(answer)) answers.count(namesOfAnswer(status, answer), answer);
    const { parameters: _, ...rest } = operation;
    return asked.length === 0 ? rest : { ...rest, parameters: asked };
  });
  const shared = eachOperation(briefly, (operation) => {
    const responses = Object.entries(partsOf(operation, 'responses')).map(([status, answer]) => [
      status,
      isPart(answer) ? answers.shared(namesOfAnswer(status, answer), answer) : answer,
    ]);
    const asked = parametersOf(operation).map((each) => parameters.shared(namesOfParameter(each), each));
    return {
      ...operation,
      ...(asked.length > 0 && { parameters: asked }),
      responses: Object.fromEntries(responses),
    };
  });
  const components = partsOf(document, 'components');
  const all = { ...components, parameters: parameters.components() };
  const responses = { ...partsOf(components, 'responses'), ...answers.components() };
  return withPointedTo(withPointedTo({ ...shared, components: { ...all, responses } }, 'responses'), 'headers');
}

/** The document, without those of its components of that sort that nothing points to. */
function withPointedTo(document: Part, sort: 'responses' | 'headers'): Part {
  const components = partsOf(document, 'components');
  const text = JSON.stringify(document);
  const used = Object.entries(partsOf(components, sort)).filter(([name]) =>
    text.includes(`"#/components/${sort}/${name}"`),
  );
  return { ...document, components: { ...components, [sort]: Object.fromEntries(used) } };
}

const parametersOf = ({ parameters }: Part): readonly Part[] =>
  Array.isArray(parameters) ? parameters.filter(isPart) : [];

/** The forms of parts by name, and how often each was met. */
class Forms {
  readonly #place: string;
  readonly #byName = new Map<string, Map<string, number>>();
  readonly #used = new Map<string, Part>();

  constructor(place: string) {
    this.#place = place;
  }

  count(names: readonly string[], part: Part): void {
    for (const name of names) {
      const forms = this.#byName.get(name) ?? new Map<string, number>();
      const form = JSON.stringify(part);
      this.#byName.set(name, forms.set(form, (forms.get(form) ?? 0) + 1));
    }
  }

  /** The commonest form of the name, of several the one met first; none where every form was met once. */
  #commonest(name: string): string | undefined {
    const met = [...(this.#byName.get(name) ?? [])].filter(([, times]) => times > 1);
    return met.toSorted(([, a], [, b]) => b - a)[0]?.[0];
  }

  /** A reference to the component by the first of the names whose form it has, else the part. */
  shared(names: readonly string[], part: Part): Part {
    const name = names.find((each) => JSON.stringify(part) === this.#commonest(each));
    if (name === undefined) return part;
    this.#used.set(name, part);
    return { $ref: `${this.#place}${name}` };
  }

  components(): Part {
    return Object.fromEntries([...this.#used].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}
