/** Tool: one thing that an assistant may ask for, with its right, its schemas and its answer in words and as data. */
import { CLIENT_INFO_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import type { Static, TSchema } from 'typebox';
import { type Caller, demand, type Scope } from '../core/access/caller.ts';
import type { Asking, McpConnection } from './connection.ts';
import { OUT_OF_ORDER, refusalWords } from './refusals.ts';
import { standardSchema } from './standard-schema.ts';

type Definition<Input extends TSchema, Output extends TSchema> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `write` proposes; nothing that a tool does is public. */
  readonly scope: Extract<Scope, 'read' | 'write'>;
  /** False where to call it again makes another proposal. */
  readonly idempotent: boolean;
  readonly input: Input;
  readonly output: Output;
  /** Fails as use cases do. */
  readonly answer: (asking: Asking, input: Static<Input>) => Promise<{ text: string; data: Static<Output> }>;
};

export type Tool = Pick<
  Definition<TSchema, TSchema>,
  'name' | 'title' | 'description' | 'scope' | 'input' | 'output'
> & {
  readonly register: (server: McpServer, connection: McpConnection) => void;
};

/** A tool by its definition, whose answer has the types of its schemas. */
export function tool<Input extends TSchema, Output extends TSchema>(
  definition: Definition<Input, Output>,
): Tool & { readonly input: Input } {
  const { name, title, description, scope, idempotent, input, output } = definition;
  const [inputSchema, outputSchema] = [standardSchema(input), standardSchema(output)];
  const annotations = {
    readOnlyHint: scope === 'read',
    destructiveHint: false,
    idempotentHint: idempotent,
    openWorldHint: false,
  };
  const register = (server: McpServer, connection: McpConnection) => {
    server.registerTool(
      name,
      { title, description, annotations, inputSchema, outputSchema },
      async (given, context) => {
        try {
          const asking = await askingOf(server, connection, scope, context);
          const { text, data } = await definition.answer(asking, given);
          return { content: [{ type: 'text', text }], structuredContent: data };
        } catch (error) {
          return { isError: true, content: [{ type: 'text', text: wordsFor(error, connection) }] };
        }
      },
    );
  };
  return { name, title, description, scope, input, output, register };
}

/** What is told of a failure; what only whoever runs the service can mend is reported to them. */
export function wordsFor(error: unknown, { report }: Pick<McpConnection, 'report'>): string {
  const words = refusalWords(error);
  if (words === null) report(error);
  return words ?? OUT_OF_ORDER;
}

async function askingOf(
  server: McpServer,
  connection: McpConnection,
  scope: Tool['scope'],
  context: ServerContext,
): Promise<Asking> {
  const { store, origin } = connection;
  const caller = narrowed(await connection.caller(), scope);
  return { store, origin, caller, assistant: assistantOf(server, context) };
}

/** The caller with no more than the right to read what is public, or to propose, whatever their key may do elsewhere. Fails with `forbidden`. */
export function narrowed(caller: Caller, scope: Tool['scope']): Caller {
  demand(caller, scope);
  return { ...caller, scopes: [scope] };
}

const MOST_CHARACTERS = 100;

/** By name and version, as far as it says them: with each request, or where a connection lasts when it began. */
function assistantOf(server: McpServer, { mcpReq }: ServerContext): string | null {
  const [, sent] = Object.entries(mcpReq.envelope ?? {}).find(([key]) => key === CLIENT_INFO_META_KEY) ?? [];
  const client: unknown = sent ?? server.server.getClientVersion();
  if (typeof client !== 'object' || client === null || !('name' in client)) return null;
  const words = [client.name, 'version' in client ? client.version : '']
    .filter((it) => typeof it === 'string')
    .join(' ');
  const told = words.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return told === '' ? null : [...told].slice(0, MOST_CHARACTERS).join('');
}
