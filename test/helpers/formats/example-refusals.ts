/** Requests that are refused, made of the examples of the OpenAPI documents and sent between these. */
import type { Step } from './example-order.ts';

/** The example of an operation, but for what is named here. */
export type Wrong = Partial<Step> & {
  readonly operationId: string;
  /** The id in the path. */
  readonly id?: string;
  readonly body?: object;
  readonly query?: string;
  readonly ifMatch?: string;
};

const KINDS = ['Scale', 'Expert', 'Source', 'Question', 'Statement', 'Position'] as const;
const MERGEABLE = ['Expert', 'Source', 'Question'] as const;
/** Of the first data set: public, and cited. */
const CITED = {
  Scale: 'support',
  Expert: 'davis',
  Source: 'epoch-times-north-korean-troops',
  Question: 'red-line',
  Statement: 'davis-boots-on-the-ground',
  Position: 'davis-western-troops',
} as const;
const again = (...operationIds: readonly string[]) => operationIds.map((operationId) => ({ operationId }));

/** What the writer begins, to whom the public is closed. */
export const DRAFTS = {
  createExpert: { id: 'draft-expert', name: 'Zoe Later' },
  createSource: { id: 'draft-source', title: 'Not yet', publisher: 'Later', publishedOn: '2024', language: 'en' },
  createQuestion: {
    id: 'draft-question',
    title: 'Later',
    proposition: 'It is to be later.',
    codingRule: 'As it says.',
  },
} as const;
const NOWHERE = { speakerName: 'Ada', quotes: ['words that are nowhere'] };
const MISQUOTED = { sources: ['example'], attribution: 'direct', quotes: NOWHERE.quotes, reason: 'So.' };
const ELSEWHERE = { bundleVersion: 1, reason: 'So.', experts: [{ id: 'davis', name: 'Paul Davis the Elder' }] };

/** By the example right behind which they are sent. */
export const REFUSED: { readonly [operationId: string]: readonly Wrong[] } = {
  createPosition: again(...KINDS.map((name) => `create${name}`)),
  importBundle: [{ operationId: 'importBundle', query: 'status=draft', body: ELSEWHERE }],
  declineProposal: again('acceptProposal', 'declineProposal'),
  withdrawProposal: [{ operationId: 'withdrawProposal', as: 'writer' }],
  updatePosition: KINDS.map((name) => ({ operationId: `update${name}`, body: { id: CITED[name] } })),
  publishSeveral: [
    ...MERGEABLE.map((name) => ({
      operationId: `merge${name}`,
      body: { into: `draft-${name.toLowerCase()}`, reason: 'So.' },
    })),
    ...KINDS.map((name) => ({ operationId: `delete${name}`, id: CITED[name] })),
  ],
  retractPosition: [
    ...again('retractPosition', 'publishPosition'),
    { operationId: 'publishSeveral', body: { records: [{ kind: 'position', id: 'example' }] } },
  ],
  addDocument: [
    ...again('addDocument', 'publishDocument', 'openRound'),
    { operationId: 'updateStatement', body: MISQUOTED },
  ],
  proposeCandidate: [
    { operationId: 'proposeCandidate', body: NOWHERE },
    { operationId: 'changeCandidate', body: { revision: 1, candidate: NOWHERE } },
    { operationId: 'splitCandidate', body: { revision: 1, begins: 'words that are nowhere' } },
    { operationId: 'acceptCandidate', body: { revision: 9, newExpert: { name: 'Cleo' } } },
    { operationId: 'rejectCandidate', body: { revision: 9 } },
    {
      operationId: 'changeCandidate',
      body: { revision: 9, candidate: { speakerName: 'Dan', content: ['Examples save time'] } },
    },
    { operationId: 'splitCandidate', body: { revision: 9, begins: 'rules are seldom read' } },
  ],
  splitCandidate: [
    { operationId: 'joinCandidates', body: { revision: 9, other: '3', otherRevision: 1 } },
    { operationId: 'reopenCandidate', body: { revision: 9 } },
  ],
  rejectCandidate: [
    ...again('rejectCandidate', 'changeCandidate', 'splitCandidate', 'joinCandidates'),
    { operationId: 'reopenCandidate', body: { revision: 9 } },
  ],
  acceptCandidate: [
    ...again('acceptCandidate', 'publishDocument'),
    { operationId: 'acceptCandidate', body: { revision: 9, newExpert: { name: 'Cleo' } } },
  ],
  openRound: [...again('openRound', 'adjudicate'), { operationId: 'submitCodings', as: 'writer' }],
  putCoding: [{ operationId: 'putCoding', as: 'writer' }],
  submitCodings: [{ operationId: 'putCoding', as: 'writer', body: { revision: 1, option: null } }],
  adjudicate: again('adjudicate'),
  publishDocument: [...again('publishDocument'), { operationId: 'reopenCandidate', id: '1', body: { revision: 2 } }],
  saveMapping: [...again('saveMapping'), { operationId: 'saveMapping', ifMatch: '"1-old"' }],
  removeDocumentText: again('extractAgain', 'proposeCandidate', 'draftDocument'),
};
