/** /v1/participation */
import { PARTICIPATION_SHAPES, participationAnswer } from '../../../answers/comparison/participation.ts';
import { Participation } from '../../../core/comparison/participation.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { askParticipation } from '../../../services/comparison/participation.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { formatParameters, matrixQuery, preview } from '../../parameters.ts';
import { toMatrixRequest } from '../matrix/matrix.ts';

export const participationRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/participation',
    {
      config: { scope: 'read', previews: true, cost: { cell: 1 } },
      schema: {
        operationId: 'getParticipation',
        summary: 'How many of the questions asked each expert answered, did not answer, or missed',
        description:
          'By the roles of the options held: side and no-side are answers, no-answer and absent are none, and who is ' +
          'not-eligible was not asked. Nothing is computed from silence.',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, status: preview, ...formatParameters(PARTICIPATION_SHAPES) }),
        response: responsesOf('Every expert once.', RefTo(Participation), PARTICIPATION_SHAPES),
      },
    },
    answering(PARTICIPATION_SHAPES, async ({ query, caller }) => {
      const { statements, ...chosen } = toMatrixRequest(query);
      const participation = await askParticipation(store, caller, chosen);
      return participationAnswer(participation);
    }),
  );
};
