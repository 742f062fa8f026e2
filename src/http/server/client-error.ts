/** Answers requests that Node could not read as HTTP, with problem details like every other failure. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS, type ProblemKind } from '../problems/problem-kinds.ts';
import { PROBLEM_MEDIA_TYPE, problemBody } from '../problems/problems.ts';

const KINDS = new Map<string | undefined, ProblemKind>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-timeout'],
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
]);

export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const kind = KINDS.get(error.code) ?? 'malformed-request';
  const { status, remedy } = PROBLEMS[kind];
  const body = problemBody(kind, remedy, 'urn:standpoint:request:unread');
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
