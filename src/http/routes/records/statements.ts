/** /v1/statements */
import { citeStatements } from '../../../services/records/citations.ts';
import type { Routes } from '../../context.ts';
import { recordRoutes } from './records.ts';

export const statementRoutes: Routes = (app, context) =>
  recordRoutes(app, context, {
    kind: 'statement',
    order: 'latest said first',
    filters: ['expert', 'excludeExpert', 'question', 'source', 'affiliation', 'attribution', 'from', 'to', 'q'],
    cite: citeStatements,
  });
