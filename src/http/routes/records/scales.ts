/** /v1/scales */
import type { Routes } from '../../context.ts';
import { recordRoutes } from './records.ts';

export const scaleRoutes: Routes = (app, context) =>
  recordRoutes(app, context, { kind: 'scale', order: 'by id', filters: [] });
