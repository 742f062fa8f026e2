/** What every engine behind the store port must do; run against each engine by a test file of its own. */
import type { Test } from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import type { Scope } from '../helpers/scope.ts';
import { applyContract } from './contract/apply.ts';
import { cellsContract } from './contract/cells.ts';
import { changesContract } from './contract/changes.ts';
import { codingsContract } from './contract/codings.ts';
import { derivedDaysContract } from './contract/derived-days.ts';
import { documentsContract } from './contract/documents.ts';
import { filtersContract } from './contract/filters.ts';
import { handlesContract } from './contract/handles.ts';
import { keyedPositionsContract } from './contract/keyed-positions.ts';
import { keysContract } from './contract/keys.ts';
import { knownAtContract } from './contract/known-at.ts';
import { listsContract } from './contract/lists.ts';
import { loadContract } from './contract/load.ts';
import { logContract } from './contract/log.ts';
import { logTreeContract } from './contract/log-tree.ts';
import { mappingsContract } from './contract/mappings.ts';
import { materialContract } from './contract/material.ts';
import { proposalsContract } from './contract/proposals.ts';
import { recordsContract } from './contract/records.ts';
import { redactionContract } from './contract/redaction.ts';
import { searchContract } from './contract/search.ts';
import { sessionsContract } from './contract/sessions.ts';
import { snapshotsContract } from './contract/snapshots.ts';
import { uploadsContract } from './contract/uploads.ts';
import { webhookDeliveriesContract } from './contract/webhook-deliveries.ts';
import { webhooksContract } from './contract/webhooks.ts';

export type Clock = { readonly now: () => Date };

/** Makes an empty database that goes when the test or a part of it ends; the answer opens a handle on it, closed by then as well; its clock stands still unless one is given. */
export type CreateDatabase = (t: Scope) => Promise<(clock?: Clock) => Promise<Store>>;

/** What each part of the contract is given: how to get an empty store. */
export type Contract = (t: Test, open: (t: Scope, clock?: Clock) => Promise<Store>) => void;

export function storeContract(t: Test, engine: string, create: CreateDatabase): void {
  const open = async (t: Scope, clock?: Clock): Promise<Store> => (await create(t))(clock);
  const parts = {
    records: recordsContract,
    lists: listsContract,
    filters: filtersContract,
    'positions by what a row is known by': keyedPositionsContract,
    'matrix material': materialContract,
    'cells one by one': cellsContract,
    search: searchContract,
    writing: applyContract,
    loads: loadContract,
    'derived days': derivedDaysContract,
    log: logContract,
    'the tree over the log': logTreeContract,
    'changes by filter': changesContract,
    snapshots: snapshotsContract,
    'what was known': knownAtContract,
    proposals: proposalsContract,
    'texts and candidates': documentsContract,
    codings: codingsContract,
    'sessions of the desk': sessionsContract,
    'stored mappings': mappingsContract,
    'uploads of the desk': uploadsContract,
    webhooks: webhooksContract,
    redaction: redactionContract,
  };
  for (const [part, contract] of Object.entries(parts))
    t.test(`${engine}: ${part}`, async (t) => {
      contract(t, open);
    });
  t.test(`${engine}: several handles`, async (t) => {
    handlesContract(t, create);
  });
  t.test(`${engine}: keys`, async (t) => {
    keysContract(t, create);
  });
  t.test(`${engine}: webhook deliveries`, async (t) => {
    webhookDeliveriesContract(t, create);
  });
}
