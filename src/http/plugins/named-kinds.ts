/** Kinds of values that schemas hold again and again: components of the OpenAPI document, pointed to instead of told again. */
import { type TSchema, Type } from 'typebox';
import { ScopeName } from '../../core/access/caller.ts';
import { TextSpanSchema } from '../../core/capture/document.ts';
import { Matrix } from '../../core/matrix/matrix.ts';
import { Affiliation, Expert } from '../../core/records/expert.ts';
import { KINDS } from '../../core/records/kinds.ts';
import { Basis } from '../../core/records/position.ts';
import { statedStatus } from '../../core/records/public-state.ts';
import { ScaleOption } from '../../core/records/scale.ts';
import { SaidOnFrom, Statement, selector, Translations } from '../../core/records/statement.ts';
import {
  Id,
  Instant,
  Language,
  Nullable,
  OneOf,
  PartialDate,
  Text,
  TimeOfDay,
  WebUrl,
} from '../../core/values/schema.ts';
import { EVENT_TYPES } from '../../core/webhooks/event.ts';
import { WebhookFilters } from '../../core/webhooks/webhook.ts';
import { ImportReport } from '../../core/writing/plan.ts';
import { isPart, type Part, partsOf } from './document-parts.ts';

const LENGTHS = [100, 200, 300, 500, 1_000, 2_000, 5_000, 20_000];

/** By the names they have in generated clients; one that is made of others stands behind them. Each may be null as well. */
const NAMED: readonly (readonly [string, TSchema])[] = [
  ['Id', Id],
  ['PartialDate', PartialDate],
  ['Instant', Instant],
  ['TimeOfDay', TimeOfDay],
  ['WebUrl', WebUrl],
  ['Language', Language],
  ...LENGTHS.map((length): [string, TSchema] => [`TextOf${length}`, Text(length)]),
  ['Basis', Basis],
  ['Attribution', Statement.properties.attribution],
  ['SaidOnFrom', SaidOnFrom],
  ['RuleName', Matrix.properties.rule],
  ['RecordKind', OneOf(KINDS)],
  ['ScopeName', ScopeName],
  ['EventType', OneOf(EVENT_TYPES)],
  ['StatedStatus', statedStatus],
  ['Translations', Translations],
  ['ScaleOption', ScaleOption],
  ['Affiliation', Affiliation],
  ['Links', Expert.properties.links],
  ['Quotes', Statement.properties.quotes],
  ['TextSpan', TextSpanSchema],
  ['TextSelector', selector],
  ['WebhookFilters', WebhookFilters],
  ['ImportCount', ImportReport.properties.scale],
  ['Ids', Type.Array(Id, { minItems: 1, maxItems: 1_000 })],
];

/** Of a schema: what tells it from others of its kind where it stands. */
const BESIDE = new Set(['description', 'default', 'deprecated']);
/** Objects whose names are those of others' making, and values. */
const MAPS = new Set(['properties', 'schemas', 'paths', 'parameters', 'responses', 'content', 'patternProperties']);
const VALUES = new Set(['enum', 'required', 'default', 'const', 'examples', 'example']);

/**
 * The document, with a pointer wherever a value is of a named kind; what is said of it there stands beside the pointer.
 * A page of a list is named after what it holds: `ExpertPage`.
 */
export function nameKinds(document: Part): Part {
  const names = new Names();
  for (const [name, schema] of NAMED)
    for (const [form, as] of [
      [schema, name],
      [Nullable(schema), `${name}OrNull`],
    ] as const)
      names.add(as, names.within(JSON.parse(JSON.stringify(form))));
  const { schemas = {}, ...components } = partsOf(document, 'components') as { schemas?: Part };
  for (const [name, schema] of Object.entries(schemas)) names.add(name, names.insideOf(schema));
  const { components: _, ...rest } = document;
  const named = {
    ...(names.within(rest) as Part),
    components: names.within(components) as Part,
  };
  const own = Object.entries(schemas).map(([name, schema]) => [name, names.insideOf(schema)] as const);
  const all = Object.entries({ ...names.used(), ...Object.fromEntries(own) });
  return {
    ...named,
    components: { ...named.components, schemas: Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

class Names {
  readonly #byForm = new Map<string, string>();
  readonly #schemas = new Map<string, Part>();
  readonly #used = new Set<string>();

  add(name: string, schema: unknown): void {
    // A kind that is one already, as null may be, keeps its first name.
    if (!isPart(schema) || '$ref' in schema || this.#byForm.has(formOf(schema))) return;
    this.#byForm.set(formOf(schema), name);
    this.#schemas.set(name, schema);
  }

  /** The value, and all in it, with pointers to what has a name. */
  within(value: unknown, isMap = false): unknown {
    if (Array.isArray(value)) return value.map((each) => this.within(each));
    if (!isPart(value)) return value;
    const own = this.insideOf(value, isMap);
    return isMap ? own : this.#pointed(own);
  }

  /** The value as it is, with pointers to what in it has a name. */
  insideOf(value: unknown, isMap = false): Part {
    const parts = Object.entries(isPart(value) ? value : {}).map(([key, part]) => [
      key,
      !isMap && VALUES.has(key) ? part : this.within(part, !isMap && MAPS.has(key)),
    ]);
    return Object.fromEntries(parts);
  }

  used(): Part {
    return Object.fromEntries([...this.#schemas].filter(([name]) => this.#used.has(name)));
  }

  #pointed(schema: Part): Part {
    const page = pageName(schema);
    if (page !== null && !this.#schemas.has(page)) this.add(page, schema);
    const name = this.#byForm.get(formOf(schema));
    const kind = this.#schemas.get(name ?? '');
    if (name === undefined || kind === undefined) return schema;
    this.#used.add(name);
    const beside = Object.entries(schema).filter(([key, part]) => BESIDE.has(key) && part !== kind[key]);
    return { $ref: `#/components/schemas/${name}`, ...Object.fromEntries(beside) };
  }
}

/** A schema without what is said of it. */
const formOf = (schema: Part): string =>
  JSON.stringify(Object.fromEntries(Object.entries(schema).filter(([key]) => !BESIDE.has(key))));

/** What a page of a list is called; null for anything else. */
function pageName(schema: Part): string | null {
  const { items, next } = partsOf(schema, 'properties');
  const of = isPart(items) && isPart(items.items) ? items.items.$ref : undefined;
  return next === undefined || typeof of !== 'string' ? null : `${of.split('/').at(-1)}Page`;
}
