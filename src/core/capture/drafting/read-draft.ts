/** Reading a draft: each proposal of a model by the places of its words, or dropped, for a reason that is counted. Nothing is repaired. */
import type { AskedQuestion } from '../../ports/drafter.ts';
import { Failure } from '../../values/errors.ts';
import type { ExpertLink, KnownExpert, TextSpan } from '../candidate.ts';
import type { ProposedCandidate } from '../document.ts';
import { locateQuote } from '../locate-quotes.ts';
import type { DraftProposal } from './draft-answer.ts';
import type { DraftedCandidate, DropReason, MachineAnswer } from './drafting.ts';
import { isQuoted } from './quoted.ts';

/** What is known beside the proposals. */
export type DraftGround = {
  readonly text: string;
  readonly questions: readonly AskedQuestion[];
  readonly experts: readonly KnownExpert[];
  /** Name of the model, and version of what it was told. */
  readonly origin: string;
};

export type ReadDraft = { readonly drafted: readonly DraftedCandidate[]; readonly dropped: readonly DropReason[] };

export function readDraft(proposals: readonly DraftProposal[], ground: DraftGround): ReadDraft {
  const drafted: DraftedCandidate[] = [];
  const dropped: DropReason[] = [];
  for (const proposal of proposals) {
    const words = wordsOf(proposal, ground.text);
    if (typeof words === 'string') {
      dropped.push(words);
      continue;
    }
    const answer = answerOf(proposal, ground.questions);
    if (answer === 'unknown-answer') dropped.push(answer);
    const known = answer === 'unknown-answer' ? null : answer;
    drafted.push({ candidate: candidateOf(proposal, words, ground, known), answer: known });
  }
  return { drafted, dropped };
}

type Words = { readonly mention: TextSpan; readonly quotes: TextSpan[]; readonly content: TextSpan[] };

/** The places of its words and its speaker; or why it is dropped. */
function wordsOf({ speaker, quotes: quoted, retold }: DraftProposal, text: string): Words | DropReason {
  if (quoted.length + retold.length === 0 || [...quoted, ...retold].some((it) => it.trim() === '')) return 'no-words';
  const at = speaker.trim() === '' ? -1 : text.indexOf(speaker);
  if (at === -1) return 'unknown-speaker';
  const [quotes, content]: [TextSpan[], TextSpan[]] = [[], []];
  for (const [words, spans] of [
    ...quoted.map((it) => [it, quotes] as const),
    ...retold.map((it) => [it, content] as const),
  ]) {
    const span = placeOf(text, words);
    if (typeof span === 'string') return span;
    spans.push(span);
  }
  if (quotes.some((span) => !isQuoted(text, span))) return 'not-quoted';
  return { mention: { start: at, end: at + speaker.length }, quotes: inOrder(quotes), content: inOrder(content) };
}

const inOrder = (spans: readonly TextSpan[]): TextSpan[] => spans.toSorted((a, b) => a.start - b.start);

function placeOf(text: string, words: string): TextSpan | 'not-in-text' | 'ambiguous' {
  try {
    return locateQuote(text, words, {}, '');
  } catch (error) {
    if (error instanceof Failure && error.kind === 'quote-ambiguous') return 'ambiguous';
    if (error instanceof Failure && error.kind === 'quote-not-in-text') return 'not-in-text';
    throw error;
  }
}

/** What the model took the words for, where that is an option of a question that it was asked; null where it took them for nothing. */
function answerOf(
  { question, option }: DraftProposal,
  questions: readonly AskedQuestion[],
): MachineAnswer | null | 'unknown-answer' {
  if (question === null && option === null) return null;
  const asked = questions.find(({ id }) => id === question);
  const chosen = asked?.options.find(({ id }) => id === option);
  return asked === undefined || chosen === undefined ? 'unknown-answer' : { question: asked.id, option: chosen.id };
}

/** Which question it may answer is proposed; what it says on it is not. */
function candidateOf(
  { speaker }: DraftProposal,
  { mention, quotes, content }: Words,
  { experts, origin }: DraftGround,
  answer: MachineAnswer | null,
): ProposedCandidate {
  return {
    origin: { kind: 'model', name: origin },
    ...{ rule: null, mention, speakerName: speaker, speakerKind: 'unknown', affiliationAsGiven: null },
    ...linkOf(speaker, experts),
    ...{ cue: null, attribution: quotes.length === 0 ? 'paraphrase' : content.length === 0 ? 'direct' : 'mixed' },
    ...{ quotes, content, saidOn: null, saidOnWords: null, confidence: null },
    questions: answer === null ? [] : [answer.question],
  };
}

/** By the whole name or an alias, where one expert alone has it. */
function linkOf(
  name: string,
  experts: readonly KnownExpert[],
): { readonly expert: string | null; readonly link: ExpertLink } {
  const [one, another] = experts.filter((it) => it.name === name || it.aliases.includes(name));
  if (one === undefined || another !== undefined) return { expert: null, link: 'none' };
  return { expert: one.id, link: one.name === name ? 'exact' : 'alias' };
}
