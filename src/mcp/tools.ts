/** Every tool, in the order in which assistants are told of them. None publishes, accepts, changes or deletes. */
import { listCandidates } from './capture/list-candidates.ts';
import { proposePosition } from './capture/propose-position.ts';
import { proposeStatement } from './capture/propose-statement.ts';
import { compareExperts } from './comparison/compare-experts.ts';
import { whoMoved } from './comparison/who-moved.ts';
import { getEvidence } from './matrix/get-evidence.ts';
import { getMatrix } from './matrix/get-matrix.ts';
import { findQuestions } from './records/find-questions.ts';
import { search } from './records/search.ts';
import type { Tool } from './tool.ts';

export const TOOLS: readonly Tool[] = [
  findQuestions,
  getMatrix,
  compareExperts,
  getEvidence,
  whoMoved,
  search,
  listCandidates,
  proposeStatement,
  proposePosition,
];
