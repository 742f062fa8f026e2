/** /desk/documents/{id}: an article, its candidates one after the other, its review, and its publication. */
import { type Static, Type } from 'typebox';
import { type Caller, may } from '../../../core/access/caller.ts';
import type { Acceptance } from '../../../core/capture/candidate-input.ts';
import type { Matrix } from '../../../core/matrix/matrix.ts';
import type { Kind } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, OneOf, Record } from '../../../core/values/schema.ts';
import { type CandidateWork, candidatePage, NEW } from '../../../pages/desk/candidate.ts';
import { type Review, reviewPage } from '../../../pages/desk/review.ts';
import { acceptCandidate } from '../../../services/capture/accept-candidate.ts';
import {
  draftsOfDocument,
  proposeCandidate,
  publishDocument,
  rejectCandidate,
  reopenCandidate,
} from '../../../services/capture/candidates.ts';
import { getDocument, listCandidates } from '../../../services/capture/documents.ts';
import { extractAgain } from '../../../services/capture/extract-again.ts';
import { askMatrix } from '../../../services/matrix/matrix.ts';
import { getCurrent } from '../../../services/records/editing.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk, given } from './forms.ts';

const field = Type.Optional(Type.String({ maxLength: 20_000 }));
const Decision = Record({
  act: OneOf(['accept', 'reject', 'reopen']),
  revision: Type.String({ pattern: '^[1-9]\\d{0,8}$' }),
  ...{ expert: field, newExpert: field, saidOn: field, paraphrase: field, answer: field, summary: field },
  ...{ condition: field, basis: field, reason: field, new: Type.Optional(Type.Literal('true')) },
});
type Decision = Static<typeof Decision>;

export const deskCandidateRoutes: Routes = (app, context) => {
  const { store, desk, capture } = context;
  const config = { scope: 'write', desk: true } as const;
  const schema = { hide: true, params: IdParam, querystring: Record({}) } as const;

  app.get(
    '/desk/documents/:id',
    { config, schema: { ...schema, querystring: pageQuery({ candidate: Type.Optional(Id) }) } },
    desk(async ({ params, query, caller }) => candidatePage(await workOn(context, caller, params.id, query.candidate))),
  );

  app.post(
    '/desk/candidates/:id',
    { config, schema: { ...schema, body: Decision } },
    desk(async (request) => {
      const { id } = request.params;
      const { act, revision, reason } = request.body;
      const editor = editorAtDesk(request);
      if (act === 'accept') {
        const { document } = await acceptCandidate(
          store,
          id,
          acceptanceIn(request.body),
          editor,
          request.body.new === 'true',
        );
        return { goTo: `/desk/documents/${document}` };
      }
      if (act === 'reject') {
        const { document } = await rejectCandidate(store, request.caller, id, Number(revision), given(reason) ?? null);
        return { goTo: `/desk/documents/${document}` };
      }
      const { document } = await reopenCandidate(store, id, Number(revision), editor);
      return { goTo: `/desk/documents/${document}?candidate=${id}` };
    }),
  );

  app.post(
    '/desk/documents/:id/candidates',
    {
      config,
      schema: {
        ...schema,
        body: Record({ speakerName: Type.String({ minLength: 1, maxLength: 300 }), quote: field, content: field }),
      },
    },
    desk(async ({ params, body, caller }) => {
      const [quote, content] = [given(body.quote), given(body.content)];
      const { id } = await proposeCandidate(store, caller, params.id, {
        speakerName: body.speakerName,
        ...(quote !== undefined && { quotes: [quote] }),
        ...(content !== undefined && { content: [content] }),
      });
      return { goTo: `/desk/documents/${params.id}?candidate=${id}` };
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

  app.get(
    '/desk/documents/:id/review',
    { config, schema },
    desk(async ({ params, caller }) => reviewPage(await reviewOf(context, caller, params.id))),
  );

  app.post(
    '/desk/documents/:id/publish',
    { config: { scope: 'publish', desk: true }, schema: { ...schema, body: Record({ reason: field }) } },
    desk(async (request) => {
      // They were told in the trial above the button.
      await publishDocument(store, request.params.id, editorAtDesk(request, request.body.reason), { doubts: false });
      return { goTo: `/desk/documents/${request.params.id}/review` };
    }),
  );
};

/** Somebody who was chosen, or named as new. Fails with `invalid-request` where it is neither, or both. */
function speakerIn(form: Decision): Pick<Acceptance, 'expert' | 'newExpert'> {
  const [expert, typed] = [form.expert, form.newExpert].map(given);
  if ((expert === undefined) === (typed === undefined))
    throw new HttpProblem(
      'invalid-request',
      'say who it is: choose somebody, or leave that at “somebody new” and write their name',
    );
  const name = typed ?? (expert?.startsWith(NEW) ? expert.slice(NEW.length) : undefined);
  if (name !== undefined) return { newExpert: { name } };
  return expert === undefined ? {} : { expert };
}

/** Fails with `invalid-request` where an answer was chosen, and not how and in which words. */
function acceptanceIn(form: Decision): Acceptance {
  const [question, option] = (given(form.answer) ?? '').split(' ');
  const [basis, summary] = [form.basis, form.summary].map(given);
  const [saidOn, paraphrase, condition] = [form.saidOn, form.paraphrase, form.condition].map(given);
  const about = {
    revision: Number(form.revision),
    ...speakerIn(form),
    ...(saidOn !== undefined && { saidOn }),
    ...(paraphrase !== undefined && { paraphrase }),
  };
  if (question === undefined || option === undefined) return about;
  if (summary === undefined || (basis !== 'stated' && basis !== 'inferred'))
    throw new HttpProblem(
      'invalid-request',
      'where it answers a question, say in one sentence what the position is, and whether it was said so',
    );
  return { ...about, positions: [{ question, option, basis, summary, ...(condition !== undefined && { condition }) }] };
}

async function workOn(
  { store }: RouteContext,
  caller: Caller,
  id: string,
  wanted: string | undefined,
): Promise<CandidateWork> {
  const document = await getDocument(store, caller, id);
  const candidates = await listCandidates(store, caller, id);
  const current =
    candidates.find((it) => it.id === wanted) ??
    candidates.find(({ state }) => state === 'open') ??
    candidates[0] ??
    null;
  return {
    ...{ document, candidates, current },
    source: await getCurrent(store, caller, 'source', document.source),
    text: await store.documents.text(id),
    experts: await all(store, 'expert'),
    questions: await all(store, 'question'),
    scales: new Map((await all(store, 'scale')).map((scale) => [scale.id, scale])),
  };
}

/** Every record of a kind, drafts too. */
async function all<K extends Kind>(store: RouteContext['store'], kind: K) {
  return (await store.getMany(kind, await store.ids(kind))).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function reviewOf({ store }: RouteContext, caller: Caller, id: string): Promise<Review> {
  const { source, candidates } = await getDocument(store, caller, id);
  const drafts = await draftsOfDocument(store, caller, id);
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
  const trial = await trialOf(store, caller, id, candidates.open === 0 && drafts.length > 0);
  return {
    ...{ document: id, open: candidates.open, drafts, ...trial },
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
