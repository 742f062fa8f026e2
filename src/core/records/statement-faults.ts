/** What a statement lacks to be evidence: who and where, words of the kind its attribution says, and whose they are. */
import { isFullDate } from '../values/date.ts';
import { expertsOf, type StatementInput, sourcesOf } from './statement.ts';

export type StatementFault = { readonly field: string; readonly message: string };

/** Every fault that needs no other record to be seen; none where the statement can be evidence. */
export const statementFaults = (input: StatementInput): readonly StatementFault[] =>
  [
    namedTwice('expert', 'experts', input.expert, expertsOf(input)),
    namedTwice('source', 'sources', input.source, sourcesOf(input)),
    timeFault(input),
    wordsFault(input),
    hearsayFault(input),
  ].filter((fault) => fault !== null);

/** One is named by the singular or the plural; both may stand there as an answer has them. */
function namedTwice(
  one: string,
  all: string,
  named: string | undefined,
  ids: readonly string[],
): StatementFault | null {
  const [first] = ids;
  if (first === undefined) return { field: one, message: `is required, or "${all}" where there are several` };
  if (named === undefined || named === first) return null;
  return { field: one, message: `names "${named}", but "${all}" begins with "${first}": leave "${one}" out` };
}

const timeFault = ({ saidAt, saidOn = '' }: StatementInput): StatementFault | null =>
  saidAt === undefined || isFullDate(saidOn)
    ? null
    : { field: 'saidAt', message: 'is a time of a day, so "saidOn" must give that day, as "2024-10-23"' };

function wordsFault(input: StatementInput): StatementFault | null {
  const quoted = (input.quotes ?? []).length > 0;
  if (input.attribution === 'record') return recordFault(input, quoted);
  if (input.attribution === 'paraphrase' && quoted)
    return { field: 'attribution', message: 'is "paraphrase", but there are quotes: use "direct" or "mixed"' };
  if (input.attribution !== 'paraphrase' && !quoted)
    return { field: 'quotes', message: `must hold the verbatim words of a ${input.attribution} statement` };
  if (!quoted && input.paraphrase === undefined)
    return { field: 'paraphrase', message: 'must say what was said, as there is no quote' };
  return null;
}

/** An act has no words of the expert, so neither a quote nor a place of one: what was done is told. */
function recordFault({ paraphrase, selector }: StatementInput, quoted: boolean): StatementFault | null {
  if (quoted)
    return {
      field: 'quotes',
      message: 'must be left out: "record" is for what was done; for what was said, use "direct" or "mixed"',
    };
  if (selector !== undefined)
    return { field: 'selector', message: 'must be left out: on a "record" there are no quotes that it could find' };
  if (paraphrase === undefined) return { field: 'paraphrase', message: 'must say what was done, as the record has it' };
  return null;
}

/** Words that come through a third person are not the expert's own as the source heard them. */
function hearsayFault({ attribution, reportedBy }: StatementInput): StatementFault | null {
  if (reportedBy === undefined || attribution === 'paraphrase' || attribution === 'mixed') return null;
  return {
    field: 'attribution',
    message: `is "${attribution}", but "reportedBy" says that it is hearsay: use "paraphrase", or "mixed" where words are quoted`,
  };
}
