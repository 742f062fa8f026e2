/** Vocabulary: the words by which English news says that somebody said something. A closed list, kept by hand. */

/**
 * What a verb can do beside a quote: `speech` takes a clause, before or behind it; `stance` takes a clause behind it
 * alone; `urging` takes "to" and a verb; `topic` takes a thing, "denied the report"; `judging` counts with a quote alone,
 * "called it “a sham”"; `voicing` takes a noun of feeling, "raised the alarm over"; `gauging` takes a number, "put the cost
 * at 3 million".
 */
export type CueClass = 'speech' | 'stance' | 'urging' | 'topic' | 'judging' | 'voicing' | 'gauging';

const SPEECH =
  'say tell add write argue note announce explain declare claim insist warn predict state reply respond suggest ' +
  'acknowledge contend assert admit caution stress emphasize emphasise concede allege testify confirm maintain complain ' +
  'joke quip observe lament recall boast remark tweet conclude reiterate repeat retort muse exclaim counter ' +
  'recount point agree shout post report ask continue quote interject chime vow promise pledge tease scoff proclaim ' +
  'opine crow fume gush yell bellow whisper mutter retweet email text blog caption write interrupt conjecture attest rule ' +
  'reveal disclose clarify assure remind inform answer chant grouse moan sneer protest plead implore roar cheer ' +
  'growl sigh elaborate venture marvel enthuse rejoin blurt confide profess sing beam cry grumble lecture';
const STANCE =
  'assess estimate believe think indicate signal imply hint calculate reckon forecast speculate charge swear propose ' +
  'worry wonder question theorize surmise suspect intimate reason recommend mention stipulate deny dispute doubt hope fear demand request advise urge rule threaten foresee project';
const URGING =
  'urge vow promise pledge ask tell call threaten refuse offer propose agree demand advise warn order swear encourage ' +
  'implore beg invite press push caution instruct appeal';
const TOPIC =
  'describe blame accuse ' +
  'announce suggest propose deny predict promise demand urge recommend mention confirm reject reiterate defend ' +
  'oppose condemn endorse criticize criticise denounce dispute cite reveal pledge advocate dismiss ' +
  'welcome stress emphasize emphasise acknowledge question';
const JUDGING =
  'call describe dismiss denounce label brand characterize characterise criticize criticise praise condemn slam blast ' +
  'ridicule mock decry deride portray paint refer accuse blame attack hail tout reject deem declare invoke demand ' +
  'cite question pronounce term dub compare address promise defend regard support see complain speak talk ' +
  'read deplore express voice offer rail applaud commend laud lament reprimand ridicule warn caution argue urge vow thank apologize apologise liken chastise rebuke assail chide lambast bash boast brag';
const VOICING = 'express voice raise sound share air reiterate cite';
const GAUGING = 'place put estimate set';

/** Forms that the rules below do not give. */
const IRREGULAR: { readonly [form: string]: string } = {
  ...{ said: 'say', told: 'tell', wrote: 'write', written: 'write', thought: 'think', held: 'hold', swore: 'swear' },
  ...{ sworn: 'swear', found: 'find', shown: 'show', felt: 'feel', knew: 'know', saw: 'see', seen: 'see' },
  ...{ spoke: 'speak', spoken: 'speak', foresaw: 'foresee', begged: 'beg' },
  ...{ quipped: 'quip', quipping: 'quip', admitted: 'admit', admitting: 'admit', saying: 'say', begging: 'beg' },
  ...{ inferred: 'infer', rebutted: 'rebut', referred: 'refer', referring: 'refer' },
  ...{
    bragged: 'brag',
    bragging: 'brag',
    dubbed: 'dub',
    dubbing: 'dub',
    says: 'say',
    chided: 'chide',
    put: 'put',
    set: 'set',
  },
  ...{ 'e-mailed': 'email', retold: 'tell', labelled: 'label', labelling: 'label', signalled: 'signal' },
};

/** Forms that are nouns or other words more often than not, and count only where the tagger has a verb. */
const AMBIGUOUS =
  'state states report reports claim claims note notes call calls promise promises post posts charge charges order ' +
  'orders estimate estimates forecast demand demands request requests offer offers pledge pledges vow vows stress ' +
  'counter question questions reply replies answer remark remarks caution quote quotes tweet tweets boast boasts point ' +
  'points project projects rule rules text texts email emails blog caption captions ' +
  'address addresses label brand brands term terms hope hopes fear fears worry doubt doubts attack attacks blame praise ' +
  'support supports dispute disputes appeal appeals press push view views ' +
  'appeals warn joke jokes comment comments share shares place places air sound sounds raise set sets put rail dub crow hail blast slam talk talks ' +
  'tease tout posted charged protest protests plead roar roars cheer cheers growl sigh sighs venture cry cries beam beams ' +
  'lecture lectures suspect suspects intimate reason reasons chant chants wonder wonders marvel moan moans';

const words = (list: string): readonly string[] => list.split(' ');

