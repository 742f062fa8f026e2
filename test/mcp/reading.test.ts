/** Tools that read: words and sources in every cell, answers that are bounded, refusals that say what would be right. */
import type { Client } from '@modelcontextprotocol/client';
import t, { type Test } from 'tap';
import type { Tool } from '../../src/mcp/tool.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import { story } from '../helpers/fixtures/story.ts';
import { clientOver, textOf } from '../helpers/service/assistant.ts';
import { newsroomOver } from '../helpers/service/newsroom.ts';
import { seededService, serviceOver, storeWith } from '../helpers/service/service.ts';

const call = (client: Client, name: string, given: { readonly [name: string]: unknown } = {}) =>
  client.callTool({ name, arguments: given });

const over = async (t: Test, told: ReturnType<typeof story>): Promise<Client> =>
  clientOver(t, await serviceOver(t, await storeWith(t, [told.bundle()])), 'modern');

t.test(
  'tools say what they are: reading ones read, none destroys, each has schemas without formats of ours',
  async (t) => {
    const client = await clientOver(t, await seededService(t), 'modern');
    const { tools } = await client.listTools();
    t.strictSame(
      tools.map(({ name }) => name),
      TOOLS.map(({ name }) => name),
    );
    const scopes = new Map(TOOLS.map(({ name, scope }: Tool) => [name, scope]));
    for (const { name, annotations, inputSchema, outputSchema, description } of tools) {
      const reads = scopes.get(name) === 'read';
      t.match(annotations, { readOnlyHint: reads, destructiveHint: false, openWorldHint: false }, name);
      if (reads) t.equal(annotations?.idempotentHint, true, name);
      t.match(description, /\S/);
      t.equal(inputSchema.additionalProperties, false, name);
      t.ok(outputSchema, name);
      t.notMatch(JSON.stringify([inputSchema, outputSchema]), /"format"|"\$id"|"\$ref"/, name);
    }
  },
);

t.test(
  'who stands where comes a page of experts at a time, and tallies only where all of them are there',
  async (t) => {
    const told = ['ada', 'bo', 'cy', 'dee', 'eve'].reduce(
      (all, expert, index) =>
        index === 4 ? all.expert(expert) : all.says(expert, 'bridge', 'support', { quote: `${expert}!` }),
      story(),
    );
    const client = await over(t, told);
    const whole = await call(client, 'get_matrix', { question: ['bridge'] });
    t.match(whole.structuredContent, {
      experts: 5,
      next: null,
      questions: [{ distribution: { support: 4, none: 1 } }],
    });
    const seen: unknown[] = [];
    let cursor: unknown;
    do {
      const page = await call(client, 'get_matrix', { question: ['bridge'], limit: 2, ...(cursor ? { cursor } : {}) });
      const data = page.structuredContent as { cells: { expert: string }[]; next: string | null; questions: object[] };
      t.match(data, { experts: 5, questions: [{ distribution: null }] });
      t.ok(data.cells.length <= 2);
      seen.push(...data.cells.map(({ expert }) => expert));
      if (data.next !== null) t.match(textOf(page), `ask again with cursor "${data.next}"`);
      cursor = data.next;
    } while (cursor);
    t.strictSame(seen, ['ada', 'bo', 'cy', 'dee', 'eve']);
    t.match(
      textOf(await call(client, 'get_matrix', { question: ['bridge'], cursor: 'nonsense' })),
      /^cursor must be the "next"/,
    );
  },
);

t.test('every cell has its page; where somebody spoke, the words and where they stand', async (t) => {
  const client = await clientOver(t, await seededService(t, { publicUrl: 'https://stances.example.org' }), 'modern');
  const question = ['red-line', 'western-troops', 'escalation'];
  const { structuredContent } = await call(client, 'get_matrix', { question, asOf: '2024-12' });
  const { cells } = structuredContent as {
    cells: {
      state: string;
      page: string;
      stance: string;
      expert: string;
      question: string;
      evidence: { sources: { title: string }[] }[];
    }[];
  };
  t.equal(cells.length, 18);
  for (const { state, stance, page, evidence, ...of } of cells) {
    t.equal(page, `https://stances.example.org/cells/${of.expert}/${of.question}?asOf=2024-12`);
    t.equal(state === 'none', stance === 'Nothing on record');
    t.equal(evidence.length > 0, state !== 'none');
    for (const { sources } of evidence) t.match(sources, [{ title: /\S/, publisher: /\S/, publishedOn: /^2024/ }]);
  }
});

