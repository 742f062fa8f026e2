/** A real Chromium, and the real service for it to look at. */

import { accessSync, constants } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import root, { type Test } from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { createApp } from '../../../src/http/app.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { RECORDED } from '../fixtures/records.ts';
import { LONGEST_WAIT_MS } from '../patience.ts';
import { newPath } from '../store/database.ts';
import { CAPTURE } from './capture.ts';

/** The first is the same browser without what draws windows: a page costs half the time. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const MISSING =
  'there is no Chromium: install one (apt-get install chromium-headless-shell), or name its program in the environment variable CHROMIUM';

/** The program named by CHROMIUM, or the first of the usual names on the PATH; null where there is none. */
function findChromium(): string | null {
  const { CHROMIUM, PATH = '' } = process.env;
  const onPath = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return (CHROMIUM ? [CHROMIUM] : onPath).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where there is no Chromium: the reason to skip. In CI that is a failure: there it must be installed. */
function whyNoBrowser(): string | false {
  if (findChromium() !== null) return false;
  if (process.env.CI) throw new Error(`no test in a browser was run, and CI must run them: ${MISSING}`);
  return MISSING;
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(MISSING);
  return chromium.launch({ executablePath, args: FLAGS, timeout: LONGEST_WAIT_MS });
}

/** The service on a port of its own over a SQLite file with the bundles, imported at that instant; `close` ends all of it. */
export async function serve(
  path: string,
  bundles: readonly unknown[],
  { twoPeople = false, at = RECORDED.at }: { readonly twoPeople?: boolean; readonly at?: string } = {},
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  let now = new Date(at);
  const store = openSqliteStore(path, { now: () => now });
  for (const bundle of bundles) await importBundle(store, bundle, RECORDED);
  // What came in is past, so that a page can be asked for as it was known then.
  now = new Date(now.getTime() + 1000);
  const app = await createApp({
    capture: CAPTURE,
    store,
    version: '0.0.0',
    logger: false,
    trustProxy: false,
    publicRead: true,
    rateLimit: 0,
    cacheBytes: 8 * 1024 * 1024,
    publicUrl: null,
    fastPath: true,
    requestTimeoutMs: LONGEST_WAIT_MS,
    webhookTargets: () => null,
    twoPeople,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}

export type Site = {
  readonly origin: string;
  readonly browser: Browser;
  /** A page of its own in a browser that knows nothing; it is closed when the test has ended. */
  open(t: Test, path: string, how?: BrowserContextOptions): Promise<Page>;
};

let launched: Promise<Browser> | undefined;

/** The one browser of this process, closed at its end. */
async function theBrowser(): Promise<Browser> {
  if (launched === undefined) {
    launched = launchBrowser();
    root.teardown(async () => (await launched)?.close());
  }
  return launched;
}

/** Tests over the bundles in a browser; skipped where there is none. */
export function inBrowser(
  t: Test,
  name: string,
  bundles: readonly unknown[],
  tests: (t: Test, site: Site) => Promise<void>,
): Promise<unknown> {
  return t.test(name, { skip: whyNoBrowser() }, async (t) => tests(t, await siteWith(t, bundles)));
}

async function siteWith(t: Test, bundles: readonly unknown[]): Promise<Site> {
  const service = await serve(newPath(t), bundles);
  t.teardown(() => service.close());
  const browser = await theBrowser();
  return {
    origin: service.origin,
    browser,
    async open(test, path, how = {}) {
      const context = await browser.newContext({ baseURL: service.origin, ...how });
      test.teardown(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(LONGEST_WAIT_MS);
      await page.goto(path);
      return page;
    },
  };
}
