/** /desk/candidates/{id}: deciding on a candidate, keeping what is not decided yet, and cutting it anew. */
import { type Static, type TObject, type TProperties, Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Acceptance } from '../../../core/capture/candidate-input.ts';
import type { DecisionFields, KeptDecision } from '../../../core/capture/kept-decision.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure, type Violation } from '../../../core/values/errors.ts';
import { Id, OneOf, Record } from '../../../core/values/schema.ts';
import { candidatePage } from '../../../pages/desk/candidate.ts';
import { ANSWER_FIELDS, type AnswerField, NEW } from '../../../pages/desk/decision-fields.ts';
import { acceptCandidate } from '../../../services/capture/accept-candidate.ts';
import { anyCandidate, rejectCandidate, reopenCandidate } from '../../../services/capture/candidates.ts';
import { keepDecision } from '../../../services/capture/kept-decisions.ts';
import { joinInOne, putWords, splitInTwo } from '../../../services/capture/rework-candidates.ts';
import type { Editor } from '../../../services/records/editing.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { TYPED } from './candidates.ts';
import { editorAtDesk, given } from './forms.ts';
import { nextOpen, workOn } from './work.ts';

const field = Type.Optional(Type.String({ maxLength: 20_000 }));
const FIELDS = {
  ...{ expert: field, newExpert: field, newDescription: field, saidOn: field, paraphrase: field, reason: field },
  ...{ newKind: Type.Optional(OneOf(['person', 'organization'])), new: Type.Optional(Type.Literal('true')) },
  ...{ find: Type.Optional(Type.String({ maxLength: 200 })), found: Type.Optional(Type.String({ maxLength: 200 })) },
};
const revision = Type.String({ pattern: '^[1-9]\\d{0,8}$' });
const kept = Type.String({ pattern: '^\\d{1,9}$' });

/** What is said on a question, by the name of the field, a stop, and the id of the question. */
type Answers = { readonly [field: `${AnswerField}.${string}`]: string | undefined };
const answerName = `^(?:${ANSWER_FIELDS.join('|')})\\.[a-z0-9_-]{1,128}$`;
const withAnswers = <T extends TProperties>(properties: T) =>
  Type.Unsafe<Static<TObject<T>> & Answers>(
    Type.Object(properties, {
      patternProperties: { [answerName]: Type.String({ maxLength: 20_000 }) },
      additionalProperties: false,
    }),
  );
const Decision = withAnswers({
  act: OneOf(['accept', 'reject', 'reopen', 'keep', 'find']),
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
      const { act, revision, reason, kept = '0', find, ...form } = request.body;
      const editor = editorAtDesk(request);
      const words = act === 'reopen' ? undefined : given(find);
      const fields = fieldsIn({ reason, ...form, ...(words !== undefined && { found: words }) });
      try {
        // What is looked for comes first, so that Enter in its field decides nothing.
        if (act === 'keep' || act === 'find' || words !== undefined) {
          await keepDecision(store, request.caller, id, { expect: Number(kept), fields });
          return { goTo: `/desk/documents/${(await anyCandidate(store, id)).document}?candidate=${id}` };
        }
        if (act === 'accept')
          return { goTo: await nextOpen(context, await accept(store, id, Number(revision), form, editor)) };
        if (act === 'reject')
          return {
            goTo: await nextOpen(
              context,
              await rejectCandidate(store, request.caller, id, Number(revision), given(reason) ?? null),
            ),
          };
        const { document } = await reopenCandidate(store, id, Number(revision), editor);
        return { goTo: `/desk/documents/${document}?candidate=${id}` };
      } catch (error) {
        if (act === 'reopen') throw error;
        return sentAgain(context, request.caller, id, fields, error);
      }
    }),
  );

  app.post(
    '/desk/candidates/:id/kept',
    { config, schema: { ...schema, body: withAnswers({ revision: Type.Optional(revision), kept, ...FIELDS }) } },
    desk(async ({ params, body: { revision, kept, ...form }, caller }) => ({
      kept: await keepDecision(store, caller, params.id, { expect: Number(kept), fields: fieldsIn(form) }),
    })),
  );

  app.post(
    '/desk/candidates/:id/words',
    { config, schema: { ...schema, body: Record({ revision, ...TYPED }) } },
    desk(async ({ params: { id }, body: { revision, ...words }, caller }) => {
      try {
        const { document } = await putWords(store, caller, { id, revision: Number(revision) }, words);
        return { goTo: `/desk/documents/${document}?candidate=${id}` };
      } catch (error) {
        return sentAgain(context, caller, id, null, error);
      }
    }),
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
  const work = await workOn(context, caller, document, id, { sent });
  const own = error.violations.length > 0 ? error.violations : [{ message: error.message }];
  const faults = sent === null || status !== 412 ? own : [...own, ...differing(work.kept, sent)];
  return { ...candidatePage({ ...work, faults, isNear: status === 409 && sent !== null }), status };
}