t.test('silence is told in words, by every tool', async (t) => {
  const client = await over(t, story().expert('ada').expert('bo').question('bridge').says('cy', 'toll', 'support'));
  for (const [name, given] of [
    ['get_matrix', { question: ['bridge'] }],
    ['get_evidence', { expert: 'ada', question: 'bridge' }],
    ['compare_experts', { expert: ['ada', 'bo'] }],
    ['who_moved', {}],
    ['search', { q: 'quokka' }],
    ['find_questions', { q: 'quokka' }],
  ] as const)
    t.match(textOf(await call(client, name, given)), /nothing on record/i, name);
});

t.test('a question that is asked in other words leads to the nearest', async (t) => {
  const client = await clientOver(t, await seededService(t), 'modern');
  const found = await call(client, 'find_questions', { q: 'western quokkas' });
  t.match(found.structuredContent, { questions: [], nearest: [{ id: /\S/ }] });
  t.match(textOf(found), /^Nothing on record: no question has these words.\nThe nearest are:/);
});

t.test('experts side by side: what they share, their words, and ten questions at a time', async (t) => {
  const told = Array.from({ length: 12 }, (_, index) => `q${String(index + 1).padStart(2, '0')}`).reduce(
    (all, question) =>
      all.says('ada', question, 'support').says('bo', question, 'oppose', { quote: `Never ${question}!` }),
    story().question('silent'),
  );
  const client = await over(t, told);
  const first = await call(client, 'compare_experts', { expert: ['ada', 'bo'] });
  t.match(first.structuredContent, {
    counts: { differ: 12, silent: 1 },
    agreement: [{ a: 'ada', b: 'bo', score: 0, shared: 12 }],
    next: 'q10',
  });
  t.match(textOf(first), '“Never q01!”');
  const rest = await call(client, 'compare_experts', { expert: ['ada', 'bo'], after: 'q10' });
  t.match(rest.structuredContent, { questions: [{ id: 'q11' }, { id: 'q12' }], next: null });
  t.match(
    textOf(await call(client, 'compare_experts', { expert: ['ada', 'bo'], after: 'no' })),
    /^after names no question/,
  );
  t.match(textOf(await call(client, 'compare_experts', { expert: ['ada', 'ada'] })), /^expert must name at least two/);
});

t.test('who changed their mind, with the words on both ends', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'oppose', { on: '2023-01-01', quote: 'No bridge.' })
    .says('ada', 'bridge', 'support', { on: '2024-01-01', quote: 'A bridge.' })
    .says('bo', 'bridge', 'support')
    .says('cy', 'toll', 'oppose', { on: '2023-01-01' })
    .says('cy', 'toll', 'support', { on: '2024-01-01' });
  const client = await over(t, told);
  const all = await call(client, 'who_moved');
  t.match(all.structuredContent, {
    moves: [
      { expert: 'ada', question: 'bridge', kind: 'reversed', from: { option: 'oppose' }, to: { option: 'support' } },
      { expert: 'cy', question: 'toll' },
    ],
    ...{ looked: 3, experts: 3, next: null },
  });
  t.match(textOf(all), /“No bridge.”[\s\S]*“A bridge.”/);
  const onBridge = await call(client, 'who_moved', { question: ['bridge'], limit: 1 });
  t.match(onBridge.structuredContent, { moves: [{ expert: 'ada' }], looked: 1, next: /\S/ });
  t.match((await call(client, 'who_moved', { asOf: '2023' })).structuredContent, { moves: [] });
});

t.test('all that was said on one question, also what was passed by', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'oppose', { id: 'before', on: '2023-01-01', quote: 'No bridge.' })
    .says('ada', 'bridge', 'support', { id: 'now', on: '2024-01-01', quote: 'A bridge.' });
  const client = await over(t, told);
  const evidence = await call(client, 'get_evidence', { expert: 'ada', question: 'bridge' });
  t.match(evidence.structuredContent, {
    positions: [
      { position: 'now', current: true, evidence: [{ quotes: ['A bridge.'] }] },
      { position: 'before', current: false, evidence: [{ quotes: ['No bridge.'] }] },
    ],
    next: null,
  });
  const rest = await call(client, 'get_evidence', { expert: 'ada', question: 'bridge', after: 'now' });
  t.match(rest.structuredContent, { positions: [{ position: 'before' }] });
});

