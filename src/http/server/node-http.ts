/**
 * Node's HTTP. To import it as a module would take all that it exports, and with its WebSocket the whole of undici: a
 * twentieth of a start.
 */
export const { createServer, IncomingMessage, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http');
