/**
 * W3C Web Annotations: each statement as a note upon the page it stands on, found there by its words, so that annotation
 * tools can show it in place.
 */
import { createHash } from 'node:crypto';
import type { Citation, Cited, CitedPosition } from '../../core/matrix/citation.ts';
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
function page({ positions, statements }: Cited): object {
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
  return { '@context': CONTEXT, id: `urn:standpoint:annotations:${digest}`, type: 'AnnotationPage', items };
}

/** Who speaks or acts, what was said in other words or was done, and on which side of which question it was counted. */
function annotation({ statement, expert, source }: Citation, held: readonly CitedPosition[]): object {
  const { id, attribution, quotes, paraphrase, selector } = statement;
  const page = dense({
    id: source.url ?? urnOf('source', source.id),
    label: source.title,
    language: source.language,
  });
  return {
    id: urnOf('statement', id),
    type: 'Annotation',
    motivation: 'identifying',
    body: [
      {
        type: 'SpecificResource',
        purpose: 'identifying',
        source: { id: urnOf('expert', expert.id), type: 'Person', name: expert.name },
      },
      ...(paraphrase === null ? [] : [note('describing', paraphrase)]),
      ...(attribution === 'record' ? [note('tagging', attribution)] : []),
      ...held.map(({ question, stance }) => note('classifying', `${question.title}: ${stance}`)),
    ],
    target: places(quotes, selector).map((place) => ({ type: 'SpecificResource', source: page, ...place })),
  };
}

const note = (purpose: string, value: string): object => ({
  type: 'TextualBody',
  purpose,
  value,
  format: 'text/plain',
});

/** A place for each quote: the prefix stands before the first, the suffix after the last. Retold words and acts have none. */
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
