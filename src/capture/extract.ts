/** The extractor: candidates for statements, with speakers, in the text of an article. Pure; the same text gives the same. */
import type { Candidate, Capture, CaptureContext, TextSpan } from '../core/capture/candidate.ts';
import { Article, type TokenRange } from './article.ts';
import { type SpokenDate, spokenDate } from './dates.ts';
import { findStatements } from './frames/find.ts';
import type { FoundStatement } from './frames/findings.ts';
import { isEnglish, languageOf } from './language.ts';
import { linkTo } from './link.ts';
import { scoreOf, THRESHOLD } from './score.ts';
import { saidSpans } from './spans.ts';
import { type FoundSpeaker, Speakers } from './speakers.ts';
import { isTitle } from './titles.ts';
import { spokenName, type Turn, turnsOf } from './transcript.ts';
import { isOf } from './vocabulary.ts';

/** Changes with every change of what is found. */
export const EXTRACTOR = 'standpoint/3';

/** Finds who says what. Nothing where the text is in another language than English. */
export function extract(text: string, context: CaptureContext): Capture {
  const language = context.language ?? languageOf(text);
  if (!isEnglish(language)) return { extractor: EXTRACTOR, language, candidates: [] };
  const turns = turnsOf(text);
  if (turns !== null) return { extractor: EXTRACTOR, language, candidates: turns.map((turn) => spoken(turn, context)) };
  const article = new Article(text);
  const speakers = new Speakers(article);
  const findings = findStatements(article);
  const dates = new SpokenDates(article, findings, context.publishedOn);
  const candidates = findings.flatMap((finding) => {
    const meant = speakers.of(finding);
    const confidence = scoreOf(article, finding);
    if (confidence < THRESHOLD || meant.length === 0) return [];
    const said = saidSpans(article, finding.content);
    if (said.quotes.length === 0 && needsQuote(finding)) return [];
    const date = dates.of(finding, meant);
    return meant.map((speaker) => candidateOf(article, context, finding, speaker, said, date, confidence));
  });
  return { extractor: EXTRACTOR, language, candidates };
}

/** "Brandt calls the square “the Bowl”": what is in the marks is a name, and nothing is left that was said. */
const needsQuote = ({ rule, verb }: FoundStatement): boolean =>
  rule === 'cue-object' &&
  verb !== null &&
  isOf(verb, 'judging') &&
  !isOf(verb, 'topic') &&
  !/^(call|warn|argue)$/.test(verb);

function spoken({ name, ...turn }: Turn, { experts }: CaptureContext): Candidate {
  const speakerName = spokenName(name);
  return { ...turn, speakerName, ...linkTo(speakerName, experts) };
}

function candidateOf(
  article: Article,
  { experts }: CaptureContext,
  finding: FoundStatement,
  { name, kind, affiliation, ambiguous }: FoundSpeaker,
  { quotes, content }: ReturnType<typeof saidSpans>,
  date: SpokenDate | null,
  confidence: number,
): Candidate {
  return {
    rule: finding.rule,
    mention: mentionOf(article, finding),
    speakerName: name,
    speakerKind: kind,
    affiliationAsGiven: affiliation,
    ...(ambiguous ? { expert: null, link: 'none' as const } : linkTo(name, experts)),
    cue: finding.cue === null ? null : article.spanOf(finding.cue),
    attribution: quotes.length === 0 ? 'paraphrase' : content.length === 0 ? 'direct' : 'mixed',
    quotes,
    content,
    saidOn: date?.date ?? null,
    saidOnWords: date?.words ?? null,
    confidence,
  };
}

/** The words for the speaker; a full name without a title has its apposition with it: "Lena Moss, a spokeswoman". */
function mentionOf(article: Article, { subject }: FoundStatement): TextSpan | null {
  if (subject === null) return null;
  const { from, to } = subject.mention;
  const behind = article.at(to).lower;
  if (behind === 'both' || behind === 'all') return article.spanOf({ from, to: to + 1 });
  const isFullName =
    to - from >= 2 && article.slice({ from, to }).every(({ pos, lower }) => pos === 'PROPN' && !isTitle(lower));
  const isApposition = article.at(to).text === ',' && /^(the|a|an)$/.test(article.at(to + 1).lower);
  if (!isFullName || !isApposition) return article.spanOf({ from, to });
  let end = to + 1;
  while (isWithin(article, end, to)) end++;
  return article.spanOf({ from, to: end });
}

const isWithin = (article: Article, index: number, from: number): boolean =>
  !/^(|[,.;:?!—–])$/.test(article.at(index).text) &&
  !article.quoted(index) &&
  article.paragraphAt(index) === article.paragraphAt(from - 1);

/** The days of findings; one without its own has that of what the same speaker said before it in the paragraph. */
class SpokenDates {
  readonly #article: Article;
  /** What anybody says: a day in it is not that on which it was said. */
  readonly #said: readonly TokenRange[];
  readonly #publishedOn: string | null;
  #last: { readonly speaker: string; readonly paragraph: number; readonly date: SpokenDate } | null = null;

  constructor(article: Article, findings: readonly FoundStatement[], publishedOn: string | null) {
    this.#article = article;
    this.#said = findings.flatMap(({ content }) => content);
    this.#publishedOn = publishedOn;
  }

  of({ cue, content, subject }: FoundStatement, [first]: readonly FoundSpeaker[]): SpokenDate | null {
    const at = cue?.from ?? content[0]?.from ?? 0;
    const paragraph = this.#article.paragraphAt(at);
    const sentence = this.#article.sentences.find(({ from, to }) => from <= at && at < to);
    const own = sentence === undefined || cue === null ? null : this.#beside(sentence, subject?.mention);
    const speaker = first?.name ?? '';
    if (own !== null) this.#last = { speaker, paragraph, date: own };
    const last = this.#last;
    return own ?? (last?.speaker === speaker && last.paragraph === paragraph ? last.date : null);
  }

  #beside(sentence: TokenRange, mention: TokenRange | undefined): SpokenDate | null {
    const said = this.#said.filter(({ from, to }) => from < sentence.to && sentence.from < to);
    return spokenDate(this.#article, sentence, mention === undefined ? said : [...said, mention], this.#publishedOn);
  }
}
