/** /desk/records and /desk/new: a list and a form of every kind of record, made of the schemas that the API takes. */
import { Type } from 'typebox';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { SEARCH_KINDS } from '../../../core/records/search-text.ts';
import { Failure, invalidParameter } from '../../../core/values/errors.ts';
import { OneOf, Record } from '../../../core/values/schema.ts';
import { type FilledForm, formFieldsOf, readRecordForm } from '../../../core/writing/record-form.ts';
import { newRecordPage, recordKindsPage, recordListPage } from '../../../pages/desk/records.ts';
import { createRecord } from '../../../services/records/editing.ts';
import { listRecords } from '../../../services/records/records.ts';
import type { Routes } from '../../context.ts';
import { DESK, placeAtDesk } from '../../plugins/desk.ts';
import type { Form } from '../../plugins/forms.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { pageQuery } from '../pages/pages.ts';
import { editorAtDesk } from './forms.ts';
import { recordText, suggestionsFor } from './record-texts.ts';

const LISTED = 100;
const PLURAL_NAMES = KINDS.map((kind) => PLURALS[kind]);
export const OfKind = { kind: OneOf(PLURAL_NAMES) };
/** What a form of records may send; its names are looked at one by one. */
export const AnyForm = Type.Unsafe<Form>({ type: 'object' });

export const kindOf = (plural: (typeof PLURAL_NAMES)[number]): Kind => {
  const kind = KINDS.find((it) => PLURALS[it] === plural);
  if (kind === undefined) throw new RangeError(`there is no kind ${plural}`);
  return kind;
};

export const deskRecordRoutes: Routes = (app, { store, desk }) => {
  const config = { scope: 'write', desk: true } as const;
  app.get(
    '/desk/records',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async () => recordKindsPage(KINDS)),
  );

  const searched = {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
  };
  app.get(
    '/desk/records/:kind',
    { config, schema: { hide: true, params: Record(OfKind), querystring: pageQuery(searched) } },
    desk(async ({ params, query, caller }) => {
      const kind = kindOf(params.kind);
      const q = query.q?.trim() ?? '';
      const { cursor } = query;
      const isSearched = SEARCH_KINDS.some((it) => it === kind);
      if (q !== '' && !isSearched) throw invalidParameter('q', `finds no ${PLURALS[kind]}: leave it out`);
      const { items, next } = await listRecords(store, caller, kind, {
        ...{ limit: LISTED, ...(q !== '' && { q }), ...(cursor !== undefined && { cursor }) },
      });
      const listed = items.map((record) => ({
        ...{ id: record.id, text: recordText(kind, record), isDraft: record.status === 'draft' },
      }));
      return recordListPage(kind, isSearched ? q : null, listed, next);
    }),
  );

  app.get(
    '/desk/new/:kind',
    {
      config,
      schema: {
        hide: true,
        params: Record(OfKind),
        querystring: pageQuery({ back: Type.Optional(Type.String({ maxLength: 500 })) }),
      },
    },
    desk(async ({ params, query }) => {
      const kind = kindOf(params.kind);
      const fields = formFieldsOf(kind);
      const back = query.back === undefined ? null : placeAtDesk(query.back);
      const suggestions = await suggestionsFor(store, fields);
      return newRecordPage({ kind, fields, filled: {}, suggestions, faults: [], back }, false);
    }),
  );

  app.post(
    '/desk/new/:kind',
    { config, schema: { hide: true, params: Record(OfKind), querystring: Record({}), body: AnyForm } },
    desk(async (request) => {
      const kind = kindOf(request.params.kind);
      const fields = formFieldsOf(kind);
      const { back: [place] = [], new: [isNew] = [], ...filled } = filledIn(request.body);
      const back = place === undefined ? null : placeAtDesk(place);
      const { values, unknown } = readRecordForm(fields, filled);
      refuseUnknown(unknown);
      try {
        const draft = { ...values, status: 'draft' };
        const { id } = await createRecord(store, kind, draft, editorAtDesk(request), isNew === 'true');
        // The candidate that it was made for offers it.
        if (back !== null) return { goTo: kind === 'question' && back.includes('?') ? `${back}&question=${id}` : back };
        return { goTo: `${DESK}/records/${PLURALS[kind]}/${encodeURIComponent(id)}` };
      } catch (error) {
        const faults = faultsOf(error);
        const suggestions = await suggestionsFor(store, fields);
        const page = newRecordPage({ kind, fields, filled, suggestions, faults, back }, isConflict(error));
        return { ...page, status: isConflict(error) ? 409 : 422 };
      }
    }),
  );
};

export const isConflict = (error: unknown): boolean => error instanceof Failure && error.kind === 'conflict';

/** What is wrong with what was sent, for the form to show; throws on what is no fault of the form. */
export function faultsOf(error: unknown): Failure['violations'] {
  if (
    !(error instanceof Failure) ||
    !['invalid', 'conflict', 'quote-not-in-text', 'quote-ambiguous'].includes(error.kind)
  )
    throw error;
  return error.violations.length > 0 ? error.violations : [{ message: error.message }];
}

/** Each name of the form with all that was sent under it. Fails with `invalid-request` on a file. */
export const filledIn = (form: Form): FilledForm =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      [value].flat().map((it) => {
        if (typeof it === 'string') return it;
        throw new HttpProblem('invalid-request', `${name} is a file, and no record has any`);
      }),
    ]),
  );

export function refuseUnknown(unknown: readonly string[]): void {
  const [first] = unknown;
  if (first !== undefined) throw new HttpProblem('invalid-request', `${first} is no field of this form`);
}
