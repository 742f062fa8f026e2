/** /desk/session: signing in at the desk with a key, and out again. */
import { Type } from 'typebox';
import { Failure } from '../../../core/values/errors.ts';
import { Record } from '../../../core/values/schema.ts';
import { signInPage } from '../../../pages/desk/sign-in.ts';
import { signIn, signOut } from '../../../services/access/desk-sessions.ts';
import type { Routes } from '../../context.ts';
import { DESK, placeAtDesk, requireSafeWay, SIGN_IN, sessionTokenOf, setSession } from '../../plugins/desk.ts';
import { pageQuery } from '../pages/pages.ts';

const MAX_PLACE = 2_000;

export const deskSessionRoutes: Routes = (app, { store, desk, publicUrl }) => {
  const open = { config: { scope: null, desk: true } } as const;
  const hide = { hide: true } as const;
  const to = Type.Optional(Type.String({ maxLength: MAX_PLACE }));

  app.get(
    SIGN_IN,
    { ...open, schema: { ...hide, querystring: pageQuery({ to }) } },
    desk(async (request) => {
      requireSafeWay(request, publicUrl);
      return signInPage(placeAtDesk(request.query.to ?? DESK));
    }),
  );

  app.post(
    SIGN_IN,
    {
      ...open,
      schema: { ...hide, querystring: Record({}), body: Record({ to, key: Type.String({ maxLength: 200 }) }) },
    },
    async (request, reply) => {
      requireSafeWay(request, publicUrl);
      const back = placeAtDesk(request.body.to ?? DESK);
      const signed = await signIn(store, request.body.key.trim(), new Date()).catch(refusalOf);
      if ('token' in signed) {
        setSession(request, reply, publicUrl, signed.token);
        return reply.redirect(back, 303);
      }
      const refused = desk(async () => ({ ...signInPage(back, `That key ${signed.refusal}.`), status: 422 as const }));
      return refused(request, reply);
    },
  );

  app.post(
    '/desk/session/end',
    { ...open, schema: { ...hide, querystring: Record({}), body: Type.Optional(Record({})) } },
    async (request, reply) => {
      const token = sessionTokenOf(request, publicUrl);
      if (token !== null) await signOut(store, token);
      setSession(request, reply, publicUrl, null);
      return reply.redirect(SIGN_IN, 303);
    },
  );
};

/** A key that may only read opens nothing here. */
function refusalOf(error: unknown): { readonly refusal: string } {
  if (!(error instanceof Failure) || error.kind !== 'forbidden') throw error;
  return { refusal: 'may only read: the desk needs one with the scope "write"' };
}
