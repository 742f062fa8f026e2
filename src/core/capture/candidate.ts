/** Candidate: one statement that a program found in a text, by the places of its words; nothing is copied. */

import type { Attribution } from '../records/statement.ts';

/** A part of a text, in UTF-16 units: `text.slice(start, end)`. */
export type TextSpan = { readonly start: number; readonly end: number };

/** The rules that find statements, in the order in which they are asked. */
export const RULES = {
  turn: 'a transcript: a name and a colon before what is said',
  'dash-name': 'a quote, a dash and a name',
  'quote-cue': 'a quote, then who said it',
  'quote-noun': 'a quote, then whose answer or verdict it was',
  'according-to': '“according to” and a name',
  'clause-cue': 'a clause, then who said it',
  'as-said': '“as”, who said it, then what was said',
  'cue-quote': 'a verb of saying, then a quote',
  'name-quote': 'a name and a colon, then a quote',
  'cue-that': 'a verb of saying and “that”',
  'cue-clause': 'a verb of saying, then a clause',
  'cue-infinitive': 'a verb of saying and “to”',
  'cue-object': 'a verb of saying and what it is about',
  'noun-that': 'a noun of saying and “that”',
  'led-in': 'a sentence about somebody, then a quote without a verb',
  'quoted-words': 'words in quotation marks in a sentence about somebody',
  'lone-quote': 'a quote without a verb, after words of the same speaker',
} as const;
export type CaptureRule = keyof typeof RULES;

export const LINKS = ['exact', 'alias', 'surname', 'none'] as const;
/** How a speaker was found among the experts on record; `surname` is a hint for a person to decide, never a match. */
export type ExpertLink = (typeof LINKS)[number];

export type SpeakerKind = 'person' | 'organization' | 'group' | 'unknown';

export type Candidate = {
  readonly rule: CaptureRule;
  /** The words that name the speaker here: a name, a pronoun; null where nothing does. */
  readonly mention: TextSpan | null;
  /** The fullest name that the text has for the speaker, without titles; the pronoun itself where it leads to no one. */
  readonly speakerName: string;
  readonly speakerKind: SpeakerKind;
  /** Title or description as the text has it beside the name. */
  readonly affiliationAsGiven: string | null;
  /** The id of an expert on record, where `link` is not `none`. */
  readonly expert: string | null;
  readonly link: ExpertLink;
  /** The words that say that something was said. */
  readonly cue: TextSpan | null;
  readonly attribution: Exclude<Attribution, 'record'>;
  /** The words in quotation marks, without the marks. */
  readonly quotes: readonly TextSpan[];
  /** The retold words, without the quotes. */
  readonly content: readonly TextSpan[];
  /** The day it was said, as precisely as the text has it; null where it gives none. */
  readonly saidOn: string | null;
  /** The words that `saidOn` comes from. */
  readonly saidOnWords: TextSpan | null;
  /** From 0 to 1: how sure the rules are that found it. */
  readonly confidence: number;
};

/** What is known beside the text. */
export type CaptureContext = {
  /** The day the text was published: what "on Tuesday" is counted from; null where it is not known. */
  readonly publishedOn: string | null;
  /** The language of the text, as a tag of BCP 47; found from the text where it is null. */
  readonly language: string | null;
  readonly experts: readonly KnownExpert[];
};

/** As much of an expert as a speaker is known by. */
export type KnownExpert = {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
};

export type Capture = {
  /** Name and version of the extractor: the same version finds the same in the same text, for ever. */
  readonly extractor: string;
  /** The language that was given or found; `und` where none could be told. */
  readonly language: string;
  readonly candidates: readonly Candidate[];
};
