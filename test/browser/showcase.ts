/** A data set in which everything occurs that a page can show: made-up people on a made-up bridge. */
import type { Bundle } from '../../src/core/import/bundle/bundle.ts';

const POST = 'harbour-post-march';
const GAZETTE = 'gazette-june';
const HEARING = 'hearing-2025';

type Said = {
  readonly id: string;
  readonly option: string;
  readonly summary: string;
  readonly quotes?: readonly string[];
  readonly paraphrase?: string;
  readonly on?: string;
  readonly source?: string;
  readonly venue?: string;
  readonly condition?: string;
  readonly basis?: 'stated' | 'inferred';
  readonly status?: 'published' | 'retracted';
  readonly note?: string;
};

/** What was said: expert, question, and then each remark. */
const SAID: readonly (readonly [expert: string, question: string, ...remarks: readonly Said[]])[] = [
  [
    'lind',
    'close-bridge',
    {
      id: 'lind-for',
      option: 'support',
      summary: 'Wants the bridge closed to cars without waiting for the tunnel.',
      quotes: [
        'A bridge that was built for carts will not survive another decade of lorries',
        'close it, and do it now',
      ],
      on: '2024-03-12',
      venue: 'City council, public session',
    },
  ],
  [
    'okafor',
    'close-bridge',
    {
      id: 'okafor-before',
      option: 'support',
      summary: 'Called for the closure.',
      quotes: ['Close it'],
      on: '2024-03-02',
    },
    {
      id: 'okafor-now',
      option: 'lean-oppose',
      summary: 'Now thinks that a closure comes too early for the islands.',
      quotes: ['I was too quick in March; the islands have no other road'],
      paraphrase: 'He takes back what he asked for in March, because the islands depend on the bridge.',
      on: '2025-01-20',
      source: HEARING,
      condition: 'as long as no second ferry runs',
      note: 'He says himself that he changed his mind, so both positions stand.',
    },
  ],
  [
    'marchetti',
    'close-bridge',
    {
      id: 'marchetti-for',
      option: 'lean-support',
      summary: 'Is inclined to support the closure.',
      quotes: ['it would be a relief for the old town'],
      on: '2024-06-14',
      source: GAZETTE,
    },
    {
      id: 'marchetti-against',
      option: 'oppose',
      summary: 'Opposes the closure on the same evening.',
      quotes: ['I will not vote for a closure'],
      on: '2024-06-14',
      source: GAZETTE,
    },
  ],
  [
    'van-der-berg',
    'close-bridge',
    {
      id: 'berg-asked',
      option: 'noncommittal',
      summary: 'Was asked and took no side.',
      paraphrase: 'She said that the council will decide, and that she serves the council.',
      source: POST,
    },
  ],
  [
    'sato',
    'close-bridge',
    {
      id: 'sato-mixed',
      option: 'mixed',
      summary: 'Sees both sides: the bridge needs rest, the shops need customers.',
      paraphrase: 'A closure would help the bridge and hurt the shops in equal measure.',
      basis: 'inferred',
      source: GAZETTE,
    },
  ],
  [
    'lind',
    'tunnel-first',
    {
      id: 'lind-tunnel-retracted',
      option: 'oppose',
      summary: 'Was said to reject the tunnel.',
      quotes: ['No tunnel'],
      on: '2024-03-12',
      status: 'retracted',
      note: 'The newspaper corrected the quote: it was somebody else.',
    },
    {
      id: 'lind-tunnel',
      option: 'lean-support',
      summary: 'Would take the tunnel if it costs the city nothing.',
      quotes: ['I have nothing against a tunnel that somebody else pays for'],
      on: '2024-06-14',
      source: GAZETTE,
      condition: 'if the state pays for all of it',
    },
  ],
  [
    'okafor',
    'tunnel-first',
    {
      id: 'okafor-tunnel',
      option: 'support',
      summary: 'First the tunnel.',
      quotes: ['First the tunnel'],
      source: HEARING,
    },
  ],
  [
    'lind',
    'night-vote',
    { id: 'lind-vote', option: 'aye', summary: 'Voted for it.', paraphrase: 'Voted aye.', source: HEARING },
  ],
  [
    'marchetti',
    'night-vote',
    { id: 'marchetti-vote', option: 'absent', summary: 'Was not there.', paraphrase: 'Absent.', source: HEARING },
  ],
  [
    'okafor',
    'night-vote',
    {
      id: 'okafor-vote',
      option: 'paired',
      summary: 'Was paired.',
      paraphrase: 'Paired with a member away.',
      source: HEARING,
    },
  ],
  [
    'sato',
    'night-vote',
    {
      id: 'sato-vote',
      option: 'not-eligible',
      summary: 'Had no vote.',
      paraphrase: 'Not yet a member.',
      source: HEARING,
    },
  ],
  [
    'van-der-berg',
    'night-vote',
    { id: 'berg-vote', option: 'strong-nay', summary: 'Voted against it.', paraphrase: 'Voted nay.', source: HEARING },
  ],
  [
    'marchetti',
    'tunnel-first',
    {
      id: 'marchetti-tunnel-retracted',
      option: 'support',
      summary: 'Was said to want the tunnel.',
      quotes: ['A tunnel, please'],
      on: '2024-03-12',
      status: 'retracted',
    },
  ],
];

