/** How near a reader's own answers are to what each expert holds. Nothing is kept of them. */
import type { Caller } from '../../core/access/caller.ts';
import { type Match, matchReader, type OwnAnswer } from '../../core/comparison/match.ts';
import type { ParticipationOptions } from '../../core/comparison/participation.ts';
import type { Reading, StoreReading } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { suggest } from '../../core/values/validation.ts';
import { publicTo } from '../access/sight.ts';
import { type Chosen, chosenExperts, readingAt, selectionOf } from '../matrix/matrix.ts';
import { readHeld } from './cells.ts';

export type MatchRequest = Pick<Chosen, 'experts' | 'excludedExperts' | 'affiliations'> &
  Omit<ParticipationOptions, 'organizations'>;

/** What is read at once, on the thread that serves: a thousand experts on as many questions as can be answered. */
const MAX_MATCHED_CELLS = 200_000;

/**
 * The match of every expert that is chosen, the nearest first. Fails with `invalid` on unknown ids and organizations, on
 * an option that its question does not have and on a question that is answered twice, and with `too-large`.
 */
export async function askMatch(
  store: StoreReading,
  caller: Caller,
  given: readonly OwnAnswer[],
  request: MatchRequest,
): Promise<Match> {
  const seen = publicTo(caller, store);
  const { rule, asOf, knownAt } = request;
  const reading = await readingAt(seen, knownAt);
  const answers = await answersNow(reading, given);
  const questions = answers.map(({ question }) => question);
  const selection = await selectionOf(reading, { ...request, questions });
  const { organizations } = selection;
  const options = { rule, asOf, knownAt, organizations };
  const cells = { ...selection, maxCells: MAX_MATCHED_CELLS };
  return readHeld({ store: seen, reading }, cells, options, (ground) => {
    const experts = chosenExperts(ground.experts, { named: {}, organizations }, asOf);
    return matchReader({ ...ground, experts }, answers, options);
  });
}

/** The answers with the ids that their questions have now. */
async function answersNow(reading: Reading, given: readonly OwnAnswer[]): Promise<OwnAnswer[]> {
  const ids = given.map(({ question }) => question);
  const found = new Set((await reading.getMany('question', ids)).map(({ id }) => id));
  const missing = ids.filter((id) => !found.has(id));
  const now = missing.length === 0 ? new Map<string, string>() : await reading.redirects('question', missing);
  const known = missing.every((id) => now.has(id)) ? [] : await reading.ids('question');
  const before = new Set<string>();
  const violations: Violation[] = [];
  const answers = given.map(({ question: id, option }, place) => {
    const question = now.get(id) ?? id;
    const pointer = `/answers/${place}/question`;
    if (!found.has(id) && !now.has(id))
      violations.push({ pointer, message: `"${id}" does not exist${suggest(id, known)}` });
    else if (before.has(question)) violations.push({ pointer, message: `"${id}" is answered already: answer it once` });
    before.add(question);
    return { question, option };
  });
  const [first] = violations;
  if (first !== undefined) throw new Failure('invalid', `${first.pointer} ${first.message}`, violations);
  return answers;
}
