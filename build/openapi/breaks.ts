/**
 * What in an OpenAPI document breaks clients of another: `docs/reference/api-design.md`, rules 26 and 27, as far as a
 * document can tell. What may grow is no break: new addresses, parameters that may be left out, fields, formats, values
 * of an enum that is answered.
 */
import { addressed, type Json, membersOf, type OpenApi, type Operation, type Schema } from './document.ts';

/** Each break as a sentence that begins with its place; none where every client goes on working. */
export function breaksBetween(before: OpenApi, after: OpenApi): string[] {
  return addressed(before).flatMap(({ path, method, operation }) => {
    const place = `${method.toUpperCase()} ${path}`;
    const now = after.paths[path]?.[method];
    if (now === undefined) return [`${place}: the operation is gone`];
    return [
      ...ofParameters(place, operation, now),
      ...ofBody(place, operation, now),
      ...ofAnswers(place, operation, now),
    ];
  });
}

function ofParameters(place: string, before: Operation, after: Operation): string[] {
  const named = ({ in: where, name }: { readonly in: string; readonly name: string }) => `${where} ${name}`;
  const now = new Map((after.parameters ?? []).map((parameter) => [named(parameter), parameter]));
  const known = new Map((before.parameters ?? []).map((parameter) => [named(parameter), parameter]));
  const changed = [...known].flatMap(([name, parameter]) => {
    const current = now.get(name);
    if (current === undefined) return [`${place}: the parameter ${name} is gone`];
    const isDemanded = current.required === true && parameter.required !== true;
    return [
      ...(isDemanded ? [`${place}: the parameter ${name} may not be left out any more`] : []),
      ...ofInput(`${place}: the parameter ${name}`, parameter.schema, current.schema),
    ];
  });
  const added = [...now].flatMap(([name, { required }]) =>
    required === true && !known.has(name) ? [`${place}: the parameter ${name} is new, and may not be left out`] : [],
  );
  return [...changed, ...added];
}

function ofBody(place: string, { requestBody: before }: Operation, { requestBody: after }: Operation): string[] {
  if (before === undefined) return after?.required === true ? [`${place}: a body is demanded`] : [];
  return Object.entries(before.content).flatMap(([type, { schema }]) => {
    const now = after?.content[type];
    if (now === undefined) return [`${place}: a body of ${type} is not taken any more`];
    return ofInput(`${place}: the body`, schema ?? {}, now.schema ?? {});
  });
}

function ofAnswers(place: string, before: Operation, after: Operation): string[] {
  const succeeded = Object.entries(before.responses).filter(([status]) => status.startsWith('2'));
  return succeeded.flatMap(([status, { content = {} }]) => {
    const now = after.responses[status];
    if (now === undefined) return [`${place}: it is not answered with ${status} any more`];
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const current = now.content?.[type];
      if (current === undefined) return [`${place}: it is not answered as ${type} any more`];
      return ofOutput(`${place}: the answer`, schema ?? {}, current.schema ?? {});
    });
  });
}

/** What was accepted must be accepted. */
function ofInput(place: string, before: Schema, after: Schema): string[] {
  const narrower = BOUNDS.flatMap(([keyword, isNarrower]) => {
    const [was, is] = [before[keyword], after[keyword]];
    if (typeof is !== 'number' || (typeof was === 'number' && !isNarrower(was, is))) return [];
    return [`${place}: ${keyword} is ${is} now`];
  });
  const lost = missing(typesOf(before), typesOf(after)).map((type) => `${place}: ${type} is refused now`);
  const values = missing(before.enum ?? [], after.enum ?? []).map((value) => `${place}: ${value} is refused now`);
  const isClosed = before.enum === undefined && after.enum !== undefined;
  const demanded = missing(after.required ?? [], before.required ?? []).map(
    (name) => `${place}: ${name} may not be left out any more`,
  );
  const isFormed = after.format !== undefined && after.format !== before.format;
  return [
    ...(isFormed ? [`${place}: it must be of the format ${after.format} now`] : []),
    ...(isClosed ? [`${place}: only ${after.enum?.join(', ')} are taken now`] : []),
    ...narrower,
    ...lost,
    ...values,
    ...demanded,
    ...membersOf(before).flatMap(([name, member]) => {
      const current = new Map(membersOf(after)).get(name);
      if (current === undefined)
        return after.additionalProperties === false ? [`${place}: ${name} is refused now`] : [];
      return ofInput(`${place}/${name}`, member, current);
    }),
  ];
}

const BOUNDS: readonly [string, (was: number, is: number) => boolean][] = [
  ...['maxLength', 'maxItems', 'maximum'].map((name): [string, (was: number, is: number) => boolean] => [
    name,
    (was, is) => is < was,
  ]),
  ...['minLength', 'minItems', 'minimum'].map((name): [string, (was: number, is: number) => boolean] => [
    name,
    (was, is) => is > was,
  ]),
];

/** What was there must be there, and be of a kind that it could be before. */
function ofOutput(place: string, before: Schema, after: Schema): string[] {
  if (isKeptFree(before)) return [];
  const kinds = missing(typesOf(after), typesOf(before)).map((type) => `${place}: it may be ${type} now`);
  const left = missing(before.required ?? [], after.required ?? [])
    .filter((name) => new Map(membersOf(after)).has(name))
    .map((name) => `${place}: ${name} may be missing now`);
  return [
    ...kinds,
    ...left,
    ...membersOf(before).flatMap(([name, member]) => {
      const current = new Map(membersOf(after)).get(name);
      return current === undefined ? [`${place}: ${name} is gone`] : ofOutput(`${place}/${name}`, member, current);
    }),
  ];
}

const missing = <T extends Json>(wanted: readonly T[], there: readonly T[]): T[] =>
  there.length === 0 ? [] : wanted.filter((each) => !there.includes(each));

const typesOf = ({ type }: Schema): readonly string[] => (type === undefined ? [] : [type].flat());

/** A field that was never anything but null was kept free for what it holds now. */
const isKeptFree = (schema: Schema): boolean => schema.type === 'null';
