import t from 'tap';
import { toPosition } from '../../../src/core/records/position.ts';
import { toStatement } from '../../../src/core/records/statement.ts';
import { shows } from '../../helpers/asserts/shows.ts';

const RECORDED = { at: '2024-07-01T09:00:00Z', by: 'a tester' };

const said = (id: string, saidOn?: string) =>
  toStatement(
    { id, expert: 'ada', source: 'post', attribution: 'paraphrase', ...(saidOn === undefined ? {} : { saidOn }) },
    [{ publishedOn: '2024-06' }],
  );

const input = {
  id: 'ada-bridge',
  expert: 'ada',
  question: 'bridge',
  option: 'support',
  summary: 'Wants the bridge.',
  basis: 'stated' as const,
  statements: ['s1', 's2'],
};

t.test('a position is dated by the latest of its statements, and says whose day that is', async (t) => {
  shows(t, toPosition(input, [said('s1', '2024-06-12'), said('s2')], RECORDED), {
    saidOn: '2024-06',
    saidOnFrom: 'source',
  });
  shows(t, toPosition(input, [said('s1', '2024-07-02'), said('s2')], RECORDED), {
    saidOn: '2024-07-02',
    saidOnFrom: 'statement',
  });
});

t.test('a position is published, and recorded by and at the import, unless it says otherwise', async (t) => {
  shows(t, toPosition(input, [said('s1')], RECORDED), {
    status: 'published',
    recordedAt: RECORDED.at,
    recordedBy: RECORDED.by,
    condition: null,
    note: null,
  });
  const told = {
    status: 'draft',
    recordedAt: '2024-06-13T00:00:00Z',
    recordedBy: 'ben',
    condition: 'if it pays',
  } as const;
  shows(t, toPosition({ ...input, ...told }, [said('s1')], RECORDED), told);
});

t.test('a position without evidence cannot be made', async (t) => {
  t.throws(() => toPosition(input, [], RECORDED), RangeError);
});
