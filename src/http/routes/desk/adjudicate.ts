/** /desk/documents/{id}/adjudicate: deciding what goes on record of that which several people have coded. */
import { Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, Record } from '../../../core/values/schema.ts';
import { adjudicatePage } from '../../../pages/desk/adjudicate.ts';
import { adjudicate } from '../../../services/capture/adjudicate.ts';
import { codedRound } from '../../../services/capture/coded-units.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { pageQuery } from '../pages/pages.ts';
import { SAID, saidIn } from './coding.ts';
import { editorAtDesk, given } from './forms.ts';
import { unitOf } from './units.ts';

export const deskAdjudicationRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const config = { scope: 'publish', desk: true } as const;
  const schema = { hide: true, params: IdParam } as const;

  app.get(
    '/desk/documents/:id/adjudicate',
    { config, schema: { ...schema, querystring: pageQuery({ unit: Type.Optional(Id) }) } },
    desk(async ({ params, query, caller }) => adjudicatePage(await workOn(context, caller, params.id, query.unit))),
  );

  app.post(
    '/desk/documents/:id/adjudicate',
    {
      config,
      schema: {
        ...schema,
        querystring: Record({}),
        body: Record({ ...SAID, reason: Type.Optional(Type.String({ maxLength: 2_000 })) }),
      },
    },
    desk(async (request) => {
      const { params, body, caller } = request;
      const { unit } = (await codedRound(store, caller, params.id)).units.find((it) => it.unit.id === body.unit) ?? {};
      if (unit === undefined) throw new Failure('not-found', `the round has no unit "${body.unit}"`);
      const reason = given(body.reason);
      const about = { candidate: unit.candidate, question: unit.question, ...(reason !== undefined && { reason }) };
      await adjudicate(store, { ...about, ...saidIn(body) }, editorAtDesk(request, reason));
      return { goTo: `/desk/documents/${params.id}/adjudicate` };
    }),
  );
};

/** The unit that is wanted, or the first that is not decided. */
async function workOn({ store }: RouteContext, caller: Caller, id: string, wanted: string | undefined) {
  const { round, units } = await codedRound(store, caller, id);
  const found = units.findIndex(({ unit }) => unit.id === wanted);
  const open = units.findIndex(({ unit }) => unit.decision === null);
  const at = Math.max(0, found === -1 ? open : found);
  const codings = (units[at]?.codings ?? []).map((it) => ({ it, by: Math.random() })).sort((a, b) => a.by - b.by);
  return { ...(await unitOf(store, caller, units[at]?.unit)), round, units, at, codings: codings.map(({ it }) => it) };
}
