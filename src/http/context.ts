/** What a route file is given to answer with. */

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Reading, Store } from '../core/ports/store.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import type { Answering } from './answering/answers.ts';
import type { Paging } from './answering/html-pages.ts';
import type { TableLimits } from './streaming/large-tables.ts';

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
  /** The store as it is, or as it was at the `knownAt` of a query. */
  readonly readingFor: (query: unknown) => Promise<Reading>;
  /** For answers in the format the client wants. */
  readonly answering: Answering;
  /** For pages. */
  readonly paging: Paging;
  readonly publicUrl: string | null;
  /** What is larger is sent as it is made, in formats that can be. */
  readonly held: TableLimits['held'];
  /** Where webhooks may send messages. */
  readonly webhookTargets: TargetRule;
};

/** Registers the routes of one resource. */
export type Routes = (app: App, context: RouteContext) => void;
