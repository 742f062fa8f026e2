/** /v1/proposals: changes to what is public that wait for somebody who may publish. */

import { Type } from 'typebox';
import { KINDS } from '../../../core/records/kinds.ts';
import { Id, List, Nullable, OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { Proposal, ProposalStateName } from '../../../core/writing/proposal.ts';
import {
  acceptProposal,
  declineProposal,
  getProposal,
  listProposals,
  withdrawProposal,
} from '../../../services/records/proposals.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { pageOf } from '../../answering/list-route.ts';
import { uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { cursor, IdParam, limit } from '../../parameters.ts';
import { editorOf } from '../../writing/written-record.ts';

const tags = ['proposals'];
const reason = Text(2000, 'Why; kept with the proposal.');

const filters = {
  state: Type.Optional(List(ProposalStateName, 4, 'Only those in these states.')),
  entity: Type.Optional(List(OneOf(KINDS), KINDS.length, 'Only those about records of these kinds.')),
  record: Type.Optional(List(Id, 100, 'Only those about records with these ids.')),
};

export const proposalRoutes: Routes = (app, { store }) => {
  app.get(
    '/v1/proposals',
    {
      config: { scope: 'write' },
      schema: {
        operationId: 'listProposals',
        summary: 'List proposed changes, the newest first',
        tags,
        querystring: Record({ ...filters, limit, cursor }),
        response: jsonResponses(200, 'A page of proposals.', pageOf(RefTo(Proposal), 'The newest first.')),
      },
    },
    uncachedJson(async ({ query, caller }) => ({ document: await listProposals(store, caller, query) })),
  );

  app.get(
    '/v1/proposals/:id',
    {
      config: { scope: 'write' },
      schema: {
        operationId: 'getProposal',
        summary: 'One proposed change',
        tags,
        params: IdParam,
        querystring: Record({}),
        response: jsonResponses(200, 'The proposal.', RefTo(Proposal)),
      },
    },
    uncachedJson(async ({ params, caller }) => ({ document: await getProposal(store, caller, params.id) })),
  );

  const decisions = [
    {
      verb: 'accept',
      scope: 'publish',
      decide: acceptProposal,
      summary: 'Make a proposed change',
      description: 'In one act. Without a reason here, that of the proposer is recorded; one of them is needed.',
      body: Type.Optional(Nullable(Record({ reason: Type.Optional(reason) }))),
    },
    {
      verb: 'decline',
      scope: 'publish',
      decide: declineProposal,
      summary: 'Decline a proposed change',
      description: 'Nothing public changes. What was declined can be read by those who write.',
      body: Record({ reason }),
    },
    {
      verb: 'withdraw',
      scope: 'write',
      decide: withdrawProposal,
      summary: 'Take a proposed change back',
      description: 'For its proposer, who is known by the key it came with.',
      body: Type.Optional(Nullable(Record({ reason: Type.Optional(reason) }))),
    },
  ] as const;
  for (const { verb, scope, decide, summary, description, body } of decisions)
    app.post(
      `/v1/proposals/:id/${verb}`,
      {
        config: { scope },
        schema: {
          operationId: `${verb}Proposal`,
          summary,
          description,
          tags,
          params: IdParam,
          querystring: Record({}),
          body,
          response: jsonResponses(200, 'The proposal as it is now.', RefTo(Proposal)),
        },
      },
      uncachedJson(async (request) => {
        const editor = editorOf(request, request.body?.reason ?? null);
        return { document: await decide(store, request.params.id, editor) };
      }, 'is not needed: what was decided on a proposal stays so'),
    );
};
