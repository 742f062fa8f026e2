/** Answers in any format that nobody keeps: for what is no part of the record, and changes without a new revision. */
import type { Answer, Shape } from '../../answers/answer.ts';
import type { FormatOptions } from '../../formats/format.ts';
import { formatsFor } from '../../formats/registry.ts';
import type { TypedHandler, TypedRequest } from '../typed-request.ts';
import { FRAGMENT_POLICY, optionsOf } from './answers.ts';
import { vary } from './content-coding.ts';
import { essenceOf, formatChooser } from './negotiation.ts';

/** Makes the handler of a route. Nothing is done for a client that wants another format. */
export function uncachedAnswer<Params, Query, Body>(
  shapes: readonly Shape[],
  answer: (request: TypedRequest<Params, Query & FormatOptions, Body>) => Promise<Answer>,
): TypedHandler<Params, Query & FormatOptions, Body> {
  const choose = formatChooser(formatsFor(shapes));
  return async (request, reply) => {
    const { format, negotiated } = choose(request.originalUrl, request.raw);
    const options = optionsOf(format, shapes, request.query);
    if (essenceOf(format.mediaType) === 'text/html') reply.header('content-security-policy', FRAGMENT_POLICY);
    if (negotiated) vary(reply, 'Accept');
    const body = await format.render(await answer(request), options);
    return reply.header('cache-control', 'no-store').type(format.mediaType).send(body);
  };
}
