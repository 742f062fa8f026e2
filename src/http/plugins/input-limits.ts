/** Bodies of JSON, looked at as they arrive: what goes beyond INPUT_LIMITS is refused before it is parsed. */
import { Transform, type TransformCallback } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { JsonScan, type JsonShape } from '../../intake/json-scan.ts';
import { HttpProblem } from '../problems/problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a body of JSON is: a record unless said otherwise. */
    jsonShape?: JsonShape;
  }
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;
const LINES_TYPE = /^application\/x-ndjson\b/i;

export function registerInputLimits(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers, routeOptions }, reply, payload) => {
    const coding = headers['content-encoding'] ?? 'identity';
    if (coding.toLowerCase() !== 'identity') {
      reply.header('accept-encoding', 'identity');
      throw new HttpProblem('unsupported-media-type', 'a body is read as it is; send it without Content-Encoding');
    }
    const type = headers['content-type'] ?? '';
    const isLines = LINES_TYPE.test(type);
    if (!isLines && !JSON_TYPE.test(type)) return payload;
    const checked = new CheckedJson(isLines ? 'lines' : (routeOptions.config.jsonShape ?? 'record'));
    payload.once('error', (error) => checked.destroy(error));
    return payload.pipe(checked);
  });
}

/**
 * The same bytes. What comes behind the first that goes too far is read and dropped, so that whoever sends it is there to
 * hear why at its end; then it fails.
 */
class CheckedJson extends Transform {
  readonly #scan: JsonScan;
  #refusal: Error | null = null;

  constructor(shape: JsonShape) {
    super();
    this.#scan = new JsonScan(shape);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#refusal === null) this.#look(chunk);
    if (this.#refusal === null) done(null, chunk);
    else done();
  }

  #look(chunk: Buffer): void {
    try {
      this.#scan.take(chunk);
    } catch (error) {
      this.#refusal = error instanceof Error ? error : new Error(String(error));
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#refusal);
  }
}
