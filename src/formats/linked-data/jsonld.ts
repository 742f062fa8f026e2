/**
 * JSON-LD in the words of schema.org: what was said as Quotation, what was done as Action, who it was, where it stands,
 * and each position as a Claim read from it. No ClaimReview: taking a side is no verdict on what is true.
 */
import { PREVIEW_WORDS } from '../../answers/words.ts';
import type { Citation, Cited, CitedPosition } from '../../core/matrix/citation.ts';
import { correctionsPath } from '../../core/matrix/corrected.ts';
import { type Affiliation, type Expert, organizationsOn } from '../../core/records/expert.ts';
import { isPublic } from '../../core/records/public-state.ts';
import type { Question } from '../../core/records/question.ts';
import type { Source } from '../../core/records/source.ts';
import type { Statement } from '../../core/records/statement.ts';
import { dayOf } from '../../core/values/date.ts';
import type { Format } from '../format.ts';
import { dense, urnOf } from './sources.ts';

export const jsonld: Format = {
  name: 'jsonld',
  mediaType: 'application/ld+json; charset=utf-8',
  needs: 'cited',
  evidence: true,
  options: [],
  async render({ cited }) {
    if (cited === undefined) throw new TypeError('JSON-LD is made from statements');
    return `${JSON.stringify({ '@context': 'https://schema.org', '@graph': graphOf(await cited()) })}\n`;
  },
};

function graphOf({ positions, statements, preview }: Cited): object[] {
  const unique = <T extends { id: string }>(records: T[]): T[] => [
    ...new Map(records.map((it) => [it.id, it])).values(),
  ];
  return [
    ...(preview === true ? [PREVIEW_NODE] : []),
    ...unique(positions.map(({ question }) => question)).map(proposition),
    ...positions.map(claim),
    ...statements.map(utterance),
    ...unique([...positions.map(({ expert }) => expert), ...statements.flatMap(({ experts }) => experts)]).map(holder),
    ...unique(statements.flatMap(({ sources }) => sources)).map(work),
  ];
}

const ref = (id: string): object => ({ '@id': id });

/** Says first that what follows is a preview; what is a draft says so itself. */
const PREVIEW_NODE = {
  '@type': 'CreativeWork',
  '@id': 'urn:standpoint:preview',
  description: PREVIEW_WORDS,
  creativeWorkStatus: 'Draft',
};

/** What only those see who may see drafts. */
const standing = (record: { readonly status?: unknown }): object =>
  isPublic(record) ? {} : { creativeWorkStatus: 'Draft' };

const proposition = (question: Question): object => ({
  '@type': 'Claim',
  '@id': urnOf('question', question.id),
  name: question.title,
  text: question.proposition,
  ...standing(question),
});

/** A position: what the recorder understood the expert to claim, about the proposition, from these appearances. */
const claim = ({ position, expert, question, stance, citations, correctedOn }: CitedPosition): object =>
  dense({
    '@type': 'Claim',
    '@id': urnOf('position', position.id),
    text: position.summary,
    about: ref(urnOf('question', question.id)),
    keywords: {
      '@type': 'DefinedTerm',
      termCode: position.option,
      name: stance,
      inDefinedTermSet: urnOf('scale', question.scale),
    },
    description: [
      ...(position.condition === null ? [] : [`Condition: ${position.condition}`]),
      ...(position.basis === 'inferred' ? ['Inferred from what was said.'] : []),
    ],
    creator: ref(urnOf('expert', expert.id)),
    // Of which organizations a person was on that day, and not of which they are now.
    sourceOrganization:
      expert.kind === 'person'
        ? organizationsOn(expert, dayOf(position.saidOn)).map((name) => ({ '@type': 'Organization', name }))
        : [],
    claimInterpreter: { '@type': 'Person', name: position.recordedBy },
    dateCreated: position.saidOn,
    appearance: citations.map(({ statement }) => ref(urnOf('statement', statement.id))),
    dateModified: correctedOn,
    correction: correctedOn === null ? null : correction(expert.id, question.id, correctedOn),
    ...standing(position),
  });

/** That what is said was corrected, with the way to what was said before. */
const correction = (expert: string, question: string, on: string): object => ({
  '@type': 'CorrectionComment',
  datePublished: on,
  url: correctionsPath({ expert, question }),
});

