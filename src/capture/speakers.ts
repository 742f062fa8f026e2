/** Speakers: who is meant by the words that a finding has for its speaker. */
import type { SpeakerKind } from '../core/capture/candidate.ts';
import type { Article, TokenRange } from './article.ts';
import type { FoundStatement } from './frames/findings.ts';
import { endsWithNoun, firstRun, isJoined, isOfficeOf, isOrganizationOf, isPersonOf, runsIn } from './name-phrases.ts';
import { describePerson, isOrganization, type NamedPerson, type NameRun, People, runAt, surnameOf } from './people.ts';
import { isCrowd, isOffice, isOrganizationWord, type Pronoun } from './titles.ts';

export type FoundSpeaker = {
  readonly name: string;
  readonly kind: SpeakerKind;
  readonly affiliation: string | null;
  /** Two people of that surname are named: which is meant is left open. */
  readonly ambiguous: boolean;
};

/** Somebody who may be meant by a pronoun further on. */
type Antecedent = { readonly at: number; readonly speaker: FoundSpeaker; readonly pronoun: Pronoun | null };

const FARTHEST_PARAGRAPHS = 3;

export class Speakers {
  readonly #article: Article;
  readonly #people: People;
  readonly #before: Antecedent[] = [];
  /** The pronoun that each was called by, once it was clear. */
  readonly #pronouns = new Map<string, Pronoun>();

  constructor(article: Article) {
    this.#article = article;
    this.#people = new People(article);
  }

