/** API keys, without their tokens: a row each. */
import type { ApiKey } from '../../core/access/api-key.ts';
import { type ListPage, listAnswer } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';

export const keysAnswer = (page: ListPage<ApiKey>) => listAnswer(page, keysTable);

/** The instant without fractions of a second. */
const second = (instant: string | null): string | null => instant?.replace(/\.\d+Z$/, 'Z') ?? null;

const { text: column } = columnsOf<ApiKey>();

const COLUMNS = [
  column('id', 'Id', ({ id }) => id),
  column('name', 'Name', ({ name }) => name),
  column('scopes', 'Scopes', ({ scopes }) => scopes.join(', ')),
  column('state', 'State', ({ state }) => state),
  column('created_at', 'Made', ({ createdAt }) => second(createdAt)),
  column('expires_at', 'Expires', ({ expiresAt }) => second(expiresAt)),
  column('last_used_at', 'Last used', ({ lastUsedAt }) => second(lastUsedAt)),
];

const keysTable = (keys: readonly ApiKey[]): Table => tableOf('Keys', COLUMNS, keys);
