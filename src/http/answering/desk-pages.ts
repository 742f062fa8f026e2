/** Pages of the desk: each for whoever is signed in, kept by nobody. */
import type { Caller } from '../../core/access/caller.ts';
import type { KeptDecision } from '../../core/capture/kept-decision.ts';
import type { DeskFrame } from '../../pages/desk/layout.ts';
import { deskLayout } from '../../pages/desk/layout.ts';
import type { Assets, HtmlPage } from '../../pages/layout.ts';
import type { TypedHandler, TypedRequest } from '../typed-request.ts';
import { PAGE_MEDIA_TYPE, secure } from './page-policy.ts';

/** What comes of a request at the desk: a page, as a form with its faults (422) for one; another place to go on at; or, for the script, at which revision what it sent is kept. */
export type DeskAnswer =
  | (HtmlPage & { readonly status?: 200 | 409 | 412 | 422 })
  | { readonly goTo: string }
  | { readonly kept: KeptDecision };

/** Makes the handler of a page or a form of the desk. */
export type DeskPages = <Params, Query, Body>(
  make: (request: TypedRequest<Params, Query, Body>) => Promise<DeskAnswer>,
) => TypedHandler<Params, Query, Body>;

export const createDeskPages =
  (assets: () => Assets): DeskPages =>
  (make) =>
  async (request, reply) => {
    const answer = await make(request);
    if ('goTo' in answer) return reply.redirect(answer.goTo, 303);
    if ('kept' in answer) return reply.type('text/plain').send(String(answer.kept.revision));
    secure(reply, 'site');
    const body = deskLayout({ assets: assets() }, answer, frameFor(request.caller)).text;
    return reply
      .code(answer.status ?? 200)
      .type(PAGE_MEDIA_TYPE)
      .send(body);
  };

/** Nobody is named on the page to sign in at. */
export const frameFor = (caller: Caller): DeskFrame => ({ name: caller.key === null ? null : caller.name });
