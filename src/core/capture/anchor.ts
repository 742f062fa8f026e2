/** Anchor: the places of a statement's quotes in the text of its source; and which changes claim something of a text. */
import type { Statement } from '../records/statement.ts';
import { Failure } from '../values/errors.ts';
import type { Decided, DecidedChange, DecidedRedirect } from '../writing/decide.ts';
import type { TextSpan } from './candidate.ts';
import { anchorQuotes } from './locate-quotes.ts';

/** The statements that a decision leaves with new words, or another source, in the order of the log. */
export const withOtherWords = ({ changes, redirects }: Pick<Decided, 'changes' | 'redirects'>): readonly Statement[] =>
  changes.flatMap(({ before, after }) =>
    after?.kind === 'statement' && hasOtherWords(before, after.record, redirects) ? [after.record] : [],
  );

/** The places of all its quotes, one for each; null where one of them is not in the text. */
export function placesIn(text: string, { quotes }: Pick<Statement, 'quotes'>): readonly TextSpan[] | null {
  try {
    return anchorQuotes(text, quotes, '');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return null;
  }
}

/** The places of all its quotes, one for each. Fails with `quote-not-in-text`, naming the statement. */
export function placesOf(text: string, { id, quotes }: Pick<Statement, 'id' | 'quotes'>): readonly TextSpan[] {
  try {
    return anchorQuotes(text, quotes, '/quotes');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.kind, `the statement "${id}": ${error.message}`, error.violations);
  }
}

/** What is left as it was is no new claim about the text: neither where its source is called otherwise now, nor where the statement is. */
function hasOtherWords(
  before: DecidedChange['before'],
  { id, quotes, source }: Statement,
  redirects: readonly DecidedRedirect[],
): boolean {
  if (before === null || !('quotes' in before)) return true;
  if (before.id !== id) return false;
  const leadsTo = redirects.reduce(
    (now, { kind, from, to }) => (kind === 'source' && from === now ? to : now),
    before.source,
  );
  return leadsTo !== source || JSON.stringify(before.quotes) !== JSON.stringify(quotes);
}
