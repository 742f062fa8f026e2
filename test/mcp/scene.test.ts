/** The scene that the entrance is for, over both transports and in both eras of the protocol. */
import type { Client } from '@modelcontextprotocol/client';
import t, { type Test } from 'tap';
import { clientOfCommand, clientOver, ERAS, type Era, textOf } from '../helpers/service/assistant.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { seededService } from '../helpers/service/service.ts';

const WORDS = 'then there has to be serious consideration of Western forces putting boots on the ground';

const SITE = 'https://stances.example.org';

/** By every way there is: over HTTP, and from a command on a database of its own. */
const WAYS: { readonly [way: string]: (t: Test, era: Era) => Promise<Client> } = {
  'over HTTP': async (t, era) => clientOver(t, await seededService(t, { publicUrl: SITE }), era),
  'by standpoint mcp': async (t, era) =>
    clientOfCommand(t, await new Workplace(t).seeded(), era, { STANDPOINT_URL: SITE }),
};

for (const [way, connect] of Object.entries(WAYS))
  for (const era of Object.keys(ERAS).filter((it): it is Era => it in ERAS))
    t.test(`${way}, ${era}: who among these supports Western troops, and in which words?`, async (t) => {
      const client = await connect(t, era);
      t.equal(client.getProtocolEra(), era);
      t.equal(client.getServerVersion()?.name, 'standpoint');
      t.match(client.getInstructions(), /silence is no opinion/);

      const found = await client.callTool({ name: 'find_questions', arguments: { q: 'boots on the ground' } });
      t.match(found.structuredContent, { questions: [{ id: 'western-troops', options: [{ id: 'oppose' }] }] });

      const answer = await client.callTool({ name: 'get_matrix', arguments: { question: ['western-troops'] } });
      t.not(answer.isError, true);
      const text = textOf(answer);
      t.match(text, `“${WORDS}”`, 'the exact words');
      t.match(text, /Paul Davis \(davis\): Leans in favour/);
      t.match(text, /The Epoch Times, What North Korean Involvement/, 'and their source');
      t.match(text, `${SITE}/cells/davis/western-troops`, 'with the page that proves it');
      t.match(text, /Nothing on record: Shirley Martey Hargis, .*Mike Turner. That is no opinion/);
      t.match(answer.structuredContent, {
        questions: [{ distribution: { none: 4 } }],
        experts: 6,
        next: null,
      });
    });

t.test('standpoint mcp links to where the service of the same settings listens, unless they say more', async (t) => {
  const place = await new Workplace(t).seeded();
  const client = await clientOfCommand(t, place, 'legacy', { HOST: '::1', PORT: '8080' });
  const found = await client.callTool({ name: 'search', arguments: { q: 'Poland' } });
  t.match(textOf(found), 'http://[::1]:8080/experts/davis');
});

t.test(
  'standpoint mcp refuses to start with a key that opens nothing, and says so on standard error alone',
  async (t) => {
    const place = await new Workplace(t).seeded();
    const { code, stdout, stderr } = await place.run(['mcp'], { STANDPOINT_MCP_KEY: `stp_aaaaaaaa_${'A'.repeat(43)}` });
    t.equal(code, 1);
    t.equal(stdout, '');
    t.equal(stderr, 'standpoint: STANDPOINT_MCP_KEY: the key is not known here\n');
  },
);

t.test('standpoint mcp writes nothing but the protocol to its output, and ends with its input', async (t) => {
  const place = await new Workplace(t).seeded();
  const message = { jsonrpc: '2.0', id: 1, method: 'initialize' };
  const params = { protocolVersion: ERAS.legacy, capabilities: {}, clientInfo: { name: 'x', version: '1' } };
  const child = place.start(['mcp']);
  child.stdout?.setEncoding('utf8');
  const first = new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.endsWith('\n')) resolve(said);
    });
  });
  child.stdin?.write(`no json\n${JSON.stringify({ ...message, params })}\n`);
  const lines = (await first).trimEnd().split('\n');
  for (const line of lines) t.equal(JSON.parse(line).jsonrpc, '2.0', line);
  t.match(JSON.parse(lines.at(-1) ?? ''), { id: 1, result: { protocolVersion: ERAS.legacy } });
  const over = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.end();
  t.equal(await over, 0);
});
