/** In which order the examples of the OpenAPI documents find what they refer to, on a service with the first data set. */
import { BY_CHANCE } from '../../../src/http/examples/bodies.ts';

/** The example of an operation, sent with a key of every scope; or with the one that `createKey` made, which may only write. */
export type Step = { readonly operationId: string; readonly as: 'admin' | 'writer' };

const by =
  (as: Step['as']) =>
  (...operationIds: readonly string[]): Step[] =>
    operationIds.map((operationId) => ({ operationId, as }));
const admin = by('admin');
const writer = by('writer');

export const EXAMPLE_ORDER: readonly Step[] = [
  ...admin('createKey', 'listKeys', 'getKey'),
  ...admin('createScale', 'createExpert', 'createSource', 'createQuestion', 'createStatement', 'createPosition'),
  ...admin('importBundle', 'listDoubts'),
  // What is public, and changed by somebody who may not publish, is proposed.
  ...writer('updateExpert', 'updateSource', 'updateScale'),
  ...admin('listProposals', 'getProposal', 'acceptProposal', 'declineProposal'),
  ...writer('withdrawProposal'),
  ...admin('updateScale', 'updateExpert', 'updateSource', 'updateQuestion', 'updateStatement', 'updatePosition'),
  ...admin('publishScale', 'publishExpert', 'publishSource', 'publishQuestion', 'publishStatement', 'publishPosition'),
  ...admin('publishSeveral', 'retractPosition', 'mergeExpert', 'mergeSource', 'mergeQuestion'),
  ...admin('deletePosition', 'deleteStatement', 'deleteQuestion', 'deleteExpert', 'deleteSource', 'deleteScale'),
  ...admin('addDocument', 'listDocuments', 'getDocument', 'getDocumentText', 'listCandidates', 'extractAgain'),
  ...admin('proposeCandidate', 'changeCandidate', 'splitCandidate', 'joinCandidates', 'rejectCandidate'),
  ...admin('acceptCandidate', 'listCoders', 'openRound', 'listRounds'),
  ...writer('putCoding', 'submitCodings', 'listCodings'),
  ...admin('adjudicate', 'getDocumentReliability', 'getReliability', 'publishDocument', 'getMachineAnswer'),
  ...admin('reopenCandidate', 'draftDocument', 'listDraftings', 'removeDocumentText'),
  ...admin('createWebhook', 'listWebhooks', 'getWebhook', 'testWebhook', 'listWebhookDeliveries', 'redeliverToWebhook'),
  ...admin('rotateWebhookSecret', 'enableWebhook', 'removeWebhook'),
  ...admin('saveMapping', 'listMappings', 'getMapping', 'removeMapping', 'revokeKey'),
];

/** Operations whose answer tells an id that is made by chance, and which one of the examples it takes the place of. */
export const TOLD: { readonly [operationId: string]: string } = {
  createKey: BY_CHANCE.key,
  createWebhook: BY_CHANCE.webhook,
  testWebhook: BY_CHANCE.delivery,
};
