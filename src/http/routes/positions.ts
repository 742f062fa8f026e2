/** /v1/positions */
import { Type } from 'typebox';
import { PUBLIC_STATUSES } from '../../core/position.ts';
import { OneOf } from '../../core/schema.ts';
import { affiliation, expert, from, option, q, question, source, to, topic } from '../parameters.ts';
import type { Routes } from './context.ts';
import { recordRoutes } from './records.ts';

const status = Type.Optional(
  Type.Array(OneOf(PUBLIC_STATUSES), {
    minItems: 1,
    maxItems: PUBLIC_STATUSES.length,
    description: 'Both, unless one is chosen.',
  }),
);

export const positionRoutes: Routes = (app, context) =>
  recordRoutes(app, context, {
    kind: 'position',
    order: 'latest said first',
    filters: { expert, question, option, source, topic, affiliation, status, from, to, q },
  });
