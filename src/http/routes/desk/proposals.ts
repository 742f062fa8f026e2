/** /desk/proposals: deciding on changes to what is public. */
import { Type } from 'typebox';
import { may } from '../../../core/access/caller.ts';
import { OneOf, Record } from '../../../core/values/schema.ts';
import { proposalsPage } from '../../../pages/desk/proposals.ts';
import { acceptProposal, declineProposal, listProposals } from '../../../services/records/proposals.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk } from './forms.ts';

const LISTED = 100;
const DECIDE = { accept: acceptProposal, decline: declineProposal };

export const deskProposalRoutes: Routes = (app, { store, desk }) => {
  app.get(
    '/desk/proposals',
    { config: { scope: 'write', desk: true }, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => {
      const { items } = await listProposals(store, caller, { state: ['open'], limit: LISTED });
      return proposalsPage(items, may(caller, 'publish'));
    }),
  );

  app.post(
    '/desk/proposals/:id',
    {
      config: { scope: 'publish', desk: true },
      schema: {
        hide: true,
        params: IdParam,
        querystring: Record({}),
        body: Record({ act: OneOf(['accept', 'decline']), reason: Type.Optional(Type.String({ maxLength: 2_000 })) }),
      },
    },
    desk(async (request) => {
      const { act, reason } = request.body;
      await DECIDE[act](store, request.params.id, editorAtDesk(request, reason));
      return { goTo: '/desk/proposals' };
    }),
  );
};
