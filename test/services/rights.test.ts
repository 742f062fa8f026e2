import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { extract } from '../../src/capture/extract.ts';
import { ANONYMOUS, type Caller, PUBLIC_READER, SCOPES, type Scope, SERVICE } from '../../src/core/access/caller.ts';
import { NETWORK_DEFAULTS } from '../../src/core/comparison/network/network.ts';
import { NOTHING_SAID } from '../../src/core/import/table/upload.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Failure } from '../../src/core/values/errors.ts';
import { ndjsonTable } from '../../src/intake/ndjson.ts';
import { AS_IT_SAYS } from '../../src/intake/table-reading.ts';
import { noPause } from '../../src/services/slices.ts';
import { createTargetRule } from '../../src/webhooks/target.ts';
import { story } from '../helpers/fixtures/story.ts';
import { storeOf } from '../helpers/store/tell.ts';

const SERVICES = fileURLToPath(new URL('../../src/services/', import.meta.url));
const NOW = new Date('2024-07-01T09:00:00.000Z');
const EDIT = { at: NOW.toISOString(), reason: 'So it goes.' };
const MATRIX = { rule: 'latest', asOf: null, knownAt: null, statements: false } as const;
const NOBODY = { experts: [], questions: [], topics: [], affiliations: [] };
const NETWORK = { ...NETWORK_DEFAULTS, ...MATRIX, from: null, to: null, excluded: NOBODY };
const BUNDLE = { bundleVersion: 1, experts: [{ id: 'new', name: 'New' }] };

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('\n');
}

type Arguments = (store: Store, caller: Caller) => readonly unknown[] | Promise<readonly unknown[]>;

