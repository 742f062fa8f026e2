/** What the page of an article shows: its text, its candidates in the order of the text, and what may be said of the one at hand. */
import type { Caller } from '../../../core/access/caller.ts';
import type { Document, DocumentCandidate } from '../../../core/capture/document.ts';
import type { DecisionFields } from '../../../core/capture/kept-decision.ts';
import type { Offered } from '../../../core/capture/offered.ts';
import { placeOf } from '../../../core/capture/rework.ts';
import type { Drafter } from '../../../core/ports/drafter.ts';
import type { CandidateWork } from '../../../pages/desk/candidate.ts';
import { NEW } from '../../../pages/desk/decision-fields.ts';
import type { DeskDrafting } from '../../../pages/desk/drafting.ts';
import { getDocument, listCandidates } from '../../../services/capture/documents.ts';
import { listDraftings, machineAnswer, refusalToDraft } from '../../../services/capture/drafting.ts';
import { keptDecision } from '../../../services/capture/kept-decisions.ts';
import { offeredFor, type SaidAlready } from '../../../services/capture/offered.ts';
import { getCurrent } from '../../../services/records/editing.ts';
import type { RouteContext } from '../../context.ts';

export const inOrderOfText = (a: DocumentCandidate, b: DocumentCandidate): number =>
  placeOf(a) - placeOf(b) || Number(a.id) - Number(b.id);

/** What somebody says of the candidate at hand. */
type Said = {
  /** The form as it was sent; null where what is kept counts. */
  readonly sent?: DecisionFields | null;
  /** A question that is offered besides. */
  readonly question?: string | undefined;
};

const NOTHING_OFFERED: Offered = { experts: [], questions: [], scales: new Map(), found: null, hasMore: false };

/** The questions on which anything was chosen or written, in the order of the form. */
const questionsIn = (said: DecisionFields): readonly string[] => [
  ...new Set(Object.keys(said).flatMap((field) => field.split('.')[1] ?? [])),
];

const askedBy = ({ expert, newExpert, found }: DecisionFields, questions: readonly string[]): SaidAlready => ({
  ...{ expert: expert?.startsWith(NEW) ? undefined : expert, name: newExpert, words: found, questions },
});

/** With the candidate that is wanted at hand; else with the first that is open. */
export async function workOn(
  { store, drafter }: RouteContext,
  caller: Caller,
  id: string,
  wanted: string | undefined,
  { sent = null, question }: Said = {},
): Promise<CandidateWork> {
  const document = await getDocument(store, caller, id);
  const candidates = (await listCandidates(store, caller, id)).toSorted(inOrderOfText);
  const current =
    candidates.find((it) => it.id === wanted) ??
    candidates.find(({ state }) => state === 'open') ??
    candidates[0] ??
    null;
  const kept = current?.state === 'open' ? await keptDecision(store, caller, current.id) : null;
  const machine = current === null ? null : await machineAnswer(store, caller, current.id);
  const said = { ...(sent ?? kept?.fields), ...(question !== undefined && { [`option.${question}`]: '' }) };
  const asked = [...questionsIn(said), ...(machine === null ? [] : [machine.question])];
  return {
    ...{ document, candidates, current, sent, kept, machine, faults: [], isNear: false, byHand: null },
    ...(current === null ? NOTHING_OFFERED : await offeredFor(store, caller, current, askedBy(said, asked))),
    drafting: drafter === null ? null : await draftingOf(store, caller, drafter, document),
    source: await getCurrent(store, caller, 'source', document.source),
    text: await store.documents.text(id),
  };
}

/** What would be sent to the model, and what came of it before. */
async function draftingOf(
  store: RouteContext['store'],
  caller: Caller,
  drafter: Drafter,
  document: Document,
): Promise<DeskDrafting> {
  return {
    ...{ model: drafter.model, host: drafter.host, characters: document.length },
    refusal: await refusalToDraft(store, caller, drafter, document, new Date()),
    draftings: await listDraftings(store, caller, document.id),
  };
}

/** Where to go on once a candidate is decided: at the next that is open behind it, or the first. */
export async function nextOpen({ store }: RouteContext, decided: DocumentCandidate): Promise<string> {
  const open = (await store.documents.candidates(decided.document, ['open'])).toSorted(inOrderOfText);
  const next = open.find((it) => inOrderOfText(it, decided) > 0) ?? open[0];
  return `/desk/documents/${decided.document}${next === undefined ? '' : `?candidate=${next.id}`}`;
}
