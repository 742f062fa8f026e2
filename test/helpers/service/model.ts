/** A model behind an endpoint that speaks as OpenAI's does: a real server on loopback, which answers as a test has it answer. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { DraftProposal } from '../../../src/core/capture/drafting/draft-answer.ts';
import { createDrafter, type DraftingSettings } from '../../../src/drafting/drafter.ts';
import type { Surroundings } from './bin.ts';

type Message = { readonly role: string; readonly content: string };
type Asked = { readonly model: string; readonly messages: readonly Message[]; readonly response_format: unknown };

/** Answers one request in a way of its own. */
type Reaction = (response: ServerResponse, asked: Asked) => unknown;

export type Model = {
  readonly url: string;
  readonly asked: Asked[];
  readonly keys: (string | undefined)[];
  /** How it answers from now on; the last goes on for ever. */
  react: (...reactions: readonly Reaction[]) => void;
};

export async function model(t: Pick<Surroundings, 'teardown'>): Promise<Model> {
  let reactions: Reaction[] = [says([])];
  const asked: Asked[] = [];
  const keys: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Asked;
    asked.push(body);
    keys.push(request.headers.authorization);
    const [react, ...later] = reactions;
    if (later.length > 0) reactions = later;
    react?.(response, body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    keys,
    react: (...all) => {
      reactions = [...all];
    },
  };
}

/** The envelope around what a model says. */
export const words = (content: unknown, more: object = {}): Reaction =>
  sends({ choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }], ...more });

export const sends =
  (body: object, status = 200, headers: { readonly [name: string]: string } = {}): Reaction =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

type Said = Partial<DraftProposal> & { readonly speaker: string };

/** The right form, around these statements. */
export const says = (proposals: readonly Said[], usage?: object): Reaction =>
  words(
    JSON.stringify({
      proposals: proposals.map((it) => ({ quotes: [], retold: [], question: null, option: null, ...it })),
    }),
    usage === undefined ? {} : { usage },
  );

/** What asks the model; ended with the test. */
export const drafterOf = (t: Pick<Surroundings, 'teardown'>, { url }: Model, more: Partial<DraftingSettings> = {}) => {
  const ending = new AbortController();
  t.teardown(() => ending.abort());
  const settings: DraftingSettings = {
    ...{ url, key: null, model: 'llama', reach: 'machine', anyRights: false },
    ...{ timeoutMs: 30_000, maxCharacters: 40_000, perDay: 100 },
    ...more,
  };
  return createDrafter(settings, ending.signal);
};
