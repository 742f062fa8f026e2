/** UCINET DL: the matrix that the network is, and the names of its rows and columns. */
import t from 'tap';
import type { Answer } from '../../../src/answers/answer.ts';
import { networkAnswer } from '../../../src/answers/comparison/network.ts';
import { networkReader } from '../../../src/core/comparison/network/build-network.ts';
import { NETWORK_DEFAULTS, type NetworkOptions } from '../../../src/core/comparison/network/network.ts';
import { dl } from '../../../src/formats/graph/dl.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { rendered } from '../../helpers/fixtures/table.ts';

const answerOf = (told: Story, options: Partial<NetworkOptions> = {}): Answer =>
  networkAnswer(
    readMaterial(materialOf(told.bundle()), (ground) =>
      networkReader(
        { ...ground, includes: () => true },
        { ...NETWORK_DEFAULTS, from: null, to: null, knownAt: null, ...options },
      ),
    ),
  );

const town = () =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .expert('cho', { name: 'Cho "the Ferry" Min' })
    .expert('tolls', { name: 'Tolls & Sons' })
    .says('ada', 'bridge', 'support')
    .says('ada', 'tolls', 'oppose')
    .says('tolls', 'bridge', 'support')
    .says('tolls', 'tolls', 'support')
    .says('cho', 'ferry', 'support');

t.test('a one-mode network is a symmetric matrix of its weights, with 0 where nothing ties two', async (t) => {
  t.equal(
    await rendered(dl, answerOf(town(), { aggregation: 'congruence' })),
    [
      'dl n=3 format=fullmatrix',
      'labels:',
      '"Ada Lind"',
      `"Cho 'the Ferry' Min"`,
      '"Tolls & Sons"',
      'data:',
      '0 0 1',
      '0 0 0',
      '1 0 0',
      '',
    ].join('\n'),
  );
});

t.test('a two-mode network has actors down and questions across', async (t) => {
  const text = await rendered(dl, answerOf(town(), { mode: 'two-mode', aggregation: 'subtract' }));
  const [head, ...lines] = text.trimEnd().split('\n');
  t.equal(head, 'dl nr=3 nc=3 format=fullmatrix');
  t.strictSame([lines[0], lines[4]], ['row labels:', 'column labels:']);
  const questions = lines.slice(5, 8);
  const weights = lines.slice(9).map((line) => line.split(' ').map(Number));
  t.equal(weights.length, 3);
  const weightOf = (row: number, question: string) =>
    weights[row]?.[questions.findIndex((it) => it.includes(question))];
  t.strictSame([weightOf(0, 'bridge'), weightOf(0, 'tolls'), weightOf(0, 'ferry')], [1, -1, 0]);
  t.strictSame([weightOf(1, 'bridge'), weightOf(1, 'tolls'), weightOf(1, 'ferry')], [0, 0, 1]);
});

t.test('where a name with its number would be taken for another, all have their numbers', async (t) => {
  const text = await rendered(
    dl,
    answerOf(
      story()
        .expert('a', { name: 'Ada' })
        .expert('b', { name: 'ADA' })
        .expert('c', { name: '1 Ada' })
        .says('a', 'q', 'support')
        .says('b', 'q', 'support')
        .says('c', 'q', 'support'),
    ),
  );
  const labels = text.split('\n').slice(2, 5);
  t.strictSame(
    labels.map((label) => label.slice(1, 3)),
    ['1 ', '2 ', '3 '],
  );
  t.equal(new Set(labels.map((label) => label.toUpperCase())).size, 3);
});

t.test('a tie to what is no node is a mistake of ours, and no tie to the first', async (t) => {
  const answer = answerOf(town());
  const graph = answer.network?.();
  const [tie] = graph?.edges ?? [];
  if (graph === undefined || tie === undefined) throw new TypeError('there is a tie');
  const torn = { ...answer, network: () => ({ ...graph, edges: [{ ...tie, target: 'nobody' }] }) };
  await t.rejects(async () => rendered(dl, torn), { message: /nobody is no node/ });
});

t.test('names that UCINET would take for one have their numbers in front of them', async (t) => {
  const text = await rendered(
    dl,
    answerOf(
      story()
        .expert('a', { name: 'Institute for Strategic Studies' })
        .expert('b', { name: 'INSTITUTE FOR STRATEGIC PEACE' })
        .says('a', 'q', 'support')
        .says('b', 'q', 'support'),
    ),
  );
  t.match(text, /"1 Institute for Strategic Studies"\n"2 INSTITUTE FOR STRATEGIC PEACE"/);
});
