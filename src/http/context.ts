/** What a route file is given to answer with. */

import type { CheckpointSigner } from '../core/change-log/tree/checkpoint.ts';
import type { Drafter } from '../core/ports/drafter.ts';
import type { Reading, Store } from '../core/ports/store.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import { drawWith } from '../formats/picture/typefaces.ts';
import type { Assets } from '../pages/layout.ts';
import { type OwnSite, PLAIN_SITE } from '../pages/own/own-site.ts';
import { readingAt } from '../services/matrix/matrix.ts';
import { type Answering, createAnswering } from './answering/answers.ts';
import type { Serving } from './answering/cached-response.ts';
import { createDeskPages, type DeskPages } from './answering/desk-pages.ts';
import { createHtmlPages, type HtmlPages } from './answering/html-pages.ts';
import type { App } from './fastify-app.ts';
import type { TableLimits } from './streaming/table-limits.ts';
import type { CaptureWork } from './workers/capture-work.ts';

export type RouteContext = {
  readonly store: Store;
  /** The store as it is, or as it was at the `knownAt` of a query. */
  readonly readingFor: (query: { readonly knownAt?: string }) => Promise<Reading>;
  /** For answers in the format the client wants. */
  readonly answering: Answering;
  /** For what is served in no format of answers. */
  readonly serving: Serving;
  /** For pages. */
  readonly paging: HtmlPages;
  /** For pages and forms of the desk. */
  readonly desk: DeskPages;
  readonly publicUrl: string | null;
  /** Where readers report errors; null where no address is named. */
  readonly contact: string | null;
  /** What the record may be used under: an identifier of SPDX or an address; null where none is named. */
  readonly license: string | null;
  /** What the site is called, and what is its newsroom's own. */
  readonly own: OwnSite;
  /** Signs the heads of the log; null where no key is configured. */
  readonly logSigner: CheckpointSigner | null;
  /** Reads articles, and finds statements in them. */
  readonly capture: CaptureWork;
  /** Proposes statements in articles; null where no model is set. */
  readonly drafter: Drafter | null;
  /** What is larger is sent as it is made, in formats that can be. */
  readonly held: TableLimits['held'];
  /** Where webhooks may send messages. */
  readonly webhookTargets: TargetRule;
};

/** Registers the routes of one resource. */
export type Routes = (app: App, context: RouteContext) => void;

type Options = Pick<
  RouteContext,
  'publicUrl' | 'contact' | 'license' | 'own' | 'held' | 'webhookTargets' | 'logSigner' | 'capture' | 'drafter'
> & {
  readonly assets: () => Assets;
};

/** The context of routes that answer out of the store, by whoever serves what they make. */
export function createRouteContext(store: Store, serving: Serving, { assets, ...options }: Options): RouteContext {
  const { name, typeface } = options.own;
  const isOwn = name !== PLAIN_SITE.name || typeface !== null;
  drawWith(typeface);
  return {
    ...options,
    store,
    serving,
    readingFor: ({ knownAt }) => readingAt(store, knownAt ?? null),
    answering: createAnswering(serving, isOwn ? name : undefined),
    paging: createHtmlPages(serving, assets, options),
    desk: createDeskPages(assets),
  };
}