/** Every use case: the scope that it demands, and right arguments. */
const RIGHTS: { readonly [name: string]: readonly [Scope, Arguments] } = {
  createKey: ['admin', (s, c) => [s, c, { name: 'a key', scopes: ['read'] }, NOW]],
  listKeys: ['admin', (s, c) => [s, c, { limit: 1 }, NOW]],
  getKey: ['admin', (s, c) => [s, c, 'nobody', NOW]],
  revokeKey: ['admin', (s, c) => [s, c, 'nobody', NOW]],
  createWebhook: [
    'admin',
    (s, c) => [s, c, { url: 'https://example.org/' }, { now: NOW, targets: createTargetRule(false) }],
  ],
  getWebhook: ['admin', (s, c) => [s, c, 'none', NOW]],
  listWebhooks: ['admin', (s, c) => [s, c, { limit: 1 }, NOW]],
  removeWebhook: ['admin', (s, c) => [s, c, 'none', NOW]],
  rotateSecret: ['admin', (s, c) => [s, c, 'none', NOW]],
  enableWebhook: ['admin', (s, c) => [s, c, 'none', NOW]],
  testWebhook: ['admin', (s, c) => [s, c, 'none', NOW]],
  listDeliveries: ['admin', (s, c) => [s, c, 'none', { limit: 1 }]],
  redeliver: ['admin', (s, c) => [s, c, 'none', 'none', NOW]],
  fanOut: ['admin', (s, c) => [s, c, NOW]],
  redactWords: [
    'admin',
    (s, c) => [s, c, { words: 'Nobody', digest: 'f'.repeat(64), ids: false, reason: 'So.', dryRun: true }],
  ],
  createRecord: ['write', (s, caller) => [s, 'expert', { name: 'New' }, { ...EDIT, caller }]],
  lookForNear: ['write', (s, c) => [s, c, 'expert', { id: 'new', name: 'New' }, noPause]],
  updateRecord: ['write', (s, caller) => [s, 'expert', 'ada', { name: 'Ada' }, 1, { ...EDIT, caller }]],
  // Whether it makes public or takes back: the log demands it.
  retractPosition: ['publish', (s, caller) => [s, 'p', 6, { ...EDIT, caller }]],
  publishRecord: ['publish', (s, caller) => [s, 'expert', 'ada', 2, { ...EDIT, caller }]],
  publishRecords: ['publish', (s, caller) => [s, [{ kind: 'expert', id: 'ada' }], { ...EDIT, caller }]],
  reviewed: ['publish', (s, caller) => [s, [{ kind: 'expert', id: 'ada' }], { ...EDIT, caller }]],
  deleteRecord: ['write', (s, caller) => [s, 'expert', 'ada', 1, { ...EDIT, caller }]],
  updateOrPropose: ['write', (s, caller) => [s, 'expert', 'ada', { name: 'Ada' }, 1, { ...EDIT, caller }]],
  deleteOrPropose: ['write', (s, caller) => [s, 'expert', 'ada', 1, { ...EDIT, caller }]],
  retractOrPropose: ['write', (s, caller) => [s, 'p', 6, { ...EDIT, caller }]],
  mergeRecords: ['write', (s, caller) => [s, { kind: 'expert', id: 'ada', into: 'bo' }, 1, { ...EDIT, caller }]],
  mergeOrPropose: ['write', (s, caller) => [s, { kind: 'expert', id: 'ada', into: 'bo' }, 1, { ...EDIT, caller }]],
  listProposals: ['write', (s, c) => [s, c, { limit: 1 }]],
  getProposal: ['write', (s, c) => [s, c, 'none']],
  acceptProposal: ['publish', (s, caller) => [s, 'none', { ...EDIT, caller }]],
  declineProposal: ['publish', (s, caller) => [s, 'none', { ...EDIT, caller }]],
  withdrawProposal: ['write', (s, caller) => [s, 'none', { ...EDIT, caller }]],
  listDoubts: ['write', (s, c) => [s, c, { limit: 1 }]],
  getCurrent: ['write', (s, c) => [s, c, 'expert', 'ada']],
  importBundle: ['write', (s, caller) => [s, BUNDLE, { ...EDIT, caller }]],
  importBundles: ['write', (s, caller) => [s, [BUNDLE], { ...EDIT, caller }]],
  importParts: ['write', (s, caller) => [s, [{ name: 'it', value: BUNDLE }], { ...EDIT, caller }]],
  getMapping: ['write', (s, c) => [s, c, 'none']],
  listMappings: ['write', (s, c) => [s, c, { limit: 1 }]],
  saveMapping: ['write', (s, caller) => [s, 'clerk', {}, { caller, at: EDIT.at, seen: null }]],
  removeMapping: ['write', (s, c) => [s, c, 'none', 1]],
  bringTable: [
    'write',
    (s, caller) => [s, { caller, now: NOW, name: 'votes.csv', bytes: Buffer.from('a'), mapping: 'none' }],
  ],
  getUpload: ['write', (s, c) => [s, c, 'none', NOW]],
  keepReading: ['write', (s, c) => [s, c, 'none', NOTHING_SAID, NOW]],
  finishUpload: ['write', (s, c) => [s, c, 'none', NOTHING_SAID, NOW]],
  listUploads: ['write', (s, c) => [s, c, NOW]],
  lookAtTable: [
    'write',
    (s, c) => {
      const open = () => ndjsonTable(null, nothing(), AS_IT_SAYS);
      return [s, c, { open, openOther: open }, NOTHING_SAID];
    },
  ],
  importTables: ['write', (s, caller) => [s, [], { create: false }, { ...EDIT, caller }]],
  exportPages: ['write', (s, c) => [s, c, 'expert']],
  exportPagesById: ['write', (s, c) => [s, c, 'expert']],
  exportPublicPages: ['read', (s, c) => [s, c, 'expert', MATRIX]],
  askEverything: ['read', async (s, c) => [await s.snapshot(null), c, MATRIX, noPause]],
  adoptStored: ['write', (s, c) => [s, c, BUNDLE]],
  seenFor: ['write', (s, c) => [c, s, { drafts: true, knownAt: null }]],
  getRecord: ['read', (s, c) => [s, c, 'expert', 'ada']],
  readIncluded: ['read', (s, c) => [s, c, [], ['expert']]],
  askSaid: ['read', (s, c) => [s, c, { limit: 1 }]],
  askStatement: ['read', (s, c) => [s, c, 'said-p']],
  askQuoted: ['read', (s, c) => [s, c, 'post', { limit: 1 }]],
  listRecords: ['read', (s, c) => [s, c, 'expert', { limit: 1 }]],
  everyRecord: ['read', async (s, c) => [await s.snapshot(null), c, 'expert', {}, noPause]],
  captureText: ['write', (s, c) => [s, c, extract, 'Moss said no.', { publishedOn: null, language: 'en' }]],
  addDocument: ['write', (s, c) => [s, c, extract, { source: 'none', text: 'Moss said no.' }]],
  addArticle: [
    'write',
    (s, caller) => [
      ...[s, extract, { title: 'No', publisher: 'Post', publishedOn: '2024', text: 'Moss said no.' }],
      { ...EDIT, caller },
    ],
  ],
  getDocument: ['write', (s, c) => [s, c, '1']],
  listDocuments: ['write', (s, c) => [s, c, { limit: 1 }]],
  getDocumentText: ['write', (s, c) => [s, c, '1']],
  removeDocumentText: ['publish', (s, c) => [s, c, '1']],
  listCandidates: ['write', (s, c) => [s, c, '1']],
  proposeCandidate: ['write', (s, c) => [s, c, '1', { speakerName: 'Ada', quotes: ['No'] }]],
  proposeTyped: ['write', (s, c) => [s, c, '1', 'Ada', { quote: 'No' }]],
  changeCandidate: ['write', (s, c) => [s, c, '1', 1, { speakerName: 'Ada', quotes: ['No'] }]],
  acceptCandidate: ['write', (s, caller) => [s, '1', { revision: 1 }, { ...EDIT, caller }]],
  rejectCandidate: ['write', (s, c) => [s, c, '1', 1, null]],
  reopenCandidate: ['write', (s, caller) => [s, '1', 1, { ...EDIT, caller }]],
  splitInTwo: ['write', (s, c) => [s, c, '1', 1, 'No']],
  joinInOne: ['write', (s, c) => [s, c, { id: '1', revision: 1 }, { id: '2', revision: 1 }]],
  putWords: ['write', (s, c) => [s, c, { id: '1', revision: 1 }, { quote: 'No' }]],
  offeredFor: ['write', (s, c) => [s, c, { questions: [] }, { questions: [] }]],
  questionsToCode: ['write', (s, c) => [s, c, '1', null]],
  keptDecision: ['write', (s, c) => [s, c, '1']],
  keepDecision: ['write', (s, c) => [s, c, '1', { expect: 0, fields: {} }]],
  draftsOfDocument: ['write', (s, c) => [s, c, '1']],
  publishDocument: ['publish', (s, caller) => [s, '1', { ...EDIT, caller }]],
  listCoders: ['publish', (s, c) => [s, c, NOW]],
  extractAgain: ['write', (s, c) => [s, c, extract, '1']],
  knownExperts: ['write', (s, c) => [s, c]],
  draftDocument: ['write', (s, c) => [s, c, null, '1', NOW]],
  refusalToDraft: ['write', (s, c) => [s, c, null, {}, NOW]],
  listDraftings: ['write', (s, c) => [s, c, '1']],
  machineAnswer: ['write', (s, c) => [s, c, '1']],
  openRound: ['publish', (s, c) => [s, c, '1', { questions: ['bridge'], coders: ['k'] }, NOW]],
  listRounds: ['write', (s, c) => [s, c, '1']],
  ownRounds: ['write', (s, c) => [s, c]],
  listCodings: ['write', (s, c) => [s, c, '1', 'own']],
  putCoding: ['write', (s, c) => [s, c, '1', 'bridge', { revision: 0, option: null }]],
  submitCodings: ['write', (s, c) => [s, c, '1']],
  adjudicate: [
    'publish',
    (s, caller) => [s, { candidate: '1', question: 'bridge', option: null }, { ...EDIT, caller }],
  ],
  ownUnits: ['write', (s, c) => [s, c, '1']],
  codedRound: ['publish', (s, c) => [s, c, '1']],
  askReliability: ['publish', (s, c) => [s, c, {}, noPause]],
  searchRecords: ['read', (s, c) => [s, c, 'ada', 1]],
  askMatrix: ['read', (s, c) => [s, c, MATRIX]],
  askMadeMatrix: ['read', (s, c) => [s, c, MATRIX]],
  askExtent: ['read', (s, c) => [s, c, MATRIX]],
  askGrounds: ['read', (s, c) => [s, c, MATRIX]],
  askMatrixInPieces: ['read', async (s, c) => [await s.snapshot(null), c, MATRIX, noPause]],
  compareExperts: ['read', (s, c) => [s, c, MATRIX]],
  askCompared: ['read', (s, c) => [s, c, MATRIX]],
  getDossier: ['read', (s, c) => [s, c, 'ada', { rule: 'latest', asOf: null }]],
  askAgreement: ['read', (s, c) => [s, c, MATRIX]],
  citedInPairs: ['read', (s, c) => [s, c, MATRIX, { of: null, groupBy: null, pairs: [], revision: 1 }]],
  citedOn: ['read', (s, c) => [s, c, MATRIX, [{ id: 'bridge' }], 1]],
  askConsensus: ['read', (s, c) => [s, c, 'bridge', MATRIX]],
  rankConsensus: ['read', (s, c) => [s, c, MATRIX]],
  askDivision: ['read', (s, c) => [s, c, ['bridge']]],
  askWholeDivision: ['read', (s, c) => [s, c]],
  askQuiz: ['read', (s, c) => [s, c, { limit: 1 }]],
  listDivisive: ['read', (s, c) => [s, c, 1]],
  askFindings: ['read', (s, c) => [s, c, { questions: ['bridge'], limit: 1 }]],
  askLatest: ['read', (s, c) => [s, c, { limit: 1 }]],
  askMatch: ['read', (s, c) => [s, c, [{ question: 'bridge', option: 'support' }], MATRIX]],
  askParticipation: ['read', (s, c) => [s, c, MATRIX]],
  askNetwork: ['read', (s, c) => [s, c, NETWORK]],
  findQuestions: ['read', (s, c) => [s, c, { words: 'bridge', limit: 1 }]],
  askMatrixPage: ['read', (s, c) => [s, c, { ...MATRIX, questions: ['bridge'] }, { limit: 1 }]],
  expertPage: ['read', (s, c) => [s, c, {}, { limit: 1 }]],
  listMovesAmong: ['read', (s, c) => [s, c, { questions: ['bridge'], asOf: null }, { limit: 1 }]],
  subjectsOf: ['read', (s, c) => [s, c, []]],
  listMoves: ['read', (s, c) => [s, c, 'ada', { asOf: null, knownAt: null }]],
  listChanges: ['read', (s, c) => [s, c, { after: 0, limit: 1 }]],
  getLogHead: ['read', (s, c) => [s, c, null]],
  proveInclusion: ['read', (s, c) => [s, c, { seq: 1 }]],
  proveConsistency: ['read', (s, c) => [s, c, { first: 1 }]],
  verifyLog: ['admin', (s, c) => [s, c, null]],
  latestChanges: ['read', (s, c) => [s, c, 1]],
  tellLatest: ['read', (s, c) => [s, c, 1, {}]],
  getHistory: ['read', (s, c) => [s, c, 'expert', 'ada', { limit: 1 }]],
  listCorrections: ['read', (s, c) => [s, c, { limit: 1 }]],
};

