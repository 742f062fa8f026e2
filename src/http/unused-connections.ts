/**
 * Connections on which nothing was ever asked: browsers open them ahead of need. Node does not count them among the
 * idle ones, so that closing would wait for them in vain.
 */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export function endUnusedConnections(app: FastifyInstance): void {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  });
}
