/** get_evidence: all that one expert ever said on one question, with what was retracted or passed by. */
import { type Static, Type } from 'typebox';
import type { DossierEntry, DossierPosition } from '../../core/matrix/dossier.ts';
import { PUBLIC_STATUSES } from '../../core/records/position.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import { Id, Nullable, OneOf, Record } from '../../core/values/schema.ts';
import { cellPath } from '../../pages/links.ts';
import { publicTo } from '../../services/access/sight.ts';
import { getDossier } from '../../services/matrix/dossier.ts';
import { readingAt } from '../../services/matrix/matrix.ts';
import { viewOf } from '../connection.ts';
import { firstFitting, MOST_CHARACTERS } from '../fitting.ts';
import { moment, rule } from '../parameters.ts';
import { tool } from '../tool.ts';
import {
  charactersOf,
  correctionWords,
  evidenceLine,
  NOTHING,
  ToldCorrection,
  ToldEvidenceList,
  toldCorrection,
  toldEvidence,
} from './told-cell.ts';

const MOST_POSITIONS = 20;

const ToldPosition = Record({
  position: Id,
  status: OneOf(PUBLIC_STATUSES, 'retracted: it was public, and was taken back.'),
  current: Type.Boolean({ description: 'True where it counts under the rule on that day.' }),
  option: Id,
  label: Type.String(),
  summary: Type.String(),
  condition: Nullable(Type.String()),
  basis: Type.String(),
  saidOn: Type.String(),
  evidence: ToldEvidenceList,
});
type ToldPosition = Static<typeof ToldPosition>;

export const getEvidence = tool({
  name: 'get_evidence',
  title: 'The words behind one stance',
  description:
    'Every position of one expert on one question that was ever public, the latest first, with all its statements: exact quotes, sources, days.',
  scope: 'read',
  idempotent: true,
  input: Record({
    expert: Id,
    question: Id,
    ...moment,
    rule,
    after: Type.Optional({ ...Id, description: 'The last position of the answer before, to go on behind it.' }),
  }),
  output: Record({
    expert: Id,
    expertName: Type.String(),
    question: Id,
    proposition: Type.String(),
    page: Type.String(),
    ...ToldCorrection,
    positions: Type.Array(ToldPosition, { description: 'Empty where nothing is on record, which is no opinion.' }),
    next: Nullable({ ...Id, description: 'Send it as after for those that follow; null where there are none.' }),
  }),
  answer: async ({ store, caller, origin }, { expert: id, question, after, ...when }) => {
    const view = viewOf(when);
    const reading = await readingAt(publicTo(caller, store), view.knownAt);
    const { expert, entries, silentOn } = await getDossier(reading, caller, id, view, question);
    const [entry] = entries;
    const page = `${origin}${cellPath(id, question, view)}`;
    const proposition = entry?.question.proposition ?? silentOn[0]?.proposition ?? '';
    const { positions, next } = entry === undefined ? { positions: [], next: null } : listed(entry, id, after);
    const cell = { expert: id, question, correctedOn: entry?.cell.correctedOn ?? null };
    const correction = toldCorrection(cell, origin);
    const data = { expert: id, expertName: expert.name, question, proposition, page, ...correction, positions, next };
    const head = [`${expert.name} on “${proposition}” ${page}`, ...correctionWords(correction)].join('; ');
    const rest = next === null ? [] : [`More follow: ask again with after "${next}".`];
    const lines = positions.length === 0 ? [`${NOTHING}. That is no opinion.`] : positions.flatMap(positionLines);
    return { text: [head, ...lines, ...rest].join('\n'), data };
  },
});

function listed({ scale, history }: DossierEntry, holder: string, after: string | undefined) {
  const labelOf = (option: string) => scale.options.find(({ id }) => id === option)?.label ?? option;
  const begin = after === undefined ? 0 : history.findIndex(({ position }) => position.id === after) + 1;
  if (after !== undefined && begin === 0)
    throw invalidParameter('after', `names no position here: there is no "${after}"`);
  const shown = firstFitting(history.slice(begin, begin + MOST_POSITIONS), wordsIn, MOST_CHARACTERS);
  const positions = shown.map(({ position, evidence, current }): ToldPosition => {
    const { id, option, summary, condition, basis, saidOn } = position;
    return {
      ...{ position: id, option, summary, condition, basis, saidOn, current, label: labelOf(option) },
      status: position.status === 'retracted' ? 'retracted' : 'published',
      evidence: evidence.map((it) => toldEvidence(it, holder, labelOf)),
    };
  });
  return { positions, next: begin + shown.length < history.length ? (positions.at(-1)?.position ?? null) : null };
}

const wordsIn = ({ evidence }: DossierPosition): number => evidence.reduce((sum, it) => sum + charactersOf(it), 0);

function positionLines({ status, current, label, saidOn, summary, condition, evidence }: ToldPosition): string[] {
  const marks = [status === 'retracted' ? 'retracted' : current ? 'current' : 'earlier', `said ${saidOn}`];
  const under = condition === null ? '' : ` Condition: ${condition}`;
  return [`- ${label} (${marks.join(', ')}): ${summary}${under}`, ...evidence.map((it) => `  - ${evidenceLine(it)}`)];
}