  /** Those who speak in a finding; findings are asked in the order of the text. Empty where nobody is named. */
  of({ subject }: FoundStatement): readonly FoundSpeaker[] {
    if (subject === null) return [];
    const { from } = subject.name;
    const pronoun = pronounIn(this.#article.at(from).lower);
    if (pronoun !== null && subject.name.to === from + 1) return [this.#behindPronoun(pronoun, from)];
    const speakers = this.#named(subject.name);
    if (speakers.length === 1)
      for (const speaker of speakers) this.#before.push({ at: from, speaker, pronoun: this.#pronounFor(speaker) });
    return speakers;
  }

  #named(range: TokenRange): readonly FoundSpeaker[] {
    const runs = runsIn(this.#article, range);
    const [first] = runs;
    const last = runs.at(-1);
    const isUnnamed =
      last === undefined || endsWithNoun(this.#article, range) || isOfficeOf(this.#article, last, range);
    const behind = isUnnamed ? this.#nameBehindOffice(range) : null;
    if (behind !== null) return [behind];
    if (first === undefined || last === undefined) return [this.#phrase(range, first)];
    if (isPersonOf(this.#article, first, range)) return [this.#person(first)];
    if (last.run.to < range.to) return [this.#phrase(range, first)];
    if (isOfficeOf(this.#article, last, range)) return [this.#phrase(range, undefined, 'person')];
    if (runs.length > 1 && isJoined(this.#article, runs, range)) return runs.map((run) => this.#person(run));
    if (isOrganizationOf(this.#article, first, range)) return [this.#phrase(range, undefined, 'organization')];
    return [this.#person(last, range.from)];
  }

  /** "the mayor, Paula Reyes": the name behind the office; null where there is none. */
  #nameBehindOffice(range: TokenRange): FoundSpeaker | null {
    if (this.#article.at(range.to).text !== ',') return null;
    const run = runAt(this.#article, range.to + 1);
    const isClosed = run !== null && /^(,|\.|;|:|)$/.test(this.#article.at(run.run.to).text);
    if (run === null || !isClosed || run.name.to - run.name.from < 2 || isOrganization(this.#article, run.run))
      return null;
    return { ...this.#person(run), affiliation: this.#article.wordsOf(range) };
  }

  /** A phrase that ends with no name: "the port authority", "Moss's lawyer", "two of his aides". */
  #phrase(range: TokenRange, only: NameRun | undefined, known?: SpeakerKind): FoundSpeaker {
    const head = this.#article.at(range.to - 1).lower;
    if (only !== undefined && /^(both|all|himself|herself|jr\.?)$/.test(head)) return this.#person(only);
    const words = this.#article.wordsOf(range).replace(/^(the|a|an)\s+/i, '');
    const kind = known ?? (isOrganizationWord(head) ? 'organization' : isOffice(head) ? 'person' : 'group');
    return { name: words, kind, affiliation: null, ambiguous: false };
  }

  /** Who a run of capitalised words names; an organization by all its words since `from`: "the port's Harbour Office". */
  #person({ run, name, titled }: NameRun, from = run.from): FoundSpeaker {
    const words = this.#article.slice(name).map(({ text }) => text);
    const known = this.#people.withSurname(surnameOf(words));
    const exact = known.find(
      (person) => person.name === words.join(' ') || person.name === this.#article.wordsOf(name),
    );
    if (exact !== undefined) return person(exact);
    const [one, another] = known;
    if (words.length === 1 && one !== undefined && another === undefined) return person(one);
    if (!titled && isOrganization(this.#article, run))
      return {
        name: this.#article.wordsOf({ from, to: run.to }).replace(/^(the|a|an) /i, ''),
        kind: 'organization',
        ...NOTHING_MORE,
      };
    if (words.length === 1 && isCrowd((words[0] ?? '').toLowerCase()))
      return { name: this.#article.wordsOf(name), kind: 'group', ...NOTHING_MORE };
    const kind = titled || words.length > 1 ? 'person' : 'unknown';
    const { affiliation } = describePerson(this.#article, run, name);
    return { name: this.#article.wordsOf(name), kind, affiliation, ambiguous: another !== undefined };
  }

  /** The nearest before that the pronoun may stand for: who spoke, or who begins a sentence. */
  #behindPronoun(pronoun: Pronoun, at: number): FoundSpeaker {
    const paragraph = this.#article.paragraphAt(at);
    const near = [...this.#before, ...this.#beginningSentences(at, paragraph)]
      .filter((it) => it.at < at && paragraph - this.#article.paragraphAt(it.at) <= FARTHEST_PARAGRAPHS)
      .filter(
        ({ speaker, pronoun: own }) =>
          speaker.kind !== 'organization' && speaker.kind !== 'group' && own !== other(pronoun),
      )
      .sort((a, b) => a.at - b.at);
    const meant = near.at(-1);
    if (meant === undefined) return { name: this.#article.at(at).text, kind: 'unknown', ...NOTHING_MORE };
    this.#pronouns.set(meant.speaker.name, pronoun);
    this.#before.push({ at, speaker: meant.speaker, pronoun });
    return meant.speaker;
  }

  /** Full or known names that stand first in a sentence of this paragraph or the one before. */
  #beginningSentences(at: number, paragraph: number): Antecedent[] {
    const sentences = this.#article.sentences.filter(
      ({ from }) => from < at && paragraph - this.#article.paragraphAt(from) <= 1,
    );
    return sentences.flatMap(({ from, to }) => {
      const first = firstRun(this.#article, from, Math.min(to, at, from + 6));
      if (first === null || this.#article.quoted(first.run.from)) return [];
      const speaker = this.#person(first);
      return speaker.kind === 'person' ? [{ at: first.run.from, speaker, pronoun: this.#pronounFor(speaker) }] : [];
    });
  }

  #pronounFor({ name }: FoundSpeaker): Pronoun | null {
    const known = this.#people.withSurname(surnameOf(name.split(' '))).find((it) => it.name === name);
    return known?.pronoun ?? this.#pronouns.get(name) ?? null;
  }
}

const NOTHING_MORE = { affiliation: null, ambiguous: false };
const person = ({ name, affiliation }: NamedPerson): FoundSpeaker => ({
  ...{ name, kind: 'person', affiliation, ambiguous: false },
});
const other = (pronoun: Pronoun): Pronoun => (pronoun === 'he' ? 'she' : 'he');

function pronounIn(lower: string): Pronoun | null {
  if (lower === 'he' || lower === 'his') return 'he';
  return lower === 'she' || lower === 'her' ? 'she' : null;
}
