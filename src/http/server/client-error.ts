/** Answers requests that Node could not read as HTTP, with problem details like every other failure. */
import type { Duplex } from 'node:stream';
import { PROBLEMS, type ProblemKind } from '../problems/problem-kinds.ts';
import { PROBLEM_MEDIA_TYPE, problemBody } from '../problems/problems.ts';
import { STATUS_CODES } from './node-http.ts';
import { SAFETY_HEADERS } from './safety-headers.ts';

const KINDS = new Map<string | undefined, ProblemKind>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-timeout'],
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
]);

const HEAD = Buffer.from('HEAD ');

/** `rawPacket`: a Buffer of the bytes that could not be read, where there are any; its type is declared otherwise. */
type ClientError = Error & { readonly code?: string; readonly rawPacket?: unknown };

export function answerClientError({ code, rawPacket }: ClientError, socket: Duplex): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const isHead = Buffer.isBuffer(rawPacket) && rawPacket.subarray(0, HEAD.length).equals(HEAD);
  answerOnSocket(socket, KINDS.get(code) ?? 'malformed-request', [], isHead);
}

/** Writes the problem, and closes the connection: without its body where the answer is to HEAD. */
export function answerOnSocket(socket: Duplex, kind: ProblemKind, more: readonly string[] = [], isHead = false): void {
  const { status, remedy } = PROBLEMS[kind];
  const body = problemBody(kind, remedy, 'urn:standpoint:request:unread');
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...SAFETY_HEADERS.map(([name, value]) => `${name}: ${value}`),
      'Access-Control-Allow-Origin: *',
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      `Date: ${new Date().toUTCString()}`,
      'Connection: close',
      ...more,
      '',
      isHead ? '' : body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
