import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

/** The page of a newspaper under another origin, with what was pasted into its story. */
export async function newspaper(t: Test, pasted: string): Promise<string> {
  const story = `<!doctype html><title>Story</title><body style="margin:0">${pasted}`;
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(story),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise((resolve) => server.close(resolve)));
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}
