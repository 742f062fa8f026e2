/** /desk/documents/{id}: an article with its candidates, and proposing more of them. */
import { Type } from 'typebox';
import { Failure } from '../../../core/values/errors.ts';
import { Id, Record } from '../../../core/values/schema.ts';
import { candidatePage } from '../../../pages/desk/candidate.ts';
import { proposeTyped } from '../../../services/capture/candidates.ts';
import { draftDocument } from '../../../services/capture/drafting.ts';
import { extractAgain } from '../../../services/capture/extract-again.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { pageQuery } from '../pages/pages.ts';
import { faultsOf } from './records.ts';
import { workOn } from './work.ts';

const lines = Type.Optional(Type.String({ maxLength: 20_000 }));
/** Words as they are typed, each on a line, or selected. */
export const TYPED = {
  ...{ quote: lines, content: lines },
  at: Type.Optional(Type.String({ maxLength: 5_000, pattern: '^(?:\\d{1,9}-\\d{1,9}(?: |$))*$' })),
};

export const deskCandidateRoutes: Routes = (app, context) => {
  const { store, desk, capture, drafter } = context;
  const config = { scope: 'write', desk: true } as const;
  const schema = { hide: true, params: IdParam, querystring: Record({}) } as const;

  app.get(
    '/desk/documents/:id',
    {
      config,
      schema: {
        ...schema,
        querystring: pageQuery({
          candidate: Type.Optional(Id),
          question: Type.Optional(Id),
          leftOut: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
      },
    },
    desk(async ({ params, query: { candidate, question, leftOut }, caller }) =>
      candidatePage(await workOn(context, caller, params.id, candidate, { question }), leftOut),
    ),
  );

  app.post(
    '/desk/documents/:id/candidates',
    {
      config,
      schema: {
        ...schema,
        body: Record({
          ...{ speakerName: Type.String({ minLength: 1, maxLength: 300 }), ...TYPED },
          candidate: Type.Optional(Id),
        }),
      },
    },
    desk(async ({ params, body: { speakerName, candidate, ...words }, caller }) => {
      try {
        const { id } = await proposeTyped(store, caller, params.id, speakerName.trim(), words);
        return { goTo: `/desk/documents/${params.id}?candidate=${id}` };
      } catch (error) {
        const byHand = { sent: { speakerName, ...words }, faults: faultsOf(error) };
        const work = await workOn(context, caller, params.id, candidate);
        return { ...candidatePage({ ...work, byHand }), status: 422 };
      }
    }),
  );

  app.post(
    '/desk/documents/:id/extract',
    { config, schema: { ...schema, body: Type.Optional(Record({})) } },
    desk(async ({ params, caller }) => {
      const [first] = await extractAgain(store, caller, capture.extract, params.id);
      return { goTo: `/desk/documents/${params.id}${first === undefined ? '' : `?candidate=${first.id}`}` };
    }),
  );

  app.post(
    '/desk/documents/:id/draft',
    { config, schema: { ...schema, body: Type.Optional(Record({})) } },
    desk(async ({ params, caller }) => {
      const place = `/desk/documents/${params.id}`;
      try {
        const [first] = (await draftDocument(store, caller, drafter, params.id, new Date())).items;
        return { goTo: first === undefined ? place : `${place}?candidate=${first.id}` };
      } catch (error) {
        // It was kept, and is told beside the button.
        if (error instanceof Failure && error.kind === 'drafting-failed') return { goTo: place };
        throw error;
      }
    }),
  );
};
