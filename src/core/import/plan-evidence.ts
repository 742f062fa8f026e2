/** Statements and positions in a plan: what they rest on must be there, and say so. */
import type { Entities } from '../records/kinds.ts';
import { mayBecome, type Position, type PositionInput, type PositionStatus, toPosition } from '../records/position.ts';
import { expertsOf, type StatementInput, sourcesOf, toStatement } from '../records/statement.ts';
import { statementFaults } from '../records/statement-faults.ts';
import { dayOf } from '../values/date.ts';
import { suggest } from '../values/validation.ts';
import { isToCome } from './named-first.ts';
import type { Planner } from './planner.ts';
import { CIRCULAR, supersedesFaults } from './supersedes.ts';

const MAX_NAMED = 5;

/** Ids in quotation marks; of many, the first. */
const named = (ids: readonly string[]): string => {
  const first = ids.slice(0, MAX_NAMED).map((id) => `"${id}"`);
  return ids.length > MAX_NAMED ? `${first.join(', ')} and others` : first.join(', ');
};

/** Plans a statement: of experts and sources that there are, and of the same first expert as ever. */
export function planStatement(planner: Planner, input: StatementInput, place: string): void {
  for (const { field, message } of statementFaults(input)) planner.fault(`${place}/${field}`, message);
  const experts = expertsOf(input);
  const named = (kind: 'expert' | 'source', ids: readonly string[]) =>
    ids.flatMap((id, index) => {
      const isOne = input[kind] !== undefined && ids.length === 1;
      return planner.find(kind, id, `${place}/${isOne ? kind : `${kind}s/${index}`}`) ?? [];
    });
  named('expert', experts);
  const sources = named('source', sourcesOf(input)) as readonly Entities['source'][];
  const [expert] = experts;
  if (expert !== undefined) planner.keep(place, planner.stored.statement.get(input.id), { expert }, ['expert']);
  if (expert === undefined || sources.length === 0 || sources.length < sourcesOf(input).length)
    planner.claim('statement', input.id, place);
  else planner.add('statement', toStatement(planner.stated('statement', input, place), sources), place);
}

/** Plans a position: on an option of its question's scale, with statements of its expert, and of a state that it may have. */
export function planPosition(planner: Planner, input: PositionInput, place: string): void {
  const before = planner.violations.length;
  planner.find('expert', input.expert, `${place}/expert`);
  const question = planner.find('question', input.question, `${place}/question`);
  const options = question && planner.find('scale', question.scale, `${place}/question`)?.options.map(({ id }) => id);
  if (options !== undefined && !options.includes(input.option))
    planner.fault(
      `${place}/option`,
      `"${input.option}" is no option of the scale "${question?.scale}"${suggest(input.option, options)}`,
    );
  const statements = input.statements.map((id, index) => {
    const statement = planner.find('statement', id, `${place}/statements/${index}`);
    if (statement !== undefined && !statement.experts.includes(input.expert))
      planner.fault(
        `${place}/statements/${index}`,
        `"${id}" is a statement of ${named(statement.experts)}, not of "${input.expert}"`,
      );
    return statement;
  });
  const stored = planner.stored.position.get(input.id);
  planner.keep(place, stored, input, ['expert', 'question']);
  const status = statusOf(planner, input, stored?.status);
  checkStatus(planner, place, input.id, status, stored?.status);
  if (input.supersedes !== undefined) checkSuperseded(planner, { ...input, status }, input.supersedes, place);
  planner.claim('position', input.id, place);
  const known = statements.filter((statement) => statement !== undefined);
  if (planner.violations.length > before || known.length < statements.length) return;
  const recorded = {
    at: stored?.recordedAt ?? planner.recorded.at,
    by: stored?.recordedBy ?? planner.recorded.by,
  };
  const position = toPosition({ ...input, status }, known, recorded);
  checkDays(planner, position, place);
  planner.add('position', position);
}

function checkSuperseded(planner: Planner, input: PositionInput, id: string, place: string): void {
  const at = `${place}/supersedes`;
  const found = isToCome(planner, 'position', id) ? null : planner.find('position', id, at);
  if (found === undefined) return;
  const faults = found === null ? [CIRCULAR] : supersedesFaults(input, found, planner.stored.position);
  for (const fault of faults) planner.fault(at, fault);
}

/** A position takes the place of none that is of a later day. */
function checkDays(planner: Planner, { saidOn, supersedes }: Position, place: string): void {
  const superseded = planner.at('position', supersedes ?? '');
  if (superseded !== undefined && dayOf(superseded.saidOn) > dayOf(saidOn))
    planner.fault(`${place}/supersedes`, `names "${superseded.id}", which is of a later day: ${superseded.saidOn}`);
}

/** A position that does not say is published, unless drafts are asked for and it is none of the public's. */
function statusOf(planner: Planner, input: PositionInput, stored: PositionStatus | undefined): PositionStatus {
  const status = planner.said(input.status);
  if (status !== undefined) return status;
  return stored === undefined || stored === 'draft' ? (planner.recorded.status ?? 'published') : 'published';
}

function checkStatus(
  planner: Planner,
  place: string,
  id: string,
  to: PositionStatus,
  from: PositionStatus | undefined,
): void {
  if (from === undefined) {
    if (to === 'retracted' && planner.recorded.drafts === true)
      planner.fault(`${place}/status`, 'is "retracted", which the public sees, and drafts are asked for: leave it out');
    return;
  }
  if (!mayBecome(from, to))
    planner.fault(
      `${place}/status`,
      `cannot go from "${from}" to "${to}": what was made public stays on record; use a new id`,
    );
  else if (from !== to && to === 'retracted' && planner.content.reason === null)
    planner.fault(`${place}/status`, `retracts "${id}", so the bundle needs a "reason" beside its lists`);
}
