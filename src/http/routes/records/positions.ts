/** /v1/positions */
import type { Routes } from '../../context.ts';
import { recordRoutes } from './records.ts';

export const positionRoutes: Routes = (app, context) =>
  recordRoutes(app, context, {
    kind: 'position',
    order: 'latest said first',
    filters: [
      'expert',
      'excludeExpert',
      'question',
      'option',
      'source',
      'topic',
      'affiliation',
      'status',
      'basis',
      'from',
      'to',
      'q',
    ],
    positionsIn: (positions) => positions,
  });
