/** What a route file is given to answer with. */

import type { CheckpointSigner } from '../core/change-log/tree/checkpoint.ts';
import type { Reading, Store } from '../core/ports/store.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import type { Answering } from './answering/answers.ts';
import type { HtmlPages } from './answering/html-pages.ts';
import type { App } from './fastify-app.ts';
import type { TableLimits } from './streaming/large-tables.ts';

export type RouteContext = {
  readonly store: Store;
  /** The store as it is, or as it was at the `knownAt` of a query. */
  readonly readingFor: (query: { readonly knownAt?: string }) => Promise<Reading>;
  /** For answers in the format the client wants. */
  readonly answering: Answering;
  /** For pages. */
  readonly paging: HtmlPages;
  readonly publicUrl: string | null;
  /** Signs the heads of the log; null where no key is configured. */
  readonly logSigner: CheckpointSigner | null;
  /** What is larger is sent as it is made, in formats that can be. */
  readonly held: TableLimits['held'];
  /** Where webhooks may send messages. */
  readonly webhookTargets: TargetRule;
};

/** Registers the routes of one resource. */
export type Routes = (app: App, context: RouteContext) => void;
