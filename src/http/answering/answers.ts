/** From a service's answer to a reply in the format the client wants. */
import type { TSchema } from 'typebox';
import type { Answer, Portion, Shape } from '../../answers/answer.ts';
import type { Snapshot } from '../../core/ports/store.ts';
import { RefTo } from '../../core/values/schema.ts';
import { FORMAT_OPTIONS, type Format, type FormatOptions } from '../../formats/format.ts';
import { portionWriter } from '../../formats/in-portions.ts';
import { refusedOptions } from '../../formats/options.ts';
import { formatsFor } from '../../formats/registry.ts';
import type { Pause } from '../../services/slices.ts';
import { HttpProblem, Problem } from '../problems/problems.ts';
import type { Texts } from '../streaming/table-body.ts';
import type { TypedHandler, TypedRequest } from '../typed-request.ts';
import type { Made, Serving } from './cached-response.ts';
import { vary } from './content-coding.ts';
import { essenceOf, formatChooser } from './negotiation.ts';

/** What a route handler gives back. */
export type RouteAnswer = Answer & Pick<Made, 'record' | 'next'>;

/** What a route handler gives back where the answer is too large to be held, and the format can be sent as it is made. */
export type StreamedAnswer = { readonly portions: (snapshot: Snapshot, pause: Pause) => AsyncIterable<Portion> };

/** Makes route handlers that answer in any format. */
export type Answering = <Params, Query>(
  shapes: readonly Shape[],
  answer: (
    request: TypedRequest<Params, Query & FormatOptions>,
    format: Format,
  ) => Promise<RouteAnswer | StreamedAnswer>,
  /** The name of the format to send where the client has no preference; JSON unless it is given. */
  preferred?: string,
) => TypedHandler<Params, Query & FormatOptions>;

/** `publisher` is who publishes the record, where whoever runs the service has named one. */
export function createAnswering(serving: Serving, publisher?: string): Answering {
  return (shapes, answer, preferred = 'json') => {
    const formats = formatsFor(shapes).toSorted((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
    const choose = formatChooser(formats);
    const fragments = new Set(formats.filter(({ mediaType }) => essenceOf(mediaType) === 'text/html'));
    return async (request, reply) => {
      const { format, negotiated } = choose(request.originalUrl, request.raw);
      const options = optionsOf(format, shapes, request.query);
      if (fragments.has(format)) reply.header('content-security-policy', FRAGMENT_POLICY);
      if (negotiated) vary(reply, 'Accept');
      // The addresses in a feed begin as the reader reached the site.
      const name = format.needs === 'feed' ? `${format.name} ${request.protocol}://${request.host}` : format.name;
      // Another name of the publisher writes it otherwise.
      const isOfRelease = format.signed === true && publisher !== undefined;
      return serving(request, reply, { name, mediaType: format.mediaType, isOfRelease }, async () => {
        const answered = await answer(request, format);
        if ('portions' in answered) return textsOf(answered, format, options);
        const { record, next } = answered;
        const signed = publisher === undefined ? answered : { ...answered, publisher };
        return { body: await format.render(signed, options), record, next };
      });
    };
  };
}

/** The portions as the format writes them, one after the other. */
const textsOf = ({ portions }: StreamedAnswer, { name, renderPortion }: Format, options: FormatOptions): Texts =>
  async function* (snapshot, pause) {
    if (renderPortion === undefined) throw new TypeError(`${name} cannot be sent in portions`);
    const write = portionWriter(renderPortion, options);
    for await (const portion of portions(snapshot, pause)) yield write(portion);
  };

/** The options of the format in a query. Fails with `invalid-request` on one that the format does not have. */
export function optionsOf(format: Format, shapes: readonly Shape[], query: FormatOptions): FormatOptions {
  const violations = refusedOptions(format, shapes, query).map(({ option, message }) => ({
    parameter: option,
    message,
  }));
  const [first] = violations;
  if (first !== undefined) throw new HttpProblem('invalid-request', `${first.parameter} ${first.message}`, violations);
  return Object.fromEntries(FORMAT_OPTIONS.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])));
}

/** A fragment shown by itself: its inline styles count, and nothing else is let in. */
export const FRAGMENT_POLICY = "default-src 'none'; style-src-attr 'unsafe-inline'; frame-ancestors 'none'";

const problem = { 'application/problem+json': { schema: RefTo(Problem) } };

/** What every route may answer instead. */
export const PROBLEM_RESPONSES = {
  '4xx': { description: 'The request cannot be answered; "detail" says why and what to do.', content: problem },
  '5xx': { description: 'The service failed.', content: problem },
};

/** The responses of a route that answers in JSON alone, for the OpenAPI document. */
export const jsonResponses = (
  status: 200 | 201,
  description: string,
  schema: TSchema,
): { [status: string]: object } => ({
  [status]: { description, content: { 'application/json': { schema } } },
  ...PROBLEM_RESPONSES,
});

/** What was deleted answers with no body. */
export const GONE = { type: 'null', description: 'It is gone from the present.' };

/** The format is none of JSON Schema's, but what generators of clients know bytes by. */
export const FILE = { type: 'string', format: 'binary' };

/** The responses of a route for the OpenAPI document: every format of the answer, and the problems. */
export function responsesOf(description: string, schema: TSchema, shapes: readonly Shape[]) {
  const content = Object.fromEntries(
    formatsFor(shapes).map(({ name, mediaType, binary }) => [
      essenceOf(mediaType),
      { schema: name === 'json' ? schema : binary === true ? FILE : { type: 'string' } },
    ]),
  );
  return { 200: { description, content }, ...PROBLEM_RESPONSES };
}
