/** /desk/candidates/{id}: deciding on a candidate, keeping what is not decided yet, and cutting it anew. */
import { type Static, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Acceptance } from '../../../core/capture/candidate-input.ts';
import type { DecisionFields, KeptDecision } from '../../../core/capture/kept-decision.ts';
import { Failure, type Violation } from '../../../core/values/errors.ts';
import { Id, OneOf, Record } from '../../../core/values/schema.ts';
import { candidatePage } from '../../../pages/desk/candidate.ts';
import { DECISION_LABELS, NEW } from '../../../pages/desk/decision.ts';
import { acceptCandidate } from '../../../services/capture/accept-candidate.ts';
import { anyCandidate, rejectCandidate, reopenCandidate } from '../../../services/capture/candidates.ts';
import { keepDecision } from '../../../services/capture/kept-decisions.ts';
import { joinInOne, splitInTwo } from '../../../services/capture/rework-candidates.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { editorAtDesk, given } from './forms.ts';
import { nextOpen, workOn } from './work.ts';

const field = Type.Optional(Type.String({ maxLength: 20_000 }));
const FIELDS = {
  ...{ expert: field, newExpert: field, saidOn: field, paraphrase: field, answer: field, other: field, summary: field },
  ...{ condition: field, basis: field, reason: field, new: Type.Optional(Type.Literal('true')) },
};
const revision = Type.String({ pattern: '^[1-9]\\d{0,8}$' });
const kept = Type.String({ pattern: '^\\d{1,9}$' });
const Decision = Record({
  act: OneOf(['accept', 'reject', 'reopen', 'keep']),
  revision,
  kept: Type.Optional(kept),
  ...FIELDS,
});
type Decision = Static<typeof Decision>;

export const deskDecisionRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const config = { scope: 'write', desk: true } as const;
  const schema = { hide: true, params: IdParam, querystring: Record({}) } as const;

  app.post(
    '/desk/candidates/:id',
    { config, schema: { ...schema, body: Decision } },
    desk(async (request) => {
      const { id } = request.params;
      const { act, revision, reason, kept = '0', ...form } = request.body;
      const editor = editorAtDesk(request);
      const fields = fieldsIn({ reason, ...form });
      try {
        if (act === 'accept')
          return {
            goTo: await nextOpen(
              context,
              await acceptCandidate(store, id, acceptanceIn(Number(revision), form), editor, form.new === 'true'),
            ),
          };
        if (act === 'reject')
          return {
            goTo: await nextOpen(
              context,
              await rejectCandidate(store, request.caller, id, Number(revision), given(reason) ?? null),
            ),
          };
        if (act === 'keep') await keepDecision(store, request.caller, id, { expect: Number(kept), fields });
        const { document } =
          act === 'keep' ? await anyCandidate(store, id) : await reopenCandidate(store, id, Number(revision), editor);
        return { goTo: `/desk/documents/${document}?candidate=${id}` };
      } catch (error) {
        if (act === 'reopen') throw error;
        return sentAgain(context, request.caller, id, fields, error);
      }
    }),
  );

  app.post(
    '/desk/candidates/:id/kept',
    { config, schema: { ...schema, body: Record({ revision: Type.Optional(revision), kept, ...FIELDS }) } },
    desk(async ({ params, body: { revision, kept, ...form }, caller }) => ({
      kept: await keepDecision(store, caller, params.id, { expect: Number(kept), fields: fieldsIn(form) }),
    })),
  );

  app.post(
    '/desk/candidates/:id/split',
    {
      config,
      schema: { ...schema, body: Record({ revision, begins: Type.String({ minLength: 1, maxLength: 2000 }) }) },
    },
    desk(async ({ params, body, caller }) => {
      try {
        const [first] = await splitInTwo(store, caller, params.id, Number(body.revision), body.begins.trim());
        return { goTo: `/desk/documents/${first?.document}?candidate=${params.id}` };
      } catch (error) {
        return sentAgain(context, caller, params.id, null, error);
      }
    }),
  );

  app.post(
    '/desk/candidates/:id/join',
    { config, schema: { ...schema, body: Record({ revision, other: Id, otherRevision: revision }) } },
    desk(async ({ params, body, caller }) => {
      const other = { id: body.other, revision: Number(body.otherRevision) };
      try {
        const { document } = await joinInOne(store, caller, { id: params.id, revision: Number(body.revision) }, other);
        return { goTo: `/desk/documents/${document}?candidate=${params.id}` };
      } catch (error) {
        return sentAgain(context, caller, params.id, null, error);
      }
    }),
  );
};

