/** docs/guide/assistants.md against the entrance: every tool with what it takes, every resource, every prompt, and no other. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { CODING_RULES } from '../../src/mcp/prompts/coding-rules.ts';
import { PROMPTS } from '../../src/mcp/prompts.ts';
import { RESOURCES } from '../../src/mcp/resources.ts';
import { TOOLS } from '../../src/mcp/tools.ts';

const text = readFileSync(new URL('../../docs/guide/assistants.md', import.meta.url), 'utf8');
const ROW = /^\| `([^`]+)` \| [^|]+ \|(?: ([^|]+) \|)?$/gm;

/** The first cell of every row of a table, with the names in its last. */
const rows = new Map(
  [...text.matchAll(ROW)].map(([, name = '', taken = '']) => [name, taken.split(', ').filter((it) => it !== '')]),
);

const fieldsOf = (schema: object): string[] =>
  'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
    ? Object.keys(schema.properties).map((name) => `\`${name}\``)
    : [];

t.test('the tables of the guide say what there is', async (t) => {
  const takes = [...TOOLS, ...PROMPTS].map(({ name, input }): [string, string[]] => [name, fieldsOf(input)]);
  const held = RESOURCES.map(({ template }): [string, string[]] => [template, []]);
  const sorted = (all: Iterable<[string, string[]]>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  t.strictSame(sorted(rows), sorted([...takes, ...held]));
});

t.test('the tools that propose stand where the guide says that a key is needed', async (t) => {
  const [, proposing = ''] = text.split('## What it can propose');
  for (const { name, scope } of TOOLS) t.equal(proposing.includes(`| \`${name}\` |`), scope === 'write', name);
});

t.test('the rules of coding that an assistant is given are those of the people who code', async (t) => {
  const rules = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
  for (const words of [
    'Every position has evidence',
    'character for character',
    'Silence is',
    'noncommittal',
    'inferred',
  ]) {
    t.match(rules, words);
    t.match(CODING_RULES, words);
  }
});