t.test('what was corrected says so, and leads to the page of what was said before', async (t) => {
  const told = story().says('ada', 'bridge', 'support', { id: 'p', quote: 'Build it!' }).says('bo', 'bridge', 'oppose');
  const { app, patch } = await newsroomOver(t, await storeWith(t, [told.bundle()]), {
    publicUrl: 'https://stances.example.org',
  });
  await patch('publish', '/v1/statements/said-p', { quotes: ['Build it'], reason: 'The mark was ours.' });
  const client = await clientOver(t, app, 'modern');
  const corrections = 'https://stances.example.org/corrections?expert=ada&question=bridge';
  const corrected = { correctedOn: /^\d{4}-\d\d-\d\d$/, corrections };
  const never = { correctedOn: null, corrections: null };
  const [matrix, compared, evidence] = [
    await call(client, 'get_matrix', { question: ['bridge'] }),
    await call(client, 'compare_experts', { expert: ['ada', 'bo'] }),
    await call(client, 'get_evidence', { expert: 'ada', question: 'bridge' }),
  ];
  t.match(matrix.structuredContent, { cells: [corrected, never] });
  t.match(compared.structuredContent, { questions: [{ cells: [corrected, never] }] });
  t.match(evidence.structuredContent, corrected);
  for (const answer of [matrix, compared, evidence])
    t.equal(textOf(answer).split(`what was said before: ${corrections}`).length, 2);
  t.match((await call(client, 'get_evidence', { expert: 'bo', question: 'bridge' })).structuredContent, never);
  t.match((await app.inject(corrections)).body, 'The mark was ours.');
});

t.test('what was known at an instant is told as it was known then, and its pages are of then', async (t) => {
  const client = await clientOver(t, await seededService(t, { publicUrl: 'https://stances.example.org' }), 'modern');
  for (const [name, given] of [
    ['get_matrix', { question: ['red-line'] }],
    ['get_evidence', { expert: 'davis', question: 'red-line' }],
    ['compare_experts', { expert: ['davis', 'dimino'], question: ['red-line'] }],
  ] as const) {
    const now = await call(client, name, given);
    const known = await call(client, name, { ...given, knownAt: '2024-07-01T09:30:00.000Z' });
    t.equal(textOf(known).replaceAll(/[?&]knownAt=[^ \n]+/g, ''), textOf(now), name);
    t.match(textOf(known), /knownAt=2024-07-01T09%3A30%3A00.000Z/);
    const before = await call(client, name, { ...given, knownAt: '2024-06-01T00:00:00Z' });
    t.match(textOf(before), /does not exist|there is no expert/, `${name}: nothing was on record yet`);
  }
});

t.test('long words are told whole or left to the next answer, and it is said where they are', async (t) => {
  const long = (of: string) => `${of} `.repeat(2_400).trim();
  const told = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].reduce(
    (all, id, index) =>
      all.says('ada', 'bridge', 'support', { id, on: `2024-01-0${8 - index}`, quote: long(`${id}234567`) }),
    story().expert('bo'),
  );
  const client = await over(t, told);
  const cells = await call(client, 'get_matrix', { question: ['bridge'], expert: ['ada'] });
  t.match(cells.structuredContent, { cells: [{ evidence: [], moreEvidence: 1 }] });
  t.match(textOf(cells), /and 1 more: get_evidence/);
  const first = await call(client, 'get_evidence', { expert: 'ada', question: 'bridge' });
  t.match(first.structuredContent, {
    positions: [{ position: 'a', evidence: [{ quotes: [long('a234567')] }] }, { position: 'b' }, { position: 'c' }],
    next: 'c',
  });
  const rest = await call(client, 'get_evidence', { expert: 'ada', question: 'bridge', after: 'c' });
  t.match(rest.structuredContent, { positions: [{ position: 'd' }, { position: 'e' }, { position: 'f' }], next: 'f' });
});