/** What was filled in. */
const fieldsIn = (form: { readonly [field: string]: string | undefined }): DecisionFields =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );

const STATUS = new Map<string, 409 | 412 | 422>([
  ['stale', 412],
  ['conflict', 409],
  ...(['invalid', 'quote-not-in-text', 'quote-ambiguous'] as const).map((kind) => [kind, 422] as const),
]);

/** The page as it was sent, with what is wrong; throws on what is no fault of the form. `sent` is null where the form was another. */
async function sentAgain(
  context: RouteContext,
  caller: Caller,
  id: string,
  sent: DecisionFields | null,
  error: unknown,
) {
  const status = error instanceof Failure ? STATUS.get(error.kind) : undefined;
  if (!(error instanceof Failure) || status === undefined) throw error;
  const { document } = await anyCandidate(context.store, id);
  const work = await workOn(context, caller, document, id);
  const own = error.violations.length > 0 ? error.violations : [{ message: error.message }];
  const faults = sent === null || status !== 412 ? own : [...own, ...differing(work.kept, sent)];
  return { ...candidatePage({ ...work, sent, faults, isNear: status === 409 && sent !== null }), status };
}

/** What another tab has kept, where that is not what was sent. */
const differing = (kept: KeptDecision | null, sent: DecisionFields): readonly Violation[] =>
  Object.keys(DECISION_LABELS).flatMap((name) => {
    const there = kept?.fields[name];
    const message = `is “${there}” in what is kept; the form has what you sent`;
    return there === undefined || there === sent[name] ? [] : [{ pointer: `/${name}`, message }];
  });

const refused = (pointer: string, message: string): Failure => new Failure('invalid', message, [{ pointer, message }]);

type Filled = Omit<Decision, 'act' | 'revision' | 'kept' | 'reason'>;

/** Somebody who was chosen, or named as new. Fails with `invalid` where it is neither, or both. */
function speakerIn(form: Filled): Pick<Acceptance, 'expert' | 'newExpert'> {
  const [expert, typed] = [form.expert, form.newExpert].map(given);
  if ((expert === undefined) === (typed === undefined))
    throw refused('/expert', 'say who it is: choose somebody, or leave that at “somebody new” and write their name');
  const name = typed ?? (expert?.startsWith(NEW) ? expert.slice(NEW.length) : undefined);
  if (name !== undefined) return { newExpert: { name } };
  return expert === undefined ? {} : { expert };
}

/** Fails with `invalid` where an answer was chosen, and not how and in which words. */
function acceptanceIn(revision: number, form: Filled): Acceptance {
  const [answer, other, basis, summary] = [form.answer, form.other, form.basis, form.summary].map(given);
  const [saidOn, paraphrase, condition] = [form.saidOn, form.paraphrase, form.condition].map(given);
  if (answer !== undefined && other !== undefined)
    throw refused(
      '/answer',
      'two are chosen: choose none in the list of other questions, or that it answers none above it',
    );
  const [question, option] = (answer ?? other ?? '').split(' ');
  const about = {
    ...{ revision, ...speakerIn(form) },
    ...(saidOn !== undefined && { saidOn }),
    ...(paraphrase !== undefined && { paraphrase }),
  };
  if (question === undefined || option === undefined) return about;
  if (summary === undefined)
    throw refused('/summary', 'is empty: where it answers a question, say in one sentence what the position is');
  if (basis !== 'stated' && basis !== 'inferred')
    throw refused('/basis', 'is not chosen: where it answers a question, say whether it was said so');
  return { ...about, positions: [{ question, option, basis, summary, ...(condition !== undefined && { condition }) }] };
}
