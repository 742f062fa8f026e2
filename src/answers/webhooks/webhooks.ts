/** Webhooks, and what was sent to them: a row each. */

import type { Delivery, Webhook } from '../../core/webhooks/webhook.ts';
import { type ListPage, listAnswer } from '../answer.ts';
import { columnsOf, lines, type Table, tableOf } from '../table.ts';

export const webhooksAnswer = (page: ListPage<Webhook>) => listAnswer(page, webhooksTable);

export const deliveriesAnswer = (page: ListPage<Delivery>) => listAnswer(page, deliveriesTable);

const webhook = columnsOf<Webhook>();

const webhooksTable = (webhooks: readonly Webhook[]): Table =>
  tableOf(
    'Webhooks',
    [
      webhook.text('id', 'Id', ({ id }) => id),
      webhook.text('url', 'URL', ({ url }) => url),
      webhook.text('event_types', 'Types', ({ eventTypes }) => (eventTypes === null ? 'all' : lines(eventTypes))),
      webhook.text('filters', 'Filters', ({ filters }) =>
        lines(Object.entries(filters).flatMap(([name, values]) => (values ?? []).map((value) => `${name} ${value}`))),
      ),
      webhook.text('state', 'State', ({ state, disabledWhy }) =>
        disabledWhy === null ? state : `${state}: ${disabledWhy}`,
      ),
    ],
    webhooks,
  );

const delivery = columnsOf<Delivery>();

const deliveriesTable = (deliveries: readonly Delivery[]): Table =>
  tableOf(
    'Deliveries',
    [
      delivery.text('id', 'Id', ({ id }) => id),
      delivery.text('type', 'Type', ({ type }) => type),
      delivery.number('seq', 'Change', ({ seq }) => seq),
      delivery.text('state', 'State', ({ state }) => state),
      delivery.text('attempts', 'Attempts', ({ attempts }) =>
        lines(attempts.map(({ at, error, ms }) => `${at} ${error ?? 'delivered'} (${ms} ms)`)),
      ),
      delivery.text('next_at', 'Next', ({ nextAt }) => nextAt),
    ],
    deliveries,
  );
