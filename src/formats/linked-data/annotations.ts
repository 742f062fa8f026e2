/**
 * W3C Web Annotations: each statement as a note upon the page it stands on, found there by its words, so that annotation
 * tools can show it in place.
 */
import { createHash } from 'node:crypto';
import { PREVIEW_WORDS } from '../../answers/words.ts';
import type { Citation, Cited, CitedPosition } from '../../core/matrix/citation.ts';
import { correctionsPath } from '../../core/matrix/corrected.ts';
import { isPublic } from '../../core/records/public-state.ts';
import type { Source } from '../../core/records/source.ts';
import { translationLabel } from '../../core/records/statement-words.ts';
import type { Format } from '../format.ts';
import { dense, urnOf } from './sources.ts';

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

export const annotations: Format = {
  name: 'anno',
  mediaType: `application/ld+json; profile="${CONTEXT}"; charset=utf-8`,
  needs: 'cited',
  evidence: true,
  options: [],
  async render({ cited }) {
    if (cited === undefined) throw new TypeError('annotations are made from statements');
    return `${JSON.stringify(page(await cited()))}\n`;
  },
};

/** A page must have a name: it is made from what is on it. */
function page({ positions, statements, preview }: Cited): object {
  const held = Map.groupBy(
    positions.flatMap((position) => position.citations.map(({ statement }) => ({ id: statement.id, position }))),
    ({ id }) => id,
  );
  const items = statements.map((it) =>
    annotation(
      it,
      (held.get(it.statement.id) ?? []).map(({ position }) => position),
    ),
  );
  const digest = createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 32);
  const label = preview === true ? { label: PREVIEW_WORDS } : {};
  return { '@context': CONTEXT, id: `urn:standpoint:annotations:${digest}`, type: 'AnnotationPage', ...label, items };
}

/** Who speaks or acts, what was said in other words or was done, and on which side of which question it was counted. */
function annotation({ statement, experts, sources }: Citation, held: readonly CitedPosition[]): object {
  const { id, attribution, quotes, paraphrase, selector, reportedBy, translations } = statement;
  return {
    id: urnOf('statement', id),
    type: 'Annotation',
    motivation: 'identifying',
    body: [
      ...experts.map((expert) => ({
        type: 'SpecificResource',
        purpose: 'identifying',
        source: {
          id: urnOf('expert', expert.id),
          type: expert.kind === 'person' ? 'Person' : 'Organization',
          name: expert.name,
        },
      })),
      ...(reportedBy === null ? [] : [note('describing', `As reported by ${reportedBy}`)]),
      ...(paraphrase === null ? [] : [note('describing', paraphrase)]),
      ...translations.map((it) => ({
        ...note('describing', `${translationLabel(it)}: ${it.text}`),
        language: it.language,
      })),
      ...(attribution === 'record' ? [note('tagging', attribution)] : []),
      ...(isPublic(statement) ? [] : [note('tagging', 'draft')]),
      ...held.map((it) => note('classifying', `${it.question.title}: ${it.stance}${corrected(it)}`)),
    ],
    target: sources.flatMap((source, index) =>
      places(quotes, index === 0 ? selector : null).map((place) => ({
        type: 'SpecificResource',
        source: pageOf(source),
        ...place,
      })),
    ),
  };
}

/** That it was corrected, when, and the way to what was said before. */
const corrected = ({ expert, question, correctedOn }: CitedPosition): string =>
  correctedOn === null
    ? ''
    : `, corrected ${correctedOn} (${correctionsPath({ expert: expert.id, question: question.id })})`;

const pageOf = ({ id, url, title, language }: Source): object =>
  dense({ id: url ?? urnOf('source', id), label: title, language });

const note = (purpose: string, value: string): object => ({
  type: 'TextualBody',
  purpose,
  value,
  format: 'text/plain',
});

/** A place for each quote: in the first source the prefix stands before the first, the suffix after the last. Retold words and acts have none. */
function places(quotes: readonly string[], selector: Citation['statement']['selector']): object[] {
  if (quotes.length === 0) return [{}];
  return quotes.map((exact, index) => ({
    selector: dense({
      type: 'TextQuoteSelector',
      exact,
      prefix: index === 0 ? selector?.prefix : undefined,
      suffix: index === quotes.length - 1 ? selector?.suffix : undefined,
    }),
  }));
}
