/** McpConnection: what an assistant's entrance is given, by whichever transport; and what a tool is given to answer with. */
import type { Caller } from '../core/access/caller.ts';
import type { Store } from '../core/ports/store.ts';
import type { View } from '../pages/links.ts';

export type McpConnection = {
  readonly store: Store;
  /** The version of the program. */
  readonly version: string;
  /** Scheme and host under which people reach the pages, without a slash at the end. */
  readonly origin: string;
  /** Who asks, as it is known when they ask: a key may be revoked meanwhile. Fails where it opens nothing any more. */
  readonly caller: () => Promise<Caller>;
  /** Is told of failures that nobody who asks can mend. */
  readonly report: (error: unknown) => void;
};

/** One call of a tool. */
export type Asking = Pick<McpConnection, 'store' | 'origin'> & {
  /** With no more rights than the tool needs. */
  readonly caller: Caller;
  /** Name and version of the assistant, as it gives them; null where it gives none. */
  readonly assistant: string | null;
};

/** A parameter of time as tools are given it. */
type Moment = { readonly asOf?: string; readonly knownAt?: string; readonly rule?: View['rule'] };

/** What a page shows at that moment. */
export const viewOf = ({ asOf, knownAt, rule }: Moment): View => ({
  ...{ asOf: asOf ?? null, knownAt: knownAt ?? null, rule: rule ?? 'latest' },
});
