/** /v1/sources */

import type { Routes } from '../../context.ts';
import { recordRoutes } from './records.ts';

export const sourceRoutes: Routes = (app, context) =>
  recordRoutes(app, context, { kind: 'source', order: 'latest published first', filters: ['from', 'to'] });
