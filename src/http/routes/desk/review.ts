/** /desk/documents/{id}/review: what an article will say, and the act that publishes it. */
import { Type } from 'typebox';
import { type Caller, may } from '../../../core/access/caller.ts';
import { quotedMuch } from '../../../core/capture/quoted-much.ts';
import type { Matrix } from '../../../core/matrix/matrix.ts';
import type { Position } from '../../../core/records/position.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Record } from '../../../core/values/schema.ts';
import { type Review, reviewPage } from '../../../pages/desk/review.ts';
import { draftsOfDocument, publishDocument } from '../../../services/capture/candidates.ts';
import { getDocument, listCandidates } from '../../../services/capture/documents.ts';
import { askMatrix } from '../../../services/matrix/matrix.ts';
import { getCurrent } from '../../../services/records/editing.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { editorAtDesk } from './forms.ts';
import { inOrderOfText } from './work.ts';

export const deskReviewRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const schema = { hide: true, params: IdParam, querystring: Record({}) } as const;

  app.get(
    '/desk/documents/:id/review',
    { config: { scope: 'write', desk: true }, schema },
    desk(async ({ params, caller }) => reviewPage(await reviewOf(context, caller, params.id))),
  );

  app.post(
    '/desk/documents/:id/publish',
    {
      config: { scope: 'publish', desk: true },
      schema: { ...schema, body: Record({ reason: Type.Optional(Type.String({ maxLength: 20_000 })) }) },
    },
    desk(async (request) => {
      // They were told in the trial above the button.
      await publishDocument(store, request.params.id, editorAtDesk(request, request.body.reason), { doubts: false });
      return { goTo: `/desk/documents/${request.params.id}/review` };
    }),
  );
};

async function reviewOf({ store }: RouteContext, caller: Caller, id: string): Promise<Review> {
  const { source, candidates, length } = await getDocument(store, caller, id);
  const accepted = (await listCandidates(store, caller, id, { states: ['accepted'] })).toSorted(inOrderOfText);
  const madeOf = new Map(accepted.map((it, at) => [it.statement, { candidate: it.id, at }]));
  const placeOfDraft = ({ statements: [first = ''] }: Position) => madeOf.get(first)?.at ?? accepted.length;
  const drafts = (await draftsOfDocument(store, caller, id)).toSorted(
    (a, b) => placeOfDraft(a) - placeOfDraft(b) || (a.id < b.id ? -1 : 1),
  );
  const ids = <T>(of: (it: (typeof drafts)[number]) => readonly T[]) => [...new Set(drafts.flatMap(of))];
  const questions = await store.getMany(
    'question',
    ids((it) => [it.question]),
  );
  const scales = new Map(
    (
      await store.getMany(
        'scale',
        questions.map(({ scale }) => scale),
      )
    ).map((it) => [it.id, it]),
  );
  const scaleOf = new Map(questions.map((it) => [it.id, scales.get(it.scale)]));
  const said = await store.getMany(
    'statement',
    accepted.flatMap(({ statement }) => statement ?? []),
  );
  const quotes = said.flatMap((it) => it.quotes);
  const trial = await trialOf(store, caller, id, candidates.open === 0 && drafts.length > 0);
  return {
    ...{ document: id, open: candidates.open, drafts, ...trial },
    candidates: new Map(drafts.map((it) => [it.id, madeOf.get(it.statements[0] ?? '')?.candidate ?? null])),
    quoted: quotedMuch(quotes, length),
    title: (await getCurrent(store, caller, 'source', source)).title,
    matrix: drafts.length === 0 ? null : await previewOf(store, caller, drafts),
    statements: new Map(
      (
        await store.getMany(
          'statement',
          ids((it) => it.statements),
        )
      ).map((it) => [it.id, it]),
    ),
    expertNames: new Map(
      (
        await store.getMany(
          'expert',
          ids((it) => [it.expert]),
        )
      ).map((it) => [it.id, it.name]),
    ),
    questionTitles: new Map(questions.map((it) => [it.id, it.title])),
    options: new Map(
      drafts.map((it) => [
        it.id,
        scaleOf.get(it.question)?.options.find(({ id: option }) => option === it.option)?.label ?? it.option,
      ]),
    ),
  };
}

/** What those of whom there are drafts hold on their questions, if the drafts were published now. */
function previewOf(store: RouteContext['store'], caller: Caller, drafts: Review['drafts']): Promise<Matrix> {
  return askMatrix(store, caller, {
    experts: [...new Set(drafts.map(({ expert }) => expert))],
    questions: [...new Set(drafts.map(({ question }) => question))],
    ...{ rule: 'latest', asOf: null, knownAt: null, statements: false, drafts: true },
  });
}

/** What would become public; or why not. */
async function trialOf(
  store: RouteContext['store'],
  caller: Caller,
  id: string,
  isReady: boolean,
): Promise<Pick<Review, 'publishing' | 'refusal'>> {
  if (!isReady || !may(caller, 'publish')) return { publishing: null, refusal: null };
  const editor = { caller, at: new Date().toISOString(), reason: null };
  try {
    return { publishing: await publishDocument(store, id, editor, { dryRun: true }), refusal: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { publishing: null, refusal: error.message };
  }
}
