/** /desk/coding, and the rounds of a document: coding unseen by others, submitting, and opening a round. */
import { type Static, Type } from 'typebox';
import { reliabilityAnswer } from '../../../answers/capture/reliability.ts';
import { type Caller, may } from '../../../core/access/caller.ts';
import type { CodingInput } from '../../../core/capture/coding.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, OneOf, Record } from '../../../core/values/schema.ts';
import { codingListPage, codingPage, type Said } from '../../../pages/desk/coding.ts';
import { reliabilityPage } from '../../../pages/desk/reliability.ts';
import { roundsPage } from '../../../pages/desk/rounds.ts';
import { NOTHING } from '../../../pages/desk/unit.ts';
import { ownUnits, putCoding, submitCodings } from '../../../services/capture/codings.ts';
import { questionsToCode } from '../../../services/capture/offered.ts';
import { askReliability } from '../../../services/capture/reliability.ts';
import { listCoders, listRounds, openRound, ownRounds } from '../../../services/capture/rounds.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { pauseOfWriters } from '../../streaming/fair-turns.ts';
import { pageQuery } from '../pages/pages.ts';
import { given } from './forms.ts';
import { titleOfDocument, unitOf } from './units.ts';

const field = Type.Optional(Type.String({ maxLength: 20_000 }));
const chosen = Type.Optional(Type.Union([Id, Type.Array(Id, { maxItems: 100 })]));

/** What a form says of a unit; of a radio button that was not pressed nothing is sent. */
export const SAID = {
  unit: Id,
  option: Type.Optional(Type.String({ maxLength: 128 })),
  basis: Type.Optional(OneOf(['stated', 'inferred'])),
  ...{ condition: field, summary: field, note: field },
};
const Put = Record({ ...SAID, revision: Type.String({ pattern: '^\\d{1,9}$' }) });

export const deskCodingRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const config = { scope: 'write', desk: true } as const;
  const schema = { hide: true, params: IdParam, querystring: Record({}) } as const;

  app.get(
    '/desk/coding',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => {
      const rounds = await ownRounds(store, caller);
      const listed = rounds.map(async (round) => ({
        round,
        title: await titleOfDocument(store, caller, round.document),
      }));
      return codingListPage(await Promise.all(listed));
    }),
  );

  app.get(
    '/desk/documents/:id/coding',
    { config, schema: { ...schema, querystring: pageQuery({ unit: Type.Optional(Id) }) } },
    desk(async ({ params, query, caller }) => codingPage(await workOn(context, caller, params.id, query.unit, null))),
  );

  app.post(
    '/desk/documents/:id/coding',
    { config, schema: { ...schema, body: Put } },
    desk(async ({ params, body, caller }) => {
      const { units } = await ownUnits(store, caller, params.id);
      const at = units.findIndex(({ unit }) => unit.id === body.unit);
      const { unit } = units[at] ?? {};
      if (unit === undefined) throw new Failure('not-found', `the round has no unit "${body.unit}"`);
      const input = saidIn(body);
      try {
        await putCoding(store, caller, unit.candidate, unit.question, { ...input, revision: Number(body.revision) });
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== 'stale') throw error;
        const { basis = null, condition = null, summary = null, note = null, option } = input;
        const unkept = { option, basis, condition, summary, note };
        return { ...codingPage(await workOn(context, caller, params.id, unit.id, unkept)), status: 412 };
      }
      const next = [...units.slice(at + 1), ...units.slice(0, at)].find(({ coding }) => coding === null);
      return { goTo: `/desk/documents/${params.id}/coding?unit=${next?.unit.id ?? unit.id}` };
    }),
  );

  app.post(
    '/desk/documents/:id/submit',
    { config, schema: { ...schema, body: Type.Optional(Record({})) } },
    desk(async ({ params, caller }) => {
      await submitCodings(store, caller, params.id);
      return { goTo: '/desk/coding' };
    }),
  );

  app.get(
    '/desk/documents/:id/rounds',
    {
      config,
      schema: { ...schema, querystring: pageQuery({ q: Type.Optional(Type.String({ maxLength: 200 })) }) },
    },
    desk(async ({ params, query, caller }) => {
      const coders = may(caller, 'publish') ? await listCoders(store, caller, new Date()) : null;
      const q = given(query.q) ?? null;
      const none = { questions: [], hasMore: false };
      const offered = coders === null ? none : await questionsToCode(store, caller, params.id, q);
      const rounds = await listRounds(store, caller, params.id);
      const title = await titleOfDocument(store, caller, params.id);
      const coded = await store.getMany('question', [...new Set(rounds.flatMap(({ questions }) => questions))]);
      const titles = new Map(coded.map((it) => [it.id, it.title]));
      return roundsPage({ document: params.id, title, rounds, titles, ...offered, q, coders });
    }),
  );

  app.get(
    '/desk/documents/:id/reliability',
    { config: { scope: 'publish', desk: true }, schema: { ...schema, querystring: pageQuery({}) } },
    desk(async ({ params, caller }) => {
      const { display } = reliabilityAnswer(
        await askReliability(store, caller, { document: params.id }, pauseOfWriters),
      );
      const title = await titleOfDocument(store, caller, params.id);
      return reliabilityPage(params.id, title, display?.() ?? []);
    }),
  );

  app.post(
    '/desk/documents/:id/rounds',
    {
      config: { scope: 'publish', desk: true },
      schema: { ...schema, body: Record({ questions: chosen, coders: chosen, due: field }) },
    },
    desk(async ({ params, body, caller }) => {
      const [questions, coders] = [body.questions, body.coders].map((ids = []) => [ids].flat());
      const due = given(body.due);
      if (questions === undefined || coders === undefined || questions.length === 0 || coders.length === 0)
        throw new HttpProblem('invalid-request', 'choose the questions and the coders of the round');
      await openRound(store, caller, params.id, { questions, coders, ...(due !== undefined && { due }) }, new Date());
      return { goTo: `/desk/documents/${params.id}/rounds` };
    }),
  );
};

type SaidForm = Static<typeof Put>;

/** Fails with `invalid-request` where nothing was chosen. */
export function saidIn({
  option,
  basis,
  ...form
}: Pick<SaidForm, 'option' | 'basis' | 'condition' | 'summary' | 'note'>): Omit<CodingInput, 'revision'> {
  if (option === undefined)
    throw new HttpProblem('invalid-request', 'choose a side, or that the words say nothing on the question');
  const [condition, summary, note] = [form.condition, form.summary, form.note].map(given);
  return {
    option: option === NOTHING ? null : option,
    ...(basis !== undefined && { basis }),
    ...(condition !== undefined && { condition }),
    ...(summary !== undefined && { summary }),
    ...(note !== undefined && { note }),
  };
}

async function workOn(
  context: RouteContext,
  caller: Caller,
  id: string,
  wanted: string | undefined,
  unkept: Said | null,
) {
  const { store } = context;
  const { round, units } = await ownUnits(store, caller, id);
  const found = units.findIndex(({ unit }) => unit.id === wanted);
  const at =
    found === -1
      ? Math.max(
          0,
          units.findIndex(({ coding }) => coding === null),
        )
      : found;
  return { ...(await unitOf(store, caller, units[at]?.unit)), round, units, at, unkept };
}