/** What was said: verbatim words as Quotation, several of them as parts; what is only retold has an abstract and no text. */
function utterance(cited: Citation): object {
  const { statement, experts, sources } = cited;
  const { id, attribution, quotes, paraphrase, saidOn, saidOnFrom, venue, reportedBy } = statement;
  if (attribution === 'record') return entry(cited);
  if (reportedBy !== null) return hearsay(cited, reportedBy);
  const [only, second] = quotes;
  const common = {
    creator: oneOrAll(experts.map((it) => ref(urnOf('expert', it.id)))),
    isBasedOn: oneOrAll(sources.map((it) => ref(urnOf('source', it.id)))),
  };
  const text =
    second === undefined
      ? { text: only }
      : { hasPart: quotes.map((quote) => ({ '@type': 'Quotation', text: quote, ...common })) };
  return dense({
    '@type': only !== undefined && second === undefined ? 'Quotation' : 'CreativeWork',
    '@id': urnOf('statement', id),
    ...text,
    abstract: paraphrase,
    ...common,
    ...facts(statement),
    dateCreated: saidOnFrom === 'statement' ? saidOn : null,
    recordedAt: venue === null ? null : { '@type': 'Event', name: venue },
  });
}

/** One value, or a list of several. */
const oneOrAll = (values: readonly object[]): unknown => (values.length === 1 ? values[0] : values);

/** For whom it was said, in which language, and what it is called in others; nothing that is not known. */
const facts = ({ language, capacity, translations, ...statement }: Statement): object => ({
  ...standing(statement),
  inLanguage: language,
  sourceOrganization: capacity === null ? null : { '@type': 'Organization', name: capacity },
  workTranslation: translations.map(({ language: into, text, by }) =>
    dense({
      '@type': 'CreativeWork',
      text,
      inLanguage: into,
      translator: by === null ? null : { '@type': 'Person', name: by },
    }),
  ),
});

/** What somebody else told of the experts: no words of theirs, whatever was quoted. */
const hearsay = ({ statement, experts, sources }: Citation, reportedBy: string): object =>
  dense({
    '@type': 'CreativeWork',
    '@id': urnOf('statement', statement.id),
    text: statement.quotes,
    abstract: statement.paraphrase,
    about: oneOrAll(experts.map((it) => ref(urnOf('expert', it.id)))),
    creator: { '@type': 'Person', name: reportedBy },
    isBasedOn: oneOrAll(sources.map((it) => ref(urnOf('source', it.id)))),
    ...facts(statement),
    temporalCoverage: statement.saidOnFrom === 'statement' ? statement.saidOn : null,
    recordedAt: statement.venue === null ? null : { '@type': 'Event', name: statement.venue },
  });

/** An act on record: an entry, which the expert did not create, about an Action of theirs. */
const entry = ({ statement, experts, sources }: Citation): object => {
  const { id, paraphrase, saidOn, saidOnFrom, venue } = statement;
  return dense({
    '@type': 'CreativeWork',
    '@id': urnOf('statement', id),
    abstract: paraphrase,
    about: {
      '@type': 'Action',
      agent: oneOrAll(experts.map((it) => ref(urnOf('expert', it.id)))),
      description: paraphrase,
    },
    isBasedOn: oneOrAll(sources.map((it) => ref(urnOf('source', it.id)))),
    ...facts(statement),
    temporalCoverage: saidOnFrom === 'statement' ? saidOn : null,
    recordedAt: venue === null ? null : { '@type': 'Event', name: venue },
  });
};

const TYPE_OF = { person: 'Person', organization: 'Organization' } as const;

const holder = ({ id, kind, name, aliases, description, affiliations, links }: Expert): object =>
  dense({
    '@type': TYPE_OF[kind],
    '@id': urnOf('expert', id),
    name,
    alternateName: aliases,
    description,
    ...(kind === 'person'
      ? { affiliation: affiliations.map((it) => affiliation(it)) }
      : { memberOf: affiliations.map((it) => affiliation(it, 'memberOf')) }),
    sameAs: links.map(({ url }) => url),
  });

/** With a role or a time, the organization stands inside an OrganizationRole, as schema.org has it. */
function affiliation({ organization, role, from, to }: Affiliation, as: 'affiliation' | 'memberOf' = 'affiliation') {
  const body = { '@type': 'Organization', name: organization };
  if (role === null && from === null && to === null) return body;
  return dense({ '@type': 'OrganizationRole', roleName: role, startDate: from, endDate: to, [as]: body });
}

const work = ({ id, title, publisher, url, archivedUrl, publishedOn, language, ...source }: Source): object =>
  dense({
    '@type': 'CreativeWork',
    '@id': urnOf('source', id),
    name: title,
    publisher: { '@type': 'Organization', name: publisher },
    url,
    archivedAt: archivedUrl,
    datePublished: publishedOn,
    inLanguage: language,
    ...standing(source),
  });
