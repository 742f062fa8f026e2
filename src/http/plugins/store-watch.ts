/** Looks at the store every few seconds, so that the log tells when it can no longer be written or read, and when it can again. */
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import type { App } from '../fastify-app.ts';

const LOOK_EVERY_MS = 5_000;

export function registerStoreWatch(app: App, store: Store, everyMs = LOOK_EVERY_MS): void {
  let told: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const failure = await store.ready().catch((error: unknown) => error);
    const kind = failure === null ? null : failure instanceof Failure ? failure.kind : 'unknown';
    if (kind === told) return;
    if (kind === null) app.log.warn('the database can be written again');
    else app.log.error({ err: failure }, 'the database cannot be written');
    told = kind;
  };
  app.addHook('onListen', async () => {
    timer = setInterval(look, everyMs).unref();
  });
  app.addHook('preClose', async () => clearInterval(timer));
}
