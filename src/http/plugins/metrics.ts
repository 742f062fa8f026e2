/** What the service counts, for Prometheus. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../../core/ports/store.ts';
import { once } from '../../core/values/once.ts';
import type { AnswerCache } from '../answering/answer-cache.ts';
import { EVENT_STREAM } from '../streaming/event-stream.ts';
import type { TableStreams } from '../streaming/large-tables.ts';
import type { HeavyWork } from '../workers/heavy-work.ts';
import type { AnsweredRequest } from './request-log.ts';

export type Metrics = {
  readonly contentType: string;
  render(): Promise<string>;
  /** Counts an answer of which Fastify has not seen the request. */
  observe(answered: AnsweredRequest): void;
};

const MS_PER_SECOND = 1000;

/** What the library counts that goes up and down, under names of what only grows; the same without `_total` has it by type. */
const MISNAMED = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

type Measured = {
  readonly version: string;
  readonly backups: string | null;
  readonly store: Store;
  readonly cache: AnswerCache;
  readonly tables: TableStreams;
  readonly heavy: HeavyWork;
};

export function registerMetrics(app: FastifyInstance, measured: Measured): Metrics {
  const { version, backups, store, cache, tables, heavy } = measured;
  const registry = new Registry();
  // What the process itself takes is counted once it is asked for, or from a second after the start on.
  const measureProcess = once(() => {
    collectDefaultMetrics({ register: registry });
    for (const name of MISNAMED) registry.removeSingleMetric(name);
  });
  app.addHook('onListen', async () => {
    setTimeout(measureProcess, MS_PER_SECOND).unref();
  });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  /** What only grows, and is counted elsewhere since the start. */
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  new Gauge({
    name: 'standpoint_build_info',
    help: 'Always 1; the version of the service and of Node are its labels',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.version }, 1);
  new Gauge({
    name: 'standpoint_database_bytes',
    help: 'What the database takes on the disk: its records with their indexes, and its log where it has one of its own',
    labelNames: ['part'],
    registers: [registry],
    async collect() {
      const { records, log } = await store.size();
      this.set({ part: 'records' }, records);
      if (log !== null) this.set({ part: 'log' }, log);
    },
  });
  if (backups !== null)
    gauge(
      'standpoint_newest_backup_timestamp_seconds',
      'When the newest file in the folder of backups was made, in seconds since 1970; 0 where there is none',
      () => newestIn(backups),
    );
  gauge('standpoint_store_revision', 'Sequence number of the last change in the store', () => store.revision());
  gauge('standpoint_writable', '1 where records can be written, 0 where they can only be read, or not even that', () =>
    store.ready().then(
      (refusal) => (refusal === null ? 1 : 0),
      () => 0,
    ),
  );
  gauge('standpoint_answer_cache_bytes', 'Bytes held by the cache of finished answers', () => cache.stats.bytes);
  gauge('standpoint_answer_cache_entries', 'Answers held by the cache', () => cache.stats.entries);
  counter(
    'standpoint_answer_cache_hits_total',
    'Answers served from the cache since the start',
    () => cache.stats.hits,
  );
  counter(
    'standpoint_answer_cache_misses_total',
    'Answers that had to be made since the start',
    () => cache.stats.misses,
  );
  gauge('standpoint_tables_sending', 'Large tables that are being sent', () => tables.stats.open);
  gauge('standpoint_tables_waiting', 'Large tables that wait for their turn to be sent', () => tables.stats.inLine);
  gauge('standpoint_work_running', 'Answers that worker threads are making', () => heavy.stats.running);
  gauge('standpoint_work_waiting', 'Answers that wait for a worker thread', () => heavy.stats.inLine);
  counter('standpoint_work_refused_total', 'Answers refused as they took too much work', () => heavy.stats.refused);
  gauge('standpoint_webhook_deliveries_pending', 'Webhook messages that wait to be delivered', async () => {
    const { pending } = await store.webhooks.counts();
    return pending;
  });
  gauge('standpoint_webhook_deliveries_failed', 'Webhook messages that were given up', async () => {
    const { failed } = await store.webhooks.counts();
    return failed;
  });
  gauge(
    'standpoint_webhook_oldest_pending_seconds',
    'How long the oldest message waits; 0 where none does',
    async () => {
      const since = await store.webhooks.oldestPending();
      return since === null ? 0 : Math.max(0, Date.now() - Date.parse(since)) / MS_PER_SECOND;
    },
  );

  const observe = ({ method, route, status, ms }: AnsweredRequest): void =>
    duration.observe({ method, route, status }, ms / MS_PER_SECOND);
  app.addHook('onResponse', async (request, reply) => {
    // These last for as long as somebody listens, or takes to read, which says nothing of the service.
    if (reply.getHeader('content-type') === EVENT_STREAM.mediaType || tables.isTable(request)) return;
    const { method, routeOptions, originalUrl: path } = request;
    observe({ method, path, route: routeOptions.url ?? 'unknown', status: reply.statusCode, ms: reply.elapsedTime });
  });
  const render = (): Promise<string> => {
    measureProcess();
    return registry.metrics();
  };
  return { contentType: registry.contentType, render, observe };
}

/** A backup that is being made, or was killed. */
const PARTIAL = /\.partial-\d+$/;

/** When the newest file in a folder was changed last, in seconds; 0 where there is none, or no such folder. */
async function newestIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.filter((name) => !PARTIAL.test(name)).map((name) => stat(join(folder, name)).catch(() => null)),
  );
  return Math.max(0, ...found.map((it) => (it?.isFile() ? it.mtimeMs / MS_PER_SECOND : 0)));
}