/** What another tab has kept, where that is not what was sent. */
const differing = (kept: KeptDecision | null, sent: DecisionFields): readonly Violation[] =>
  Object.entries(kept?.fields ?? {}).flatMap(([name, there]) => {
    const message = `is “${there}” in what is kept; the form has what you sent`;
    return name === 'found' || there === sent[name] ? [] : [{ pointer: `/${name}`, message }];
  });

const refused = (pointer: string, message: string): Failure => new Failure('invalid', message, [{ pointer, message }]);

type Filled = Omit<Decision, 'act' | 'revision' | 'kept' | 'reason' | 'find'>;

/** Accepts it; what is wrong with an answer is told at its field. */
async function accept(store: Store, id: string, revision: number, form: Filled, editor: Editor) {
  const positions = positionsIn(form);
  const [saidOn, paraphrase] = [form.saidOn, form.paraphrase].map(given);
  const acceptance = {
    ...{ revision, ...speakerIn(form) },
    ...(saidOn !== undefined && { saidOn }),
    ...(paraphrase !== undefined && { paraphrase }),
    ...(positions.length > 0 && { positions }),
  };
  try {
    return await acceptCandidate(store, id, acceptance, editor, form.new === 'true');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const violations = error.violations.map(({ pointer, ...it }) => {
      const [, at = '', field] = /^\/positions\/(\d+)\/(\w+)$/.exec(pointer ?? '') ?? [];
      const question = positions[Number(at)]?.question;
      if (field !== undefined && question !== undefined) return { ...it, pointer: `/${field}.${question}` };
      return pointer === undefined ? it : { ...it, pointer };
    });
    throw new Failure(error.kind, error.message, violations);
  }
}

/** Somebody who was chosen, or named as new. Fails with `invalid` where it is neither, or both. */
function speakerIn(form: Filled): Pick<Acceptance, 'expert' | 'newExpert'> {
  const [expert, typed] = [form.expert, form.newExpert].map(given);
  if ((expert === undefined) === (typed === undefined))
    throw refused('/expert', 'say who it is: choose somebody, or leave that at “somebody new” and write their name');
  const name = typed ?? (expert?.startsWith(NEW) ? expert.slice(NEW.length) : undefined);
  if (name === undefined) return expert === undefined ? {} : { expert };
  const description = given(form.newDescription);
  const kind = form.newKind ?? 'person';
  return { newExpert: { name, kind, ...(description !== undefined && { description }) } };
}

/** What is said on each question, in the order of the form. Fails with `invalid` where part of an answer is not there. */
function positionsIn(form: Filled): NonNullable<Acceptance['positions']> {
  const said = Object.entries(form).flatMap(([field, value]) => {
    const question = field.split('.')[1];
    return question === undefined || given(value) === undefined ? [] : [question];
  });
  return [...new Set(said)].map((question) => {
    const of = (field: AnswerField) => given(form[`${field}.${question}`]);
    const [option, basis, summary, condition, note] = ANSWER_FIELDS.map(of);
    if (option === undefined)
      throw refused(`/option.${question}`, 'is not chosen, and something is written: choose it, or empty the fields');
    if (summary === undefined)
      throw refused(`/summary.${question}`, 'is empty: say in one sentence what the position is');
    if (basis !== 'stated' && basis !== 'inferred')
      throw refused(`/basis.${question}`, 'is not chosen: say whether it was said so');
    return {
      ...{ question, option, basis, summary },
      ...(condition !== undefined && { condition }),
      ...(note !== undefined && { note }),
    };
  });
}
