/** Stories told in more than one place. */
import { type Story, story } from './story.ts';

/** A story in which every field of every kind is told once, and left out once. */
export const everything = (): Story =>
  story()
    .scale('votes', { aye: 1, nay: -1, absent: null })
    .expert('ada', {
      name: 'Ada Lind',
      sortName: 'Lind, Ada',
      description: 'Keeps the light.',
      aliases: ['A. Lind'],
      affiliations: [{ organization: 'Port', role: 'Pilot', from: '2019', to: '2020-06' }, { organization: 'Guild' }],
      links: [{ label: 'Home', url: 'https://example.org/ada' }],
    })
    .source('gazette', {
      url: 'https://example.org/1',
      archivedUrl: 'https://example.org/2',
      retrievedOn: '2024-07-01',
      note: 'Undated.',
    })
    .question('bridge', { scale: 'votes', topics: ['traffic'], aliases: ['crossing'] })
    .statement('ada-said', 'ada', {
      source: 'gazette',
      saidOn: '2024-06-12',
      attribution: 'mixed',
      quotes: ['“Build’s” it,\n🚢 now'],
      selector: { prefix: '“', suffix: '' },
      venue: 'Town hall',
    })
    .position('ada-bridge', {
      expert: 'ada',
      question: 'bridge',
      option: 'aye',
      condition: 'if it pays',
      statements: ['ada-said'],
      status: 'retracted',
      recordedAt: '2024-07-01T09:00:00Z',
      recordedBy: 'ben',
      note: 'Clear enough.',
    })
    .says('ben', 'ferry', 'support', { status: 'draft' });
