/**
 * The OpenAPI documents of the API: one of what is read, which is all that most programs need, and one of what takes a key
 * that may write.
 */
import { withAnswerExamples, withRequestExamples } from '../examples/examples.ts';
import type { App } from '../fastify-app.ts';
import { withStatuses } from './answered-statuses.ts';
import { eachOperation, isPart, operationsIn, type Part, partsOf, scopesOf } from './document-parts.ts';
import { nameKinds } from './named-kinds.ts';
import { openAnswers } from './open-answers.ts';
import { shareFields } from './shared-fields.ts';
import { shareParts } from './shared-parts.ts';

type Holds = 'reading' | 'writing';

/** Where each is, and what it is called on the pages to read them. */
export const DOCUMENTS = [
  { path: '/openapi.json', holds: 'reading', name: 'Reading' },
  { path: '/openapi/writing.json', holds: 'writing', name: 'Writing, and the newsroom' },
] as const satisfies readonly { path: string; holds: Holds; name: string }[];

/** Where the pages looked for it when there was one. It stays, and says that it is old (RFC 9745) and what took its place. */
export const OLD_ADDRESS = { path: '/docs/json', holds: 'reading' } as const;
export const OLD_SINCE = {
  deprecation: `@${Date.UTC(2026, 10, 30) / 1000}`,
  link: `<${DOCUMENTS[0].path}>; rel="successor-version"`,
} as const;

const ELSEWHERE: { readonly [H in Holds]: string } = {
  reading:
    'Every table can be had in several formats: by `Accept`, or by a suffix at the end of the path, which wins ' +
    '(`/v1/matrix.csv`). Every answer has a strong ETag; ask again with If-None-Match. ' +
    'What takes a key that may write is in /openapi/writing.json.',
  writing:
    'A change is a merge patch: what is named replaces, null takes away, what is not named stays; a new id is sent alone, ' +
    'and the old one leads to it for ever. What was public is never deleted: positions are retracted, records merged, and ' +
    'the change log keeps what they were. What is read, also without a key, is in /openapi.json.',
};

/**
 * The document as it is given: what it has alike is told once, and answers may grow. Names are given before the two are
 * parted, so that one means the same in both.
 */
export function documentOf(app: App, holds: Holds): Part {
  const whole = shareFields(nameKinds(withRequestExamples(withStatuses(structuredClone({ ...app.swagger() })))));
  const { webhooks, ...rest } = whole;
  const info = partsOf(whole, 'info');
  const paths = Object.entries(partsOf(whole, 'paths')).flatMap(([path, methods]) => {
    const operations = Object.entries(isPart(methods) ? methods : {}).filter(([, each]) => holdsOf(each) === holds);
    return operations.length === 0 ? [] : [[path, Object.fromEntries(operations)]];
  });
  const document = {
    ...rest,
    info: { ...info, description: `${info.description} ${ELSEWHERE[holds]}` },
    paths: Object.fromEntries(paths),
    // Whoever receives them reads, and has no key.
    ...(holds === 'reading' && { webhooks }),
  };
  return withDefaults(shareParts(withAnswerExamples(openAnswers(document))));
}

/** The document, in which what most operations demand of a key is told once, and no tag that none of them has. */
function withDefaults(document: Part): Part {
  const operations = operationsIn(document);
  const demands = operations.map(({ security }) => JSON.stringify(security));
  const timesOf = (demand: string) => demands.filter((each) => each === demand).length;
  const [commonest = '[]'] = demands.toSorted((a, b) => timesOf(b) - timesOf(a));
  const used = new Set(operations.flatMap(({ tags }) => tags));
  const brief = eachOperation(document, ({ security, ...rest }) =>
    JSON.stringify(security) === commonest ? rest : { ...rest, security },
  );
  const tags = Array.isArray(document.tags) ? document.tags.filter(({ name }) => used.has(name)) : [];
  return { ...brief, security: JSON.parse(commonest), tags };
}

/** An operation that takes a key with more than the scope `read` is one of writing. */
const holdsOf = (operation: unknown): Holds =>
  isPart(operation) && scopesOf(operation).some((scope) => scope !== 'read') ? 'writing' : 'reading';