const WRONG: readonly (readonly [name: string, given: { readonly [name: string]: unknown }, said: RegExp])[] = [
  ['get_matrix', {}, /question is required/],
  ['get_matrix', { question: [] }, /question must have at least 1 entry/],
  ['get_matrix', { question: 'red-line' }, /question must be a list, not "red-line"/],
  ['get_matrix', { question: ['red-lin'] }, /^question "red-lin" does not exist; did you mean "red-line"\?/],
  ['get_matrix', { question: ['Red Line'] }, /question\/0 must be an id: .*not "Red Line"/],
  ['get_matrix', { question: ['red-line'], expet: ['davis'] }, /expet is not known here; did you mean "expert"\?/],
  ['get_matrix', { question: ['red-line'], asOf: 'yesterday' }, /asOf must be a date that exists/],
  ['get_matrix', { question: ['red-line'], limit: 51 }, /limit must be at most 50, not 51/],
  ['get_matrix', { question: ['red-line'], affiliation: ['Nato'] }, /^affiliation "Nato" is no organization/],
  ['get_matrix', { question: ['red-line'], knownAt: '2999-01-01T00:00:00Z' }, /knownAt/],
  ['compare_experts', { expert: ['davis'] }, /expert must have at least 2 entries/],
  ['get_evidence', { expert: 'davs', question: 'red-line' }, /there is no expert "davs"; did you mean "davis"\?/],
  ['get_evidence', { expert: 'davis', question: 'red-line', after: 'no' }, /^after names no position here/],
  ['search', { q: '…' }, /^q must contain a letter or a digit/],
  ['search', {}, /q is required/],
  ['find_questions', { topic: ['weather'] }, /^topic "weather"/],
  ['who_moved', { expert: ['nobody-at-all'] }, /^expert "nobody-at-all" does not exist/],
];

t.test('a wrong argument is refused with its name and what would be right', async (t) => {
  const client = await clientOver(t, await seededService(t), 'modern');
  for (const [name, given, said] of WRONG) {
    const answer = await call(client, name, given);
    t.equal(answer.isError, true, `${name} ${JSON.stringify(given)}`);
    t.match(textOf(answer), said);
    t.equal(answer.structuredContent, undefined);
  }
});

t.test('resources: a question, an expert, a matrix; what is not there is said', async (t) => {
  const client = await clientOver(t, await seededService(t), 'modern');
  const read = async (uri: string) => {
    const [content] = (await client.readResource({ uri })).contents;
    return content !== undefined && 'text' in content ? content.text : '';
  };
  t.match(await read('standpoint://questions/western-troops'), 'Nothing on record: Shirley');
  t.match(await read('standpoint://experts/davis'), /^# Paul Davis\nhttp.*\/experts\/davis\n/);
  const matrix = await read('standpoint://matrix?question=red-line,western-troops&expert=davis&asOf=2024-12');
  t.match(matrix, /Red line: [\s\S]*Western troops: /);
  t.notMatch(matrix, 'DiMino');
  await t.rejects(read('standpoint://questions/red-lin'), {
    message: /question "red-lin" does not exist; did you mean "red-line"/,
  });
  await t.rejects(read('standpoint://experts/davs'), { code: -32602, message: /there is no expert "davs"/ });
  await t.rejects(read('standpoint://experts/%zz'), { code: -32602 });
  await t.rejects(read('standpoint://matrix?question=red-line&affiliaton=x'), {
    message: /affiliaton is not known here/,
  });
  const some = await read('standpoint://matrix?question=red-line&limit=2');
  const [, cursor = ''] = /cursor "([^"]+)"/.exec(some) ?? [];
  t.notSame(await read(`standpoint://matrix?question=red-line&limit=2&cursor=${cursor}`), some, 'it goes on');
  await t.rejects(read('standpoint://matrix?question='), { message: /question must have at least 1 entry/ });
  await t.rejects(read('standpoint://matrix?question=red-line&rule=best'), {
    message: /rule must be one of "latest", "all"/,
  });
  await t.rejects(read('standpoint://documents/1/text'), { message: /this needs a key with the scope "write"/ });
  t.equal((await client.listResourceTemplates()).resourceTemplates.length, 4);
});

t.test('prompts carry the rules of their work, and refuse what they do not know', async (t) => {
  const client = await clientOver(t, await seededService(t), 'modern');
  const words = async (name: string, given: { [name: string]: string }) =>
    JSON.stringify((await client.getPrompt({ name, arguments: given })).messages);
  t.match(
    await words('compare-experts', { experts: 'Davis, DiMino' }),
    /Davis, DiMino.*compare_experts.*nothing on record/,
  );
  t.match(
    await words('check-my-quote', { quote: 'Boots on the ground' }),
    /“Boots on the ground”.*Never repair a quote/,
  );
  t.match(
    await words('code-article', { document: '1' }),
    /standpoint:\/\/documents\/1\/text.*character for character.*makes anything public/,
  );
  await t.rejects(words('check-my-quote', {}), { code: -32602, message: /quote is required/ });
});
