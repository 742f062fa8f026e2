/** /v1/experts */

import type { Routes } from '../../context.ts';
import { recordRoutes } from './records.ts';

export const expertRoutes: Routes = (app, context) =>
  recordRoutes(app, context, { kind: 'expert', order: 'by sort name', filters: ['affiliation', 'excludeExpert', 'q'] });