/** A verb as it is spoken of by all, in the past, and as it is going on. */
function formsOf(verb: string): string[] {
  const endsInE = verb.endsWith('e');
  const endsInY = /[^aeiou]y$/.test(verb);
  const third = endsInY ? `${verb.slice(0, -1)}ies` : /(s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : `${verb}s`;
  const past = endsInE ? `${verb}d` : endsInY ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
  const going = endsInE && !verb.endsWith('ee') ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
  return [verb, third, past, going];
}

const CLASSES: readonly (readonly [CueClass, string])[] = [
  ['speech', SPEECH],
  ['stance', STANCE],
  ['urging', URGING],
  ['topic', TOPIC],
  ['judging', JUDGING],
  ['voicing', VOICING],
  ['gauging', GAUGING],
];

const CLASSES_OF = new Map<string, Set<CueClass>>();
const VERB_OF = new Map<string, string>(Object.entries(IRREGULAR));
for (const [name, list] of CLASSES)
  for (const verb of words(list)) {
    const classes = CLASSES_OF.get(verb) ?? new Set();
    CLASSES_OF.set(verb, classes.add(name));
    for (const form of formsOf(verb)) if (!VERB_OF.has(form)) VERB_OF.set(form, verb);
  }

const NOT_SURE = new Set(words(AMBIGUOUS));

/** The verb of saying that a word is a form of; null where it is none. */
export function cueVerb(lower: string, pos: string): string | null {
  const verb = VERB_OF.get(lower);
  if (verb === undefined || !CLASSES_OF.has(verb)) return null;
  return NOT_SURE.has(lower) && pos !== 'VERB' && pos !== 'AUX' ? null : verb;
}

/** A verb of saying among the words that the tagger has for nouns: counts where its place says that it is a verb. */
export function hiddenCueVerb(lower: string): string | null {
  const verb = VERB_OF.get(lower);
  return verb !== undefined && CLASSES_OF.has(verb) ? verb : null;
}

export const isOf = (verb: string, name: CueClass): boolean => CLASSES_OF.get(verb)?.has(name) ?? false;

/** Nouns of saying that take "that" behind a name with an apostrophe: "Moss's claim that the pier is safe". */
export const SAYING_NOUNS: ReadonlySet<string> = new Set(
  words(
    'claim announcement assertion warning allegation promise pledge statement admission suggestion contention argument ' +
      'insistence complaint accusation remark comment prediction vow assurance',
  ),
);

/** What is voiced: "raised the alarm", "expressed doubt". */
export const FEELINGS: ReadonlySet<string> = new Set(
  words(
    'alarm concern concerns doubt doubts hope hopes fear fears support opposition skepticism scepticism confidence regret ' +
      'objection objections worry worries disappointment outrage sympathy optimism pessimism frustration reservations ' +
      'willingness interest confidence belief view views opinion dismay displeasure anger gratitude condolences sorrow shock ' +
      'relief satisfaction remorse solidarity disapproval approval admiration unease',
  ),
);

/** What a number is put to. */
export const FIGURES: ReadonlySet<string> = new Set(
  words('number toll cost costs figure total share count price odds losses damage chance chances value size rate'),
);

/** Nouns of papers, which say things for whoever wrote them. */
export const PAPERS: ReadonlySet<string> = new Set(
  words(
    'report statement letter tweet post memo handout email note message article op-ed release filing speech survey',
  ),
);

/** What somebody has who says something. */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  words(
    'answer reply response words message verdict warning argument advice conclusion promise letter tweet statement',
  ),
);

export const DAYS: ReadonlySet<string> = new Set(
  words('monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun'),
);
const MONTHS = words('january february march april may june july august september october november december');
/** The number of the month that a word names, in full or short, with a stop or without; null where it is none. */
export function monthOf(lower: string): number | null {
  const word = lower.replace(/\.$/, '');
  const at = MONTHS.findIndex((month) => word === month || word === month.slice(0, 3) || `${word}ember` === month);
  return at === -1 ? null : at + 1;
}
const TIMES = new Set(
  words('today yesterday tomorrow tonight week month year morning afternoon evening night weekend day midnight noon'),
);
export const isTime = (lower: string): boolean => DAYS.has(lower) || monthOf(lower) !== null || TIMES.has(lower);

/** Words between a subject and its verb that change nothing. */
export const BY_THE_WAY: ReadonlySet<string> = new Set(
  words(
    'also then later again often repeatedly once both all has had have is was were are be been will would did does do ' +
      "could can may might must should not n't n’t never still now even just further specifically recently previously " +
      'since already first only simply really long always publicly privately quickly himself herself themselves each ' +
      "'s ’s 've ’ve 'd ’d went goes going on to appeared seemed",
  ),
);

/** What somebody does not do who says nothing: "refused to say", "would not specify". */
export const TELLING: ReadonlySet<string> = new Set(
  words('specify say elaborate comment provide give answer explain mention offer name identify speak discuss talk'),
);

export const NEGATIONS: ReadonlySet<string> = new Set(words("not n't n’t never neither nor"));
