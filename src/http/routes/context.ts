/** What a route file is given to answer with. */

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Store } from '../../core/store.ts';
import type { Answering } from '../answers.ts';
import type { Paging } from '../paging.ts';

/** A Fastify instance whose handlers know the types of their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type RouteContext = {
  readonly store: Store;
  /** For answers in the format the client wants. */
  readonly answering: Answering;
  /** For pages. */
  readonly paging: Paging;
  readonly publicUrl: string | null;
};

/** Registers the routes of one resource. */
export type Routes = (app: App, context: RouteContext) => void;
