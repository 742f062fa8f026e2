/** Every route that answers out of the store, in the order of the OpenAPI document. */
import type { Routes } from '../context.ts';
import { keyRoutes } from './access/keys.ts';
import { candidateRoutes } from './capture/candidates.ts';
import { codingRoutes } from './capture/coding.ts';
import { documentRoutes } from './capture/documents.ts';
import { draftingRoutes } from './capture/drafting.ts';
import { reliabilityRoutes } from './capture/reliability.ts';
import { changeRoutes } from './change-log/changes.ts';
import { correctionRoutes } from './change-log/corrections.ts';
import { historyRoutes } from './change-log/history.ts';
import { logTreeRoutes } from './change-log/log-tree.ts';
import { agreementRoutes } from './comparison/agreement.ts';
import { compareRoutes } from './comparison/compare.ts';
import { consensusRoutes } from './comparison/consensus.ts';
import { matchRoutes } from './comparison/match.ts';
import { moveRoutes } from './comparison/moves.ts';
import { networkRoutes } from './comparison/network.ts';
import { participationRoutes } from './comparison/participation.ts';
import { exportRoutes } from './import/export.ts';
import { importRoutes } from './import/import.ts';
import { mappingRoutes } from './import/mappings.ts';
import { gridRoutes } from './matrix/grid.ts';
import { matrixRoutes } from './matrix/matrix.ts';
import { comparisonPages } from './pages/comparison.ts';
import { embedRoutes } from './pages/embeds.ts';
import { homeRoutes } from './pages/home.ts';
import { networkPageRoutes } from './pages/network.ts';
import { pageRoutes } from './pages/pages.ts';
import { sitemapRoutes } from './pages/sitemap.ts';
import { sourcePages } from './pages/sources.ts';
import { statementPages } from './pages/statements.ts';
import { doubtRoutes } from './records/doubts.ts';
import { retractionRoutes } from './records/editing.ts';
import { expertRoutes } from './records/experts.ts';
import { mergingRoutes } from './records/merging.ts';
import { positionRoutes } from './records/positions.ts';
import { proposalRoutes } from './records/proposals.ts';
import { publishingRoutes } from './records/publishing.ts';
import { questionRoutes } from './records/questions.ts';
import { scaleRoutes } from './records/scales.ts';
import { searchRoutes } from './records/search.ts';
import { sourceRoutes } from './records/sources.ts';
import { statementRoutes } from './records/statements.ts';
import { webhookDeliveryRoutes } from './webhooks/webhook-deliveries.ts';
import { webhookRoutes } from './webhooks/webhooks.ts';

export const ROUTES: readonly Routes[] = [
  homeRoutes,
  matrixRoutes,
  compareRoutes,
  agreementRoutes,
  consensusRoutes,
  participationRoutes,
  matchRoutes,
  networkRoutes,
  questionRoutes,
  expertRoutes,
  positionRoutes,
  publishingRoutes,
  retractionRoutes,
  mergingRoutes,
  proposalRoutes,
  importRoutes,
  mappingRoutes,
  exportRoutes,
  documentRoutes,
  candidateRoutes,
  draftingRoutes,
  codingRoutes,
  reliabilityRoutes,
  statementRoutes,
  doubtRoutes,
  sourceRoutes,
  scaleRoutes,
  searchRoutes,
  changeRoutes,
  logTreeRoutes,
  correctionRoutes,
  historyRoutes,
  moveRoutes,
  keyRoutes,
  webhookRoutes,
  webhookDeliveryRoutes,
  pageRoutes,
  comparisonPages,
  networkPageRoutes,
  sourcePages,
  statementPages,
  sitemapRoutes,
  gridRoutes,
  embedRoutes,
];