const remarks = SAID.flatMap(([expert, question, ...said]) => said.map((remark) => ({ expert, question, ...remark })));

export const SHOWCASE: Bundle = {
  bundleVersion: 1,
  scales: [
    {
      id: 'roll-call',
      label: 'Roll call',
      options: [
        { id: 'strong-nay', label: 'Voted against, and said why', value: -1 },
        { id: 'nay', label: 'Voted against', value: -0.8 },
        { id: 'abstained', label: 'Abstained', value: 0 },
        { id: 'aye', label: 'Voted for', value: 1 },
        { id: 'absent', label: 'Absent', value: null },
        { id: 'paired', label: 'Paired with an absent member', value: null },
        { id: 'not-eligible', label: 'Not yet a member of the chamber', value: null },
        { id: 'chair', label: 'In the chair', value: null },
      ],
    },
  ],
  experts: [
    {
      id: 'lind',
      name: 'Ada Lind',
      description: 'Structural engineer; wrote the report on the piers.',
      affiliations: [
        { organization: 'Harbour Authority', role: 'Chief engineer', from: '2019' },
        { organization: 'Technical University', role: 'Lecturer', from: '2011', to: '2018' },
      ],
      links: [
        { label: 'Staff page', url: 'https://example.org/lind' },
        { label: 'Report on the piers', url: 'https://example.org/piers' },
      ],
    },
    {
      id: 'okafor',
      name: 'Chidi Okafor',
      affiliations: [{ organization: 'Island Party', role: 'Member of the city council' }],
    },
    {
      id: 'marchetti',
      name: 'Giulia Marchetti',
      affiliations: [{ organization: 'Chamber of Commerce of the Old Town and the Outer Quays', role: 'President' }],
    },
    {
      id: 'van-der-berg',
      name: 'Wilhelmina Adriana van der Berg-Oosterhuis de Wit-Vandenbroucke',
      affiliations: [
        {
          organization:
            'Interministerial Coordination Office for Coastal Infrastructure, Inland Navigation and the Protection of Historic Waterfronts',
          role: 'Deputy director-general, acting head of the unit for bridges',
        },
        { organization: 'Waterways Museum', role: 'Trustee' },
      ],
    },
    { id: 'sato', name: 'Kenji Sato' },
    { id: 'quiet', name: 'Miriam Quist', affiliations: [{ organization: 'Ferry Company', role: 'Owner' }] },
  ],
  sources: [
    {
      id: POST,
      title: 'Council quarrels over the old bridge',
      publisher: 'The Harbour Post',
      url: 'https://example.org/post/bridge',
      publishedOn: '2024-03-13',
      language: 'en',
    },
    {
      id: GAZETTE,
      title:
        'An evening of speeches, and what they mean for the people who live by the water and have waited for twenty years',
      publisher: 'Gazette',
      publishedOn: '2024-06',
      language: 'en',
    },
    {
      id: HEARING,
      title: 'Hearing of the transport committee, minutes',
      publisher: 'City council',
      url: 'https://example.org/minutes/2025-01-20',
      publishedOn: '2025-01-22',
      language: 'en',
    },
  ],
  questions: [
    {
      id: 'close-bridge',
      title: 'Close the bridge to cars',
      proposition: 'The old harbour bridge should be closed to private cars by 2026.',
      codingRule: 'Closing to lorries only is not enough. A closure under a condition is coded with the condition.',
      topics: ['traffic', 'old town'],
    },
    {
      id: 'tunnel-first',
      title: 'Tunnel first',
      proposition: 'No closure should begin before the tunnel is open.',
      codingRule: 'As said.',
      topics: ['traffic'],
    },
    {
      id: 'night-vote',
      title: 'The vote of 20 January',
      proposition: 'The committee should recommend the closure of the bridge at night.',
      codingRule: 'As the minutes record it.',
      scale: 'roll-call',
    },
    {
      id: 'second-ferry',
      title: 'A second ferry',
      proposition: 'The city should pay for a second ferry to the islands.',
      codingRule: 'As said.',
    },
  ],
  statements: remarks.map(({ id, expert, quotes, paraphrase, on, source = POST, venue }) => ({
    id: `said-${id}`,
    expert,
    source,
    attribution: quotes === undefined ? 'paraphrase' : paraphrase === undefined ? 'direct' : 'mixed',
    ...(quotes !== undefined && { quotes: [...quotes] }),
    ...(paraphrase !== undefined && { paraphrase }),
    ...(on !== undefined && { saidOn: on }),
    ...(venue !== undefined && { venue }),
  })),
  positions: remarks.map(({ id, expert, question, option, summary, condition, basis = 'stated', status, note }) => ({
    id,
    expert,
    question,
    option,
    summary,
    basis,
    statements: [`said-${id}`],
    ...(condition !== undefined && { condition }),
    ...(status !== undefined && { status }),
    ...(note !== undefined && { note }),
  })),
};
