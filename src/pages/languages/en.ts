/**
 * English: the first language of the pages. Its shape is that of every other, so a message that one lacks is an error of
 * types. What stands in a sentence comes as a value, as other languages put it elsewhere.
 */
import { STANCE_WORDS } from '../../answers/words.ts';
import { fieldWords } from '../../core/change-log/sentences.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { translationLabel } from '../../core/records/statement-words.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';
import { monthsOf, numbersOf } from './intl.ts';

/** A noun for one and for several. */
const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

const SIDES = { oppose: 'against', neutral: 'between', support: 'for' };
const ROLES = {
  'no-side': 'took no side',
  'no-answer': 'did not answer',
  absent: 'absent',
  'not-eligible': 'not eligible',
};

const ENTITIES: { readonly [K in Kind]: string } = {
  expert: 'Expert',
  question: 'Question',
  scale: 'Scale',
  source: 'Source',
  statement: 'Statement',
  position: 'Position',
};

const experts = (count: number): string => counted(count, 'expert', 'experts');
const questions = (count: number): string => counted(count, 'question', 'questions');

const number = numbersOf('en-GB');
/** A count, with its thousands apart. */
const whole = (count: number): string => number(count, 0);

export const en = {
  /** The tag of the language, and what those who speak it call it. */
  tag: 'en',
  name: 'English',
  month: monthsOf('en-GB'),
  /** The day of a month, before its name. */
  day: (day: number): string => String(day),
  number,
  percent: (rounded: number): string => `${rounded}%`,
  and: ' and ',
  quoted: (words: Markup): Markup => html`“${words}”`,
  experts,
  questions,

  frame: {
    skip: 'To the content',
    site: 'Site',
    searchFor: 'Search names, questions and quotes',
    searchHint: 'Name, question, quote',
    search: 'Search',
    motto:
      'Who stands where, with the words that prove it. Positions are coded from what was said; what is not on record is not guessed.',
    allPages: 'All pages',
    language: 'Language',
    report: 'Report an error on this page',
    imprint: 'Imprint',
    privacy: 'Privacy',
    license: (name: Markup): Markup => html`Data: ${name}`,
    error: (title: string): string => `Error: ${title}`,
    attribution: (name: string): string => `${name}: every quote, with its source`,
    present: 'The present page',
  },
  groups: { lookUp: 'Look up', compare: 'Compare', check: 'Check' },
  places: {
    questions: 'Questions',
    topics: 'Topics',
    experts: 'Experts',
    statements: 'Statements',
    sources: 'Sources',
    grid: 'Grid',
    compare: 'Compare',
    sideBySide: 'Side by side',
    agreement: 'Agreement',
    network: 'Network',
    moves: 'Moves',
    whoMoved: 'Who moved',
    quiz: 'Where do you stand?',
    method: 'Method',
    data: 'Data',
    corrections: 'Corrections',
    changeLog: 'Change log',
    api: 'API',
    openapi: 'OpenAPI',
  },

  moment: {
    asOf: 'As of',
    dayHint: 'YYYY-MM-DD',
    dayForms: 'A day, month or year: 2024-10-23, 2024-10 or 2024',
    counting: 'Counting',
    latest: 'the latest position',
    all: 'every position',
    show: 'Show',
    known: (day: Markup): Markup =>
      html`As it was known on ${day}; what has been recorded or corrected since is not shown.`,
    everything: 'All that is on record',
    asOfDay: (day: string): string => `As of ${day}`,
    counts: { latest: 'the latest position counts', all: 'every position counts' },
  },

  /** How a stance is told. */
  stance: STANCE_WORDS,
  sides: SIDES,
  roles: ROLES,
  marks: {
    nothing: 'nothing on record',
    draft: 'Draft',
    corrected: (day: Markup): Markup => html`Corrected ${day}`,
    onBothSides: 'on both sides',
    contested: 'contested: on both sides',
  },
  /** The sides as headings. */
  camps: {
    oppose: 'Against',
    neutral: 'Between',
    support: 'For',
    noSide: 'Took no side',
    contested: 'On both sides',
  },
  /** After names. */
  others: (count: number): string => ` and ${count} others`,
  changesOn: (title: string): string => `Changes on ${title}`,
  changesAbout: (name: string): string => `Changes about ${name}`,
  nothingYetOn: 'Nothing on record',
  condition: 'Condition:',
  inShort: 'In short:',
  opposites: 'The positions that count take opposite sides.',
  saidBefore: 'What was said before',
  expertOnQuestion: (expert: Markup, question: Markup): Markup => html`${expert} on ${question}`,
  expertOnTitle: (expert: string, title: string): string => `${expert} on ${title}`,

  evidence: {
    hearsay: 'Hearsay',
    reportedBy: (name: Markup): Markup => html`As reported by ${name}:`,
    retelling: { Paraphrase: 'Paraphrase', Record: 'Record' },
    translation: translationLabel,
    said: (day: Markup): Markup => html`Said ${day}`,
    done: (day: Markup): Markup => html`Done ${day}`,
    dayNotGiven: 'Day not given',
    capacity: (whom: Markup): Markup => html`, for ${whom}`,
    signedWith: (names: readonly Markup[]): Markup => html`, signed with ${names}`,
    published: (publisher: Markup, title: Markup, day: Markup): Markup =>
      html`${publisher}, ${title}, published ${day}`,
    standing: { current: 'Current', earlier: 'Earlier', later: 'Said after this day', retracted: 'Retracted' },
    basis: { stated: 'Stated', inferred: 'Inferred from what was said' },
    /** How sure the expert said to be. */
    confidence: 'Confidence, by their own account:',
    codingNote: 'Coding note:',
    since: (since: Markup, isOfPrinting: boolean, recorded: Markup, by: Markup): Markup =>
      html`On the record since ${since}${isOfPrinting && ' (day of publication)'}; recorded ${recorded} by ${by}.`,
    prove: 'Prove it',
  },

  home: {
    title: 'Who stands where',
    description: 'What experts and officials have said on contested questions, with every quote and its source.',
    changes: 'Changes',
    heading: 'Who stands where, with the words that prove it',
    lede: 'What experts and officials have said on contested questions, in their own words, with where and when. Silence is shown as silence.',
    updated: (day: Markup): Markup => html`; updated ${day}`,
    nothingYet: html`Nothing has been recorded yet. <code>standpoint import story.yaml</code> adds the first records; the <a href="/docs">API</a> tells what a bundle holds.`,
    alsoDivided: 'Also divided',
    picture: 'What divides most, as a picture:',
    quiz: html`<a href="/quiz">Where do you stand?</a> Answer yourself, and see who is near you.`,
    moved: 'Who moved',
    allMoved: 'Everybody who moved',
    newest: 'New on record',
    feed: 'Feed of changes',
    corrected: 'Corrected',
    allCorrections: 'All corrections',
    allExperts: (count: number): string => `All ${count} experts`,
    held: (stance: Markup, day: Markup): Markup => html`<strong>${stance}</strong>, said ${day}`,
    move: (from: Markup, fromDay: Markup, to: Markup, toDay: Markup): Markup =>
      html`from <strong>${from}</strong>, ${fromDay}, to <strong>${to}</strong>, ${toDay}`,
    dividesMost: 'What divides most',
    onRecord: (count: number, all: number): string => `${count} of ${all} on record`,
  },

  questionList: {
    other: 'Other questions',
    byTopic: 'Every question, by topic',
    heading: 'Questions',
    all: (count: number): string => `All ${count} questions`,
    description: 'Every question on which somebody has been recorded.',
    narrowLabel: 'Words in the question',
    none: 'No question has been recorded yet.',
    noneFound: 'No question contains these words.',
  },
  expertList: {
    description: 'Everybody whose positions are recorded.',
    narrowLabel: 'Name or affiliation',
    none: 'Nobody has been recorded yet.',
    noneFound: "Nobody's name or affiliation contains these words.",
  },
  narrow: 'Narrow',
  narrowed: {
    expert: (found: number, all: number): string => `${whole(found)} of ${experts(all)} shown`,
    question: (found: number, all: number): string => `${whole(found)} of ${questions(all)} shown`,
  },
  showAll: 'Show all',
  nextPage: 'Next page',

  topics: {
    description: 'What the questions are about.',
    lede: (count: number): string =>
      `${count === 1 ? 'The one question' : `All ${count} questions`} by what they are about; a question may have several topics, or none.`,
    every: 'Every question',
    none: 'No question has a topic yet.',
  },

  question: {
    kicker: 'Question',
    askedBefore: (link: Markup): Markup => html`Asked before in other words: ${link}.`,
    askedSince: (links: readonly Markup[]): Markup => html` Asked since in other words: ${links}.`,
    updated: (day: Markup): Markup => html` Updated ${day}.`,
    howCoded: 'How it was coded',
    topics: 'Topics:',
    corrected: 'Corrected:',
    andMore: (count: number): string => `; and ${count} more`,
    nothing: 'Nothing is on record on this question.',
    tally: (onRecord: number, all: number, division: string): string =>
      `${onRecord} of ${all} ${all === 1 ? 'expert is' : 'experts are'} on record: ${division}.`,
    mean: (mean: string, n: number): string => ` Mean ${mean} on a scale from −1 to +1 (n = ${n}).`,
    alongTheScale: 'Along the scale',
    contested: 'Contested',
    silent: 'Nothing on record:',
    /** At the end of a list of which only the first are named. */
    moreNamed: (count: number): string => `${whole(count)} more`,
    silentMany: (count: number): string => `Nothing on record: ${count} experts`,
  },
  portions: {
    shown: (what: string, from: number, to: number, all: number): string =>
      `${what} ${whole(from)}–${whole(to)} of ${whole(all)}`,
  },
  organizations: {
    heading: 'By organization',
    note: 'A position counts for the organizations that whoever holds it belonged to on its day.',
    others: (count: number): string =>
      `${whole(count)} more ${count === 1 ? 'organization has' : 'organizations have'} no more on record than these. `,
  },
  stanceTable: {
    experts: 'Experts',
    evidenceAndHistory: (count: number): string => `Evidence (${count}) and history`,
    changed: 'Changed',
    ofPublication: 'day of publication',
    history: 'History of this position',
    heading: 'In their words',
    expert: 'Expert',
    stance: 'Stance',
    said: 'Said',
    words: 'The words',
    evidence: (count: number): string => `Evidence (${count})`,
  },

  expert: {
    kicker: 'Expert',
    compare: 'Compare with others',
    agrees: 'Who agrees',
    silentOn: 'Nothing on record',
    nothing: (day: string | null): string => `Nothing is on record${day === null ? '' : ` as of ${day}`}.`,
    tally: (onRecord: number, all: number, day: string | null): string =>
      `On record on ${onRecord} of ${questions(all)}${day === null ? '' : ` as of ${day}`}.`,
    from: (day: string): string => `from ${day}`,
    until: (day: string): string => `until ${day}`,
    contested: 'Contested: the positions that count take opposite sides.',
    changed: 'This position has changed.',
    below: { retracted: 'what was retracted', later: 'what was said later', join: ', and ' },
    onlyBelow: (nothing: string, below: string): string => `${nothing} Below is ${below}.`,
    corrected: (day: Markup): Markup => html`Corrected on ${day}.`,
  },
  cell: {
    on: (expert: Markup): Markup => html`${expert} on`,
    nothing: 'Nothing is on record: no statement by this expert on this question is known here.',
    nothingShort: 'Nothing on record.',
  },

  compare: {
    title: 'Compare experts',
    description: 'Set two or more experts side by side.',
    tooFew: 'It takes two, and fewer are on record.',
    choose: (hasOne: boolean): string =>
      `Choose ${hasOne ? 'at least one more' : 'two or more'}, and see where they agree, where they differ, and where only one has spoken.`,
    compared: (names: string): string => `${names}: compared`,
    where: (names: string): string => `Where ${names} agree, where they differ, and where only one has spoken.`,
    kicker: 'Comparison',
    relations: {
      agree: { title: 'Where they agree', what: 'Those who took a side took the same one.' },
      differ: { title: 'Where they differ', what: 'They took different sides, or one contradicts themself.' },
      'no-side': { title: 'No two took a side', what: 'Two or more are on record, but fewer than two took a side.' },
      'one-spoke': { title: 'Only one has spoken', what: 'One is on record; of the others nothing is.' },
    },
    silent: (count: number): string => `${questions(count)} on which nothing is on record of any of them.`,
    allPairs: (count: number): string => `Agreement of all ${whole(count)} pairs`,
    pairsCaption: 'Over the questions on which both took a place on the scale; an em dash where there is none.',
    pair: (a: Markup, b: Markup): Markup => html`${a} and ${b}`,
    notMeasured: (a: Markup, b: Markup): Markup =>
      html`${a} and ${b}: there is no question on which both took a place on the scale, so no agreement can be measured (n = 0).`,
    measured: (a: Markup, b: Markup, percent: string, shared: number, isFew: boolean): Markup =>
      html`${a} and ${b}: <strong>${percent}</strong> agreement on the ${shared === 1 ? 'one question' : `${shared} questions`} on which both took a place on the scale (n = ${shared}${isFew && ', too few to say much'}).`,
    question: 'Question',
    others: 'Compare others',
    button: 'Compare',
  },

  /** Tables of pairs. */
  pairs: {
    pair: 'Pair',
    agreement: 'Agreement',
    n: 'Questions (n)',
    sameAnswer: 'Same answer',
    sameSide: 'Same side',
    opposite: 'Opposite sides',
  },
  agreement: {
    description: 'Who agrees with whom, and on how many questions that rests.',
    of: (name: Markup): Markup => html`Who agrees with ${name}`,
    heading: 'Who agrees with whom',
    lede: (few: number): string =>
      `Measured over the questions on which both took a place on the scale: 100% is the same answer throughout, 0% opposite ends throughout. Below each stands n, how many questions that are; of fewer than ${few} it says little.`,
    how: 'How it is measured',
    fewShared: (few: number): string => `No two share ${few} questions yet, so these rest on little.`,
    nearest: 'Nearest',
    farthest: 'Farthest',
    name: 'Name',
    pairs: 'Pairs',
    nearestFirst: 'The nearest first',
    nobody: 'No two experts have taken a place on the same question, so nothing can be measured.',
    pairsCaption: 'Each pair leads to the two side by side.',
    noShared: 'no question that both took a place on',
    ofEveryTwo: 'Agreement of every two',
    squareCaption:
      'An em dash: there is no question on which both took a place. Each number leads to the two side by side.',
  },

  network: {
    description: 'Who took the same sides as whom, and who the opposite ones.',
    heading: 'Who stands with whom',
    lede: 'Two people are tied by each question on which both took a side: by the same side, or by opposite ones. Every position counts, so that who took a side twice is tied twice. What nobody took a side on ties nobody.',
    tooMuch: 'There is more on record than one drawing holds. Choose a topic or an organization.',
    topic: 'Topic',
    allTopics: 'all',
    of: 'Of',
    everybody: 'everybody',
    nobody: (day: string | null): string =>
      `No two people took a side on the same question${day === null ? '' : `, as of ${day}`}.`,
    tally: (people: number, count: number, pairs: number, shown: number, day: string | null): string =>
      `${people} people took sides on ${count === 1 ? 'one question' : `${count} questions`}${day === null ? '' : `, as of ${day}`}; ${whole(pairs)} pairs of them on the same one${shown < pairs ? `. The ${shown} strongest ties are shown` : ''}.`,
    drawing: 'Drawing of the network',
    same: 'more often on the same side',
    opposite: 'more often on opposite sides',
    thicker: 'The thicker a line, the larger the difference.',
    table: 'The same as a table',
    tableCaption: 'The same as a table. Each pair leads to the two side by side.',
    how: 'How it is counted',
    takeAll: (pairs: number): string => `Take all ${whole(pairs)} pairs along:`,
    drawingOf: 'Drawing of the ties that the table below lists',
  },

  moves: {
    description: 'Who changed their mind: from what to what, and in which words.',
    follow: 'Two positions of one expert on one question that follow on each other and hold different options',
    on: (topic: Markup): Markup => html`, on ${topic}`,
    count: (moved: number, looked: number, all: number): string =>
      `${moved} of ${looked === all ? all : `the ${looked} experts looked through here (of ${all})`} changed their mind.`,
    more: 'More experts',
    kinds: {
      reversed: 'Changed sides',
      'took-side': 'Took a side',
      'left-side': 'Left their side',
      shifted: 'Shifted',
    },
    from: 'From',
    to: 'To',
  },

  quiz: {
    description: 'Answer some questions, and see which experts stand near you.',
    none: 'There is no question yet on which experts stand on either side.',
    lede: (count: number): string =>
      `${count === 1 ? 'Answer this question' : `Answer as many of these ${count} questions as you like`}, and see who stands near you. Your answers stay in your browser: nothing is sent, and nothing is kept.`,
    noScript: (grid: string): Markup =>
      html`Your browser compares your answers itself, and needs JavaScript for that, which is off here. <a href="${grid}">Who stands where on these questions</a> is shown without it.`,
    again: 'Begin anew',
    near: 'Who stands near you',
    unanswered: 'Answer a question, and the nearest stand first.',
    note: '100% is the same answer throughout, 0% opposite ends throughout, over the n questions on which both you and the expert took a place. Those who share at least half of your answers come first: of a few the number says little.',
    how: 'How it is measured',
    compared: (shown: number, all: number): string =>
      ` Compared are the ${shown} of ${all} experts who took a place on most of these questions.`,
    noAnswer: 'No answer',
    whatTheySay: 'What the experts say',
    on: (question: Markup): Markup => html` on ${question}`,
  },

  method: {
    description: 'How positions are coded from what was said, what a cell says, and how agreement is measured.',
    heading: 'How we code',
    lede: 'A position is what an expert holds on a question, coded from statements. Every question has a proposition that can be agreed with or not, and a coding rule, which stands on its page.',
    words: 'Words',
    aboutWords: [
      'What stands in quotation marks was said in just these words, and only by the person named. Everything else is in our words, and says so: a paraphrase, what was done, a summary.',
      'Every statement has its source, the day on which it was said and the day on which it was printed. Where only the printing is known, its day counts, and the page says so.',
      'What others report that somebody said is hearsay, and is marked as such.',
    ],
    cells: 'What a cell says',
    aboutCells: [
      html`<strong>Nothing on record</strong> is no position. We do not guess.`,
      html`<strong>Took no side</strong> is an answer: the person was asked, or spoke of it, and took none.`,
      html`<strong>Contested</strong>: positions that count take opposite sides. Neither wins.`,
      html`<strong>Stated</strong> positions were said outright; <strong>inferred</strong> ones follow from what was said, and are marked.`,
      html`The latest position counts, on the day that is asked for. What was held before stays on record.`,
    ],
    corrections: 'Corrections',
    aboutCorrections: html`Nothing that was published is changed without a reason. Each change is <a href="/corrections">listed</a>, and marked where it is read. Every page can be asked for as it was known at an instant.`,
    agreement: 'Agreement',
    aboutAgreement:
      'Over the questions on which both took a place on the scale: one minus the mean distance of their places, where the ends of a scale are 1 apart (the city-block measure of voting-advice research; Louwerse and Rosema 2014). Beside it stands n, the number of these questions. Without such a question there is no score, and not a score of zero.',
    network: 'Network',
    aboutNetwork:
      'Two people are tied by their positions on a question: by each two on the same side of its scale, and by each two on opposite sides. The drawing shows the first less the second. These are counts and no scores: who has said more has more ties.',
    scales: 'Scales',
    noScale: 'No scale has been recorded yet.',
    option: 'Option',
    place: 'Place from −1 to +1',
  },

  data: {
    description: 'Everything that is published here, to take along: files, formats, licence and API.',
    lede: 'Everything that these pages show can be taken along: whole, or a table at a time.',
    noLicense: 'Under which licence is not said here: ask before you publish it elsewhere.',
    license: (link: Markup): Markup => html`It may be used under ${link}.`,
    whole: 'Everything in one file',
    zip: 'ZIP: tables with a description',
    bundle: 'NDJSON: a bundle that imports',
    aboutFiles: html`The archive is a Frictionless data package: a CSV file for each kind of record and for corrections, with the types of all columns. Both files are of one moment; <code>knownAt</code> asks for one that is past.`,
    tables: 'A table at a time',
    caption: html`Each is an address of the API. But for Parquet, which has all there is, it takes filters, as <code>?topic=</code> or <code>?expert=</code>; <a href="/docs">the API</a> tells which.`,
    table: 'Table',
    formats: 'Formats',
    each: {
      matrix: { title: 'Who stands where', what: 'experts by questions, with silence' },
      experts: { title: 'Experts', what: 'names, other names, affiliations' },
      questions: { title: 'Questions', what: 'propositions, topics, coding rules' },
      positions: { title: 'Positions', what: 'who holds what, since when, on which statements' },
      statements: { title: 'Statements', what: 'quotes and paraphrases, with their days' },
      sources: { title: 'Sources', what: 'publications, with their days and addresses' },
      corrections: { title: 'Corrections', what: 'what was published and has been changed since' },
      agreement: { title: 'Agreement', what: 'every two experts, with n' },
      network: { title: 'Network', what: 'who took the same side, and who the opposite one' },
    },
    keepUp: 'Keep up',
    aboutKeepingUp: [
      html`Feeds of <a href="/v1/changes.atom">all changes</a> and of <a href="/v1/corrections.atom">corrections</a>, as Atom; of each question and expert on its page.`,
      html`<a href="/v1/changes">The change log</a> has every change in its order; each entry of it can be <a href="/method#corrections">proven</a>.`,
      html`Every page and table can be asked for as it was known at an instant (<code>knownAt</code>), and then stays as it is.`,
    ],
    programs: 'For programs',
    aboutPrograms: html`<a href="/docs">The API</a> answers at the addresses of these tables; <a href="/openapi.json">its description</a> is OpenAPI 3.1.`,
  },

  statements: {
    description: 'What was said, word for word, and how it was coded.',
    lede: 'What was said or done, the latest first, word for word where it was quoted. Each leads to where it stands and to what was coded from it.',
    none: 'No statement has been recorded yet.',
    narrowLabel: 'Words of the statement',
    noneFound: 'No statement contains these words.',
    earlier: 'Earlier statements',
    /** `day` as it is read; null where it is not given. */
    title: (names: string, day: string | null): string =>
      `${names}: ${day === null ? 'a statement' : `statement of ${day}`}`,
    whole: 'This statement',
    coded: 'What was coded from it',
  },

  sources: {
    description: 'Every publication that was quoted, and what was quoted from it.',
    lede: 'What was quoted stands in these publications, the latest first. Each leads to what was taken from it, and from there to the publication itself.',
    none: 'No source has been recorded yet.',
    published: (day: Markup): Markup => html`Published ${day}`,
    earlier: 'Earlier sources',
    takeAlong: 'Take them along:',
    quotedFrom: (title: string, publisher: string): string =>
      `What was quoted from “${title}” (${publisher}), and how it was coded.`,
    facts: (publisher: Markup, published: Markup, read: Markup | null): Markup =>
      html`${publisher}, published ${published}${read !== null && html`; read ${read}`}.`,
    readAt: (host: Markup): Markup => html`Read it at ${host}`,
    archived: 'Archived copy',
    note: 'Note:',
    quoted: 'What was quoted from it',
    nothing: 'Nothing that is on record stands in it.',
    more: 'More that was quoted from it',
    takeIt: 'Take it along:',
    whereItStands: 'Where it stands',
    alsoIn: (where: Markup): Markup => html`Also in ${where}. `,
    noPosition: 'No published position rests on it.',
  },

  search: {
    for: (words: string): string => `Search: ${words}`,
    forWords: (words: Markup): Markup => html`Search: ${words}`,
    description: 'Search names, questions, positions and quotes.',
    prompt: 'Type a name, a topic or a few words of a quote into the field above.',
    none: html`Nothing on record contains these words. Try fewer or other words, or look through <a href="/questions">all questions</a>.`,
    beside: {
      part: 'Nothing contains all of these words as they are; these contain longer words that they are parts of.',
      any: 'Nothing contains all of these words; these contain some.',
    },
    within: 'These contain the words, or longer ones that they are parts of.',
    lookWithin: 'Look within longer words, too',
    kinds: { expert: 'Expert', question: 'Question', position: 'Position', statement: 'Statement' },
    fields: {
      alias: 'Also known as',
      summary: 'In short',
      condition: 'Condition',
      paraphrase: 'Paraphrase',
      venue: 'Said at',
      topic: 'Topic',
      translation: 'Translation',
    },
  },

  corrections: {
    title: (names: readonly string[]): string =>
      names.length === 0 ? 'Corrections' : `Corrections: ${names.join(', ')}`,
    description:
      'What was published here and has been changed or taken back since: what it said, what it was corrected to, and why.',
    lede: 'What was published here and has been changed or taken back since, the newest first: what it said, what it was corrected to, and why. Nothing of it is deleted.',
    follow: 'Follow them:',
    takeAlong: 'Take them along:',
    earlier: 'Earlier corrections',
    newest: 'The newest corrections',
    all: 'All corrections',
    ofCell: (path: string, expert: Markup, question: Markup): Markup =>
      html`Of what <a href="${path}">${expert} says on ${question}</a>.`,
    ofExpert: (link: Markup): Markup => html`Of what ${link} says.`,
    onQuestion: (link: Markup): Markup => html`On ${link}.`,
    noEarlier: 'There is no earlier correction.',
    none: (isOfSome: boolean): string =>
      `Nothing that was published${isOfSome ? ' of it' : ''} has been changed or taken back.`,
    tags: { update: 'Changed', rename: 'New id', retract: 'Retracted', delete: 'Removed' },
    saidBy: (name: Markup): Markup => html`What was said by ${name}`,
    /** What was corrected, of each kind that has no page of an expert or a question. */
    named: (kind: Kind, name: Markup): Markup => html`${ENTITIES[kind]} “${name}”`,
    itSaid: 'It said',
    correctedTo: 'Corrected to',
    nothing: 'nothing',
    field: fieldWords,
  },

  problem: {
    /** Its title in the API is English. */
    title: (title: string, _status: number): string => title,
    /** What there is nothing of, where a reader took or typed a wrong address; the detail says it in English. */
    missing: { expert: 'expert', question: 'question', source: 'source', page: 'page' },
    detail: (detail: Markup, _missing: string | null): Markup => detail,
    remedy: (remedy: string): string => remedy,
    goTo: (id: string): string => `Go to “${id}”`,
    lookThrough: html`Look through <a href="/questions">all questions</a> or <a href="/experts">all experts</a>, search with the field above, or go <a href="/">to the home page</a>.`,
    goHome: html`Go <a href="/">to the home page</a>.`,
  },

  proof: {
    title: (seq: number): string => `Proof of entry ${seq}`,
    description: 'What proves that an entry of the change log is as it was written.',
    entities: ENTITIES,
    actions: {
      create: 'create',
      update: 'update',
      publish: 'publish',
      retract: 'retract',
      delete: 'delete',
      rename: 'rename',
    },
    lede: 'The change log is a Merkle tree, as the logs of web certificates are (RFC 9162). Whoever has its root can find out by themselves that this entry is in it, and says what it says here.',
    leaf: (index: number): string =>
      `The leaf, number ${index} from 0, is SHA-256 of a zero byte, the salt and this text:`,
    together: 'Together with these, from the leaf upwards, it makes the root:',
    head: 'The head of the log, its size and its root:',
    rests: 'The words that it rests on:',
    entry: (seq: number): string => `entry ${seq}`,
    note: (consistency: string, inclusion: string): Markup =>
      html`This proves nothing to whoever has the head from nobody but us: write it down now, or take it from somebody who did. A later log is proven to begin with this one by <a href="${consistency}">a proof of consistency</a>. Nor does it prove that what was written is true. For programs: <a href="${inclusion}">the proof as JSON</a>, <a href="/v1/log/head">the head</a>.`,
    redacted: 'What the entry said was redacted, or is not public as a whole: it is held fast, and cannot be shown.',
    content: 'The entry, character for character, and its salt:',
  },

  grid: {
    heading: 'Who stands where',
    size: (people: number, count: number): string => `${experts(people)} × ${questions(count)}`,
    title: (size: string): string => `Grid: ${size}`,
    whoStandsWhere: (size: string): string => `Who stands where: ${size}`,
    pickFewer: 'Pick fewer people and questions to move, sort and drop them.',
    arrange: 'Arrange rows and columns',
    done: 'Done arranging',
    hint: 'Move, sort and drop rows and columns with the buttons at each name. The address of this page holds the whole grid: share it, and others see just this.',
    choiceDescription: 'Pick people and questions, and see who stands where.',
    tooMuch: 'There is more on record than one grid holds. Pick the people and the questions.',
    nobody: 'There is nobody and nothing to show yet.',
    label: 'Grid of stances',
    dash: 'An em dash: nothing on record.',
    /** For the script, which tells how many of them are in view. */
    those: { question: 'questions', expert: 'experts' },
    portionsOf: { question: 'Questions', expert: 'Experts' },
    move: {
      left: (name: string): string => `Move ${name} left`,
      right: (name: string): string => `Move ${name} right`,
      up: (name: string): string => `Move ${name} up`,
      down: (name: string): string => `Move ${name} down`,
    },
    drop: (name: string): string => `Drop ${name}`,
    sort: (others: string, name: string): string => `Sort ${others} by ${name}`,
    unsort: (others: string, name: string): string => `Do not sort ${others} by ${name}`,
    turn: (others: string, name: string): string => `Sort ${others} by ${name} the other way round`,
    pick: 'Pick people and questions',
    questions: 'Questions',
    people: 'People',
    showThese: 'Show these',
    about: 'Questions about',
    anything: 'anything',
    of: 'People of',
    anyOrganization: 'any organization',
    divisiveFirst: 'the most divisive question first',
    oneColumn: 'One column at a time',
    ownGrid: 'Make these a grid of their own',
    previous: 'Previous',
    next: 'Next',
    columns: { question: 'Question', expert: 'Person' },
    columnOf: (column: string, at: number, all: number): string => `${column} ${at} of ${all}`,
  },

  take: {
    heading: 'Take it along',
    copyTable: 'Copy as a table',
    copyMarkdown: 'Copy as Markdown',
    copyCsv: 'Copy as CSV',
    copyEmbed: 'Copy embed code',
    embed: 'Embed it in a story',
    paste: html`Paste this where your system takes HTML: a frame, and a script of one line that gives it the height it needs. It sets no cookies and follows nobody. <code>theme</code> may be <code>light</code>, <code>dark</code> or <code>auto</code>.`,
    code: 'Embed code',
    stays: 'It stays as it is on this page, whatever is recorded or corrected later.',
    changes: 'It shows every later change and correction. This one stays as it is today:',
    frozen: 'Embed code that stays as it is',
  },

  cite: {
    heading: 'Cite',
    text: (title: Markup, publisher: string, day: string, address: string): Markup =>
      html`“${title}”. ${publisher}, version of ${day}. ${address}`,
    version: (day: string): string => `Version of ${day}`,
    note: 'The address leads to the page as it was known then, whatever is corrected later.',
    permalink: 'Permalink',
  },
};

/** What the pages say, in one language. */
export type Messages = typeof en;
