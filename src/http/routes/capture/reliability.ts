/** /v1/reliability, and that of one document: how far those who coded the same words agree. */
import { Type } from 'typebox';
import { RELIABILITY_SHAPES, reliabilityAnswer } from '../../../answers/capture/reliability.ts';
import { Reliability } from '../../../core/capture/reliability/reliability.ts';
import { Id, PartialDate, Record, RefTo } from '../../../core/values/schema.ts';
import { askReliability } from '../../../services/capture/reliability.ts';
import { responsesOf } from '../../answering/answers.ts';
import { uncachedAnswer } from '../../answering/uncached-answer.ts';
import type { Routes } from '../../context.ts';
import { formatParameters, IdParam } from '../../parameters.ts';
import { pauseOfWriters } from '../../streaming/fair-turns.ts';

const common = {
  tags: ['documents'],
  response: responsesOf('How far they agree.', RefTo(Reliability), RELIABILITY_SHAPES),
};
const config = { scope: 'publish' } as const;

export const reliabilityRoutes: Routes = (app, { store }) => {
  app.get(
    '/v1/documents/:id/reliability',
    {
      config,
      schema: {
        ...common,
        operationId: 'getDocumentReliability',
        summary: 'How far the coders of a document agree',
        params: IdParam,
        querystring: Record(formatParameters(RELIABILITY_SHAPES)),
      },
    },
    uncachedAnswer(RELIABILITY_SHAPES, async ({ params, caller }) =>
      reliabilityAnswer(await askReliability(store, caller, { document: params.id }, pauseOfWriters)),
    ),
  );

  app.get(
    '/v1/reliability',
    {
      config,
      schema: {
        ...common,
        operationId: 'getReliability',
        summary: 'How far all who coded agree',
        description:
          "Krippendorff's alpha with a bootstrap interval, and where coders differ. Only rounds that all have submitted count.",
        querystring: Record({
          question: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200, description: 'Only these questions.' })),
          from: Type.Optional({ ...PartialDate, description: 'Only rounds that were complete on this day or later.' }),
          to: Type.Optional({ ...PartialDate, description: 'Only rounds that were complete on this day or earlier.' }),
          ...formatParameters(RELIABILITY_SHAPES),
        }),
      },
    },
    uncachedAnswer(RELIABILITY_SHAPES, async ({ query: { question, from, to }, caller }) =>
      reliabilityAnswer(
        await askReliability(
          store,
          caller,
          {
            ...(question !== undefined && { questions: question }),
            ...(from !== undefined && { from }),
            ...(to !== undefined && { to }),
          },
          pauseOfWriters,
        ),
      ),
    ),
  );
};
