/** /desk/records/{kind}/{id}: the form of one record, and what may be done with it. */

import type { Caller } from '../../../core/access/caller.ts';
import { may } from '../../../core/access/caller.ts';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Id, Record } from '../../../core/values/schema.ts';
import {
  type FilledForm,
  type FormField,
  filledWith,
  formFieldsOf,
  patchOf,
  readRecordForm,
} from '../../../core/writing/record-form.ts';
import { type OtherVersion, type RecordWork, recordPage } from '../../../pages/desk/records.ts';
import { type Editor, getCurrent } from '../../../services/records/editing.ts';
import { deleteOrPropose, retractOrPropose, updateOrPropose } from '../../../services/records/proposals.ts';
import { publishRecord } from '../../../services/records/publishing.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk } from './forms.ts';
import { recordText, suggestionsFor } from './record-texts.ts';
import { AnyForm, faultsOf, filledIn, kindOf, OfKind, refuseUnknown } from './records.ts';

const ACTS = ['save', 'publish', 'retract', 'delete', 'rename'] as const;
type Act = (typeof ACTS)[number];
type Sent = {
  readonly kind: Kind;
  readonly id: string;
  readonly expect: number;
  readonly filled: FilledForm;
  readonly reason: string;
};

export const deskOneRecordRoutes: Routes = (app, context) => {
  const { store, desk } = context;
  const config = { scope: 'write', desk: true } as const;
  const params = Record({ ...OfKind, id: Id });

  app.get(
    '/desk/records/:kind/:id',
    { config, schema: { hide: true, params, querystring: pageQuery({}) } },
    desk(async ({ params: { kind, id }, caller }) => recordPage(await workOn(context, caller, kindOf(kind), id))),
  );

  app.post(
    '/desk/records/:kind/:id',
    { config, schema: { hide: true, params, querystring: Record({}), body: AnyForm } },
    desk(async (request) => {
      const { act, revision, reason, ...filled } = filledIn(request.body);
      const kind = kindOf(request.params.kind);
      const expect = revisionIn(revision);
      const sent = { kind, id: request.params.id, expect, filled, reason: reason?.[0] ?? '' };
      const chosen = ACTS.find((it) => it === act?.[0]);
      if (chosen === undefined) throw new HttpProblem('invalid-request', `act must be one of ${ACTS.join(', ')}`);
      try {
        return { goTo: await done(store, chosen, sent, editorAtDesk(request, reason?.[0])) };
      } catch (error) {
        if (chosen !== 'save') throw error;
        return sentAgain(context, request.caller, sent, error);
      }
    }),
  );
};

function revisionIn([text = ''] = [''] as readonly string[]): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HttpProblem('invalid-request', 'revision must be that of the record as the form showed it');
}

/** Does it, and says where to go on. */
async function done(
  store: RouteContext['store'],
  act: Act,
  { kind, id, expect, filled }: Sent,
  editor: Editor,
): Promise<string> {
  const list = `/desk/records/${PLURALS[kind]}`;
  const place = `${list}/${encodeURIComponent(id)}`;
  if (act === 'save') {
    const fields = formFieldsOf(kind).filter(({ name }) => name !== 'id');
    refuseUnknown(readRecordForm(fields, filled).unknown);
    const before = filledWith(kind, await getCurrent(store, editor.caller, kind, id), fields);
    const patch = patchOf(fields, before, filled);
    return after(await updateOrPropose(store, kind, id, patch, expect, editor), place);
  }
  const { id: [to = ''] = [], ...others } = filled;
  refuseUnknown(Object.keys(act === 'rename' ? others : filled));
  if (act === 'rename')
    return after(
      await updateOrPropose(store, kind, id, { id: to }, expect, editor),
      `${list}/${encodeURIComponent(to)}`,
    );
  if (act === 'delete') return after(await deleteOrPropose(store, kind, id, expect, editor), list);
  if (act === 'publish') {
    await publishRecord(store, kind, id, expect, editor);
    return place;
  }
  if (kind !== 'position') throw new HttpProblem('invalid-request', `a ${kind} is not retracted: only positions are`);
  return after(await retractOrPropose(store, id, expect, editor), place);
}

const after = (outcome: { readonly made: unknown } | { readonly proposed: object }, place: string): string =>
  'proposed' in outcome ? '/desk/proposals' : place;

/** The form as it was sent, with what is wrong; or, where somebody else was faster, with what is there now. */
async function sentAgain(context: RouteContext, caller: Caller, { kind, id, filled, reason }: Sent, error: unknown) {
  const work = await workOn(context, caller, kind, id);
  if (error instanceof Failure && error.kind === 'stale')
    return {
      ...recordPage({ ...work, filled, reason, others: othersIn(work.fields, work.filled, filled) }),
      status: 412 as const,
    };
  return { ...recordPage({ ...work, filled, reason, faults: faultsOf(error) }), status: 422 as const };
}

/** Field by field what is there now, and what was sent, where these differ. */
function othersIn(fields: readonly FormField[], now: FilledForm, sent: FilledForm): readonly OtherVersion[] {
  const shown = (field: FormField, form: FilledForm): string =>
    ('columns' in field ? field.columns.map(({ name }) => name) : [field.name])
      .flatMap((name) => form[name] ?? [])
      .filter((it) => it.trim() !== '')
      .join(' · ');
  const differing = Object.keys(patchOf(fields, now, sent));
  return fields
    .filter(({ name }) => name !== 'id' && differing.includes(name))
    .map((field) => ({ field: field.name, now: shown(field, now), sent: shown(field, sent) }));
}

async function workOn({ store }: RouteContext, caller: Caller, kind: Kind, id: string): Promise<RecordWork> {
  const record = await getCurrent(store, caller, kind, id);
  const fields = formFieldsOf(kind);
  return {
    ...{ kind, fields, filled: filledWith(kind, record, fields), suggestions: await suggestionsFor(store, fields) },
    ...{ faults: [], back: null, id, text: recordText(kind, record), revision: record.revision },
    ...{ status: record.status ?? 'published', mayPublish: may(caller, 'publish'), others: [], reason: '' },
  };
}
