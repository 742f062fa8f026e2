/** Every route of the desk: each a form, or a page of forms, over a use case that is there for others too. */
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { registerForms } from '../../plugins/forms.ts';
import { deskAdjudicationRoutes } from './adjudicate.ts';
import { deskCandidateRoutes } from './candidates.ts';
import { deskCodingRoutes } from './coding.ts';
import { deskDecisionRoutes } from './decisions.ts';
import { deskHomeRoutes } from './desk.ts';
import { deskImportRoutes } from './import.ts';
import { deskPreviewRoutes } from './preview.ts';
import { deskProposalRoutes } from './proposals.ts';
import { deskOneRecordRoutes } from './record.ts';
import { deskRecordRoutes } from './records.ts';
import { deskReviewRoutes } from './review.ts';
import { deskSessionRoutes } from './session.ts';

const DESK_ROUTES: readonly Routes[] = [
  deskSessionRoutes,
  deskHomeRoutes,
  deskCandidateRoutes,
  deskDecisionRoutes,
  deskReviewRoutes,
  deskCodingRoutes,
  deskAdjudicationRoutes,
  deskImportRoutes,
  deskRecordRoutes,
  deskOneRecordRoutes,
  deskPreviewRoutes,
  deskProposalRoutes,
];

/** Registers them in a part of the service of their own, which takes forms and no JSON. */
export async function deskRoutes(app: App, context: RouteContext): Promise<void> {
  await app.register((desk, _options, done) => {
    registerForms(desk);
    for (const routes of DESK_ROUTES) routes(desk, context);
    done();
  });
}
