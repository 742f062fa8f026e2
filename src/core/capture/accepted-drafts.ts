/** What a candidate becomes where it is accepted: drafts of its statement, of positions that rest on it, and of an expert who is new. */
import type { Bundle } from '../import/bundle/bundle.ts';
import type { StatementInput } from '../records/statement.ts';
import { Failure, type Violation } from '../values/errors.ts';
import type { TextSpan } from './candidate.ts';
import type { Acceptance } from './candidate-input.ts';
import type { DocumentCandidate } from './document.ts';

/** What the drafts are about: the ids of their source and of who says it. */
type About = { readonly source: string; readonly expert: string };

export const statementIdOf = ({ id }: Pick<DocumentCandidate, 'id'>, source: string): string =>
  `${source.slice(0, 100)}-c${id}`;

export function acceptedDrafts(
  text: string,
  candidate: DocumentCandidate,
  { newExpert, positions = [], ...input }: Acceptance,
  { source, expert }: About,
): Bundle {
  const id = statementIdOf(candidate, source);
  return {
    bundleVersion: 1,
    ...(newExpert !== undefined && { experts: [{ ...newExpert, id: expert, status: 'draft' }] }),
    statements: [statementOf(text, candidate, input, { id, source, expert })],
    ...(positions.length > 0 && {
      positions: positions.map((it, index) => ({
        ...it,
        ...{ id: `${id}-${index + 1}`, expert, statements: [id], status: 'draft' as const },
      })),
    }),
  };
}

/** The statement; what is retold is as the text has it where nobody put it in words of their own. */
function statementOf(
  text: string,
  { quotes, content, attribution, ...candidate }: DocumentCandidate,
  input: Pick<Acceptance, 'saidOn' | 'paraphrase'>,
  about: About & { readonly id: string },
): StatementInput {
  const words = ({ start, end }: TextSpan) => text.slice(start, end);
  const saidOn = input.saidOn ?? candidate.saidOn;
  const paraphrase = input.paraphrase ?? (content.length > 0 ? content.map(words).join(' … ') : undefined);
  return {
    ...{ ...about, attribution, status: 'draft' },
    ...(saidOn !== null && { saidOn }),
    ...(quotes.length > 0 && { quotes: quotes.map(words) }),
    ...(paraphrase !== undefined && { paraphrase }),
  };
}

/** The refusal of an acceptance for the faults of its drafts: each once, and at the place that it comes from. */
export function refusalOfAcceptance(violations: readonly Violation[]): Failure {
  const faults = new Map<string, Violation>();
  for (const { pointer = '', ...it } of violations) {
    const place = pointer
      .replace(/^\/experts\/0/, '/newExpert')
      .replace(/^\/statements\/0/, '')
      .replace(/^\/positions\/\d+\/expert$/, '/expert');
    faults.set(`${place} ${it.message}`, { ...it, pointer: place });
  }
  return new Failure('invalid', [...faults.keys()].join('; '), [...faults.values()]);
}
