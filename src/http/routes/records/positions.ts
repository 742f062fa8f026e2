/** /v1/positions */
import { Type } from 'typebox';
import { STATUSES } from '../../../core/records/position.ts';
import { OneOf } from '../../../core/values/schema.ts';
import type { Routes } from '../../context.ts';
import { affiliation, expert, from, option, q, question, source, to, topic } from '../../parameters.ts';
import { recordRoutes } from './records.ts';

const status = Type.Optional(
  Type.Array(OneOf(STATUSES), {
    minItems: 1,
    maxItems: STATUSES.length,
    description: 'All that the caller may see, unless one is chosen. draft: only with a key with the scope write.',
  }),
);

export const positionRoutes: Routes = (app, context) =>
  recordRoutes(app, context, {
    kind: 'position',
    order: 'latest said first',
    filters: { expert, question, option, source, topic, affiliation, status, from, to, q },
  });
