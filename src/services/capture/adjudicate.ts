/** Adjudication: what goes on record of that which several people have coded, and its draft, in one commit. */
import { type Caller, demand, recordedBy } from '../../core/access/caller.ts';
import type { Adjudication, AdjudicationInput, Coding, CodingUnit } from '../../core/capture/coding.ts';
import { differ } from '../../core/capture/reliability/build-reliability.ts';
import { type BundleContent, readBundle } from '../../core/import/bundle/bundle.ts';
import { idsIn } from '../../core/import/ids-in.ts';
import { planImport } from '../../core/import/plan-import.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import type { WritePart } from '../../core/writing/grounds.ts';
import { withCurrentIds } from '../../core/writing/redirects.ts';
import type { Editor } from '../records/editing.ts';
import { anyCandidate } from './candidates.ts';
import { faultsIn } from './codings.ts';
import { listRounds, refuseBlind, requireComplete } from './rounds.ts';

/**
 * Decides on one candidate and question of a round, and makes the draft of the position. Fails with `not-found`, with
 * `blind` and `conflict` while coders have not submitted, with `conflict` where it is decided, and with `invalid`, as where
 * the coders differ and no reason is given.
 */
export async function adjudicate(store: Store, input: AdjudicationInput, editor: Editor): Promise<Adjudication> {
  const { caller } = editor;
  demand(caller, 'publish');
  const { unit, codings } = await decidable(store, caller, input);
  if (editor.idempotency && (await store.appliedFor(editor.idempotency)) !== null) return decided(store, unit, codings);
  const { reason = null, candidate: _, question, ...said } = input;
  const faults = [...(await faultsIn(store, question, said)), ...faultsBeside(input, codings)];
  if (faults.length > 0) throw refusal(faults);
  const candidate = await anyCandidate(store, unit.candidate);
  const position = said.option === null ? null : `${(candidate.statement ?? '').slice(0, 100)}-u${unit.id}`;
  const parts =
    position === null ? [] : [await partOf(store, { id: position, statement: candidate.statement, input }, editor)];
  const decision = { unit: unit.id, option: said.option, position, reason, by: caller.name };
  await store.write({ ...commitBy(caller, { ...editor, reason }), adjudication: decision }, parts);
  return decided(store, unit, codings);
}

async function decidable(store: Store, caller: Caller, { candidate, question }: AdjudicationInput) {
  const unit = await store.codings.unit(candidate, question);
  if (unit === null)
    throw new Failure('not-found', `no round has the candidate "${candidate}" with the question "${question}"`);
  const round = (await listRounds(store, caller, unit.document)).find(({ id }) => id === unit.round);
  if (round === undefined) throw new RangeError('a unit has its round');
  refuseBlind(round, caller);
  requireComplete(round);
  const codings = (await store.codings.codings(unit.round)).filter(
    (it) => it.candidate === unit.candidate && it.question === unit.question,
  );
  return { unit, codings };
}

function faultsBeside({ option, summary, reason }: AdjudicationInput, codings: readonly Coding[]): Violation[] {
  const isOwn = differ([...codings, { option }]);
  return [
    ...(option !== null && summary === undefined
      ? [{ pointer: '/summary', message: 'must say in one sentence what the position is' }]
      : []),
    ...(isOwn && reason === undefined
      ? [{ pointer: '/reason', message: 'must be given where not all say the same' }]
      : []),
  ];
}

const refusal = (faults: readonly Violation[]): Failure =>
  new Failure('invalid', faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; '), faults);

type Drafted = { readonly id: string; readonly statement: string | null; readonly input: AdjudicationInput };

/** The draft of a position that rests on the statement of the candidate. */
async function partOf(store: Store, { id, statement, input }: Drafted, { caller, at }: Editor): Promise<WritePart> {
  const said = statement === null ? null : await store.get('statement', statement);
  if (said === null)
    throw new Failure('conflict', `the statement that the candidate "${input.candidate}" became is not there any more`);
  const { option, basis, summary, condition, note, question } = input;
  const { content, violations } = readBundle(
    {
      bundleVersion: 1,
      positions: [
        {
          ...{ id, expert: said.expert, question, option, basis, summary, statements: [said.id], status: 'draft' },
          ...(condition !== undefined && { condition }),
          ...(note !== undefined && { note }),
        },
      ],
    },
    '',
  );
  if (violations.length > 0) throw refusal(placed(violations));
  const draft: BundleContent = { ...content, reason: input.reason ?? null };
  return {
    ids: idsIn(draft),
    plan: ({ stored, redirects }) => {
      const planned = planImport(withCurrentIds(draft, redirects), stored, {
        at,
        ...recordedBy(caller),
        status: 'draft',
      });
      if (planned.violations.length > 0) throw refusal(placed(planned.violations));
      return planned.plan.writes.map((write) => ({ ...write, expect: 'absent' as const }));
    },
  };
}

const placed = (violations: readonly Violation[]): readonly Violation[] =>
  violations.map(({ pointer = '', ...it }) => ({ ...it, pointer: pointer.replace(/^\/positions\/0/, '') }));

async function decided(
  store: Store,
  { round, candidate, question }: CodingUnit,
  codings: readonly Coding[],
): Promise<Adjudication> {
  const unit = (await store.codings.units(round)).find((it) => it.candidate === candidate && it.question === question);
  if (unit?.decision === null || unit === undefined) throw new RangeError('what was decided has a decision');
  return { document: unit.document, round, candidate, question, ...unit.decision, codings: [...codings] };
}
