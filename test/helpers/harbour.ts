/** A story with every kind of cell: on a side, leaning, between, on no side, contested, inferred, on a condition, silent. */
import { type Story, story } from './story.ts';

export const harbour = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind', affiliations: [{ organization: 'Port', role: 'Pilot', from: '2019' }] })
    .expert('ben', { name: 'Ben Okafor', affiliations: [{ organization: 'Guild of Ferrymen' }] })
    .expert('cho', {
      name: 'Cho Min-ji',
      aliases: ['C. Min-ji'],
      links: [{ label: 'Home', url: 'https://example.org/cho' }],
    })
    .expert('dan', { name: 'Dan Silva' })
    .question('bridge', { title: 'Bridge', proposition: 'There should be a bridge.' })
    .question('tolls', { title: 'Tolls', proposition: 'Ships should pay tolls.' })
    .source('gazette', {
      title: 'The Strait, Again',
      publisher: 'Harbour Gazette',
      url: 'https://example.org/strait?a=1&b=2',
    })
    .says('ada', 'bridge', 'support', { source: 'gazette', on: '2024-06-12', quote: '“Build” it & be done' })
    .says('ben', 'bridge', 'lean-oppose', { basis: 'inferred', condition: 'if the ferries stop' })
    .says('cho', 'bridge', 'oppose', { on: '2024-06-01', quote: 'Never' })
    .says('cho', 'bridge', 'support', { on: '2024-06-01', quote: 'Always' })
    .says('ada', 'tolls', 'noncommittal', { on: '2024-05' })
    .statement('ben-twice', 'ben', {
      source: 'gazette',
      attribution: 'mixed',
      quotes: ['not a', 'single coin'],
      paraphrase: 'He will not pay.',
      selector: { prefix: 'he said “', suffix: '” to applause' },
      venue: 'Town hall',
    })
    .position('ben-tolls', { expert: 'ben', question: 'tolls', option: 'oppose', statements: ['ben-twice'] })
    .says('dan', 'tolls', 'mixed');