/** What services use among themselves, or are made with: none of it is asked by an entrance on anybody's behalf. */
const NO_USE_CASES: readonly string[] = [
  ...[
    'encodeCursor',
    'decodeCursor',
    'requireWords',
    'requireKnown',
    'refuseOwn',
    'citeStatements',
    'readHeld',
    'readCells',
    'markOf',
    'asPublished',
    'NameReader',
    'rankedBy',
    'chosenExperts',
    'readingAt',
  ],
  ...[
    'selectionOf',
    'requireAffiliated',
    'inOrder',
    'keyedTables',
    'idsForHints',
    'nearestQuestions',
    'noPause',
    'gathered',
    'everyPage',
    'runsOf',
    'withPauses',
    'newId',
  ],
  ...[
    'filterFaults',
    'heldWith',
    'withPresentIds',
    'readableBy',
    'publicTo',
    'correctionsOf',
    'toldCorrections',
    'withLeaves',
    'Follower',
    'Earlier',
  ],
  // Parts of a commit, for which the commit is demanded.
  ...['resultOf', 'changePart', 'retractionPart', 'removalPart', 'mergePart', 'publishingOf', 'current', 'changed'],
  ...['refuseBlind', 'requireComplete', 'isWaitingFor', 'faultsIn', 'positionsOn', 'codedUnits', 'proposedBy'],
  ...['isKnown', 'suggestQuestions'],
  ...[
    'openCandidate',
    'anyCandidate',
    'recordedFor',
    'importCommit',
    'reportedFor',
    'storedRows',
    'takeInNames',
    'missingRows',
    'retractionOf',
  ],
  // It finds out who the caller is.
  'identify',
  ...['signIn', 'callerOfSession', 'signOut'],
];

