/** A request whose parts have the types that the schema of its route gives them. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export type TypedRequest<Params, Query, Body = unknown> = FastifyRequest & {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
};

/** The handler of a route. Where it is registered, the schema of the route is what the types come from. */
export type TypedHandler<Params, Query, Body = unknown> = (
  request: TypedRequest<Params, Query, Body>,
  reply: FastifyReply,
) => Promise<FastifyReply>;