async function exportedFunctions(): Promise<Map<string, (...args: readonly unknown[]) => unknown>> {
  const files = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const modules: object[] = await Promise.all(files.map((file) => import(`${SERVICES}${file}`)));
  const functions = modules.flatMap((it) => Object.entries(it).filter(([, value]) => typeof value === 'function'));
  const byName = new Map(functions);
  if (byName.size < functions.length) throw new Error('two functions of the services have one name');
  return byName;
}

const FUNCTIONS = await exportedFunctions();

/** Why the use case refused, by the kind of failure; null where it did not. Generators begin when they are asked. */
async function refusalOf(name: string, args: readonly unknown[]): Promise<string | null> {
  try {
    const answer = await FUNCTIONS.get(name)?.(...args);
    if (typeof answer === 'object' && answer !== null && 'next' in answer && typeof answer.next === 'function')
      await answer.next();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.kind;
    throw error;
  }
}

const bridge = (t: Test): Promise<Store> => storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));

const callerWith = (scope: Scope): Caller => ({ name: `a ${scope}r`, key: 'k', scopes: [scope] });
const CALLERS: readonly Caller[] = [ANONYMOUS, PUBLIC_READER, ...SCOPES.map(callerWith), SERVICE];

t.test('every function of the services is a use case with a row here, or known not to be one', async (t) => {
  t.strictSame([...FUNCTIONS.keys()].sort(), [...Object.keys(RIGHTS), ...NO_USE_CASES].sort());
});

for (const [name, [scope, args]] of Object.entries(RIGHTS))
  t.test(`${name} is for callers with the scope ${scope}, and refuses all others`, async (t) => {
    const isAllowed = ({ scopes }: Caller) => scopes.some((own) => SCOPES.indexOf(own) >= SCOPES.indexOf(scope));
    const [allowed, refused] = [CALLERS.filter(isAllowed), CALLERS.filter((caller) => !isAllowed(caller))];
    let store = await bridge(t);
    // Whoever is refused changes nothing, and neither does whoever reads.
    const before = await store.revision();
    for (const caller of refused) {
      t.equal(await refusalOf(name, await args(store, caller)), 'forbidden', `${caller.name} ${caller.scopes}`);
      t.equal(await store.revision(), before);
    }
    for (const caller of allowed) {
      t.not(await refusalOf(name, await args(store, caller)), 'forbidden', `${caller.name} ${caller.scopes}`);
      if (scope !== 'read') store = await bridge(t);
    }
  });
