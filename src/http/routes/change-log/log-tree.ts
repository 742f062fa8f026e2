/** /v1/log: the head of the tree over the change log, and proofs. */
import { Type } from 'typebox';
import type { Change } from '../../../core/change-log/change.ts';
import { statementsOf } from '../../../core/change-log/quoted-statements.ts';
import { ConsistencyProof, InclusionProof, LogHead } from '../../../core/change-log/tree/log-head.ts';
import type { Reading } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { text } from '../../../formats/text/text.ts';
import { proofPage } from '../../../pages/proof.ts';
import { readableBy } from '../../../services/access/sight.ts';
import { listChanges } from '../../../services/change-log/changes.ts';
import { getLogHead, proveConsistency, proveInclusion } from '../../../services/change-log/log-tree.ts';
import { PROBLEM_RESPONSES, responsesOf } from '../../answering/answers.ts';
import { FixedAnswer } from '../../answering/fixed-answer.ts';
import { formatChooser } from '../../answering/negotiation.ts';
import type { Routes } from '../../context.ts';

/** The expert, or the question, that an entry is about. */
function idsAbout({ entity, id, before, after }: Change, kind: 'expert' | 'question'): string[] {
  const held = entity === kind ? id : (after ?? before)?.[kind];
  return typeof held === 'string' ? [held] : [];
}

const SeqParam = Record({ seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

const choosePlain = formatChooser([text]);

const config = { scope: 'read' } as const;
const ENTRIES = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const optionalSize = (description: string) => Type.Optional(Type.Integer({ ...ENTRIES, description }));

export const logTreeRoutes: Routes = (app, { store, answering, paging, logSigner }) => {
  app.get(
    '/v1/log/head',
    {
      config,
      schema: {
        operationId: 'getLogHead',
        summary: 'Size and root of the Merkle tree over the change log',
        description:
          'Whoever has written it down can tell later whether the log was rewritten. Drafts are leaves as everything ' +
          'else, and nothing can be told from them.',
        tags: ['changes'],
        querystring: Record({}),
        response: responsesOf('The head.', RefTo(LogHead), []),
      },
    },
    answering([], async ({ caller }) => ({ document: await getLogHead(store, caller, logSigner) })),
  );

  app.get(
    '/v1/log/checkpoint',
    {
      config,
      schema: {
        operationId: 'getLogCheckpoint',
        summary: 'The head as a signed note',
        description: 'As C2SP tlog-checkpoint has it, for witnesses. 404 where no key is configured.',
        tags: ['changes'],
        querystring: Record({}),
        response: {
          200: { description: 'The note.', content: { 'text/plain': { schema: { type: 'string' } } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      choosePlain(request.originalUrl, request.raw);
      const { checkpoint } = await getLogHead(store, request.caller, logSigner);
      if (checkpoint === null)
        throw new Failure('not-found', 'heads are not signed here; /v1/log/head has the one there is');
      return new FixedAnswer(text.mediaType, checkpoint).send(request, reply, 'no-cache');
    },
  );

  app.get(
    '/v1/log/proof/inclusion',
    {
      config: { scope: 'read', drafts: true },
      schema: {
        operationId: 'proveInclusion',
        summary: 'What proves an entry to be in the tree',
        description: 'Of entries that are public, with what the leaf holds fast of them. RFC 9162, section 2.1.3.',
        tags: ['changes'],
        querystring: Record({
          seq: Type.Integer({ minimum: 1, maximum: ENTRIES.maximum, description: 'Number of the entry.' }),
          size: optionalSize('Size of the tree; all of the log unless given.'),
        }),
        response: responsesOf('The proof.', RefTo(InclusionProof), []),
      },
    },
    answering([], async ({ query, caller }) => ({ document: await proveInclusion(store, caller, query) })),
  );

  app.get(
    '/v1/log/proof/consistency',
    {
      config,
      schema: {
        operationId: 'proveConsistency',
        summary: 'What proves that the log was only added to from one size to another',
        description: 'RFC 9162, section 2.1.4.',
        tags: ['changes'],
        querystring: Record({
          first: Type.Integer({ ...ENTRIES, description: 'Size of the earlier log.' }),
          second: optionalSize('Size of the later one; all of the log unless given.'),
        }),
        response: responsesOf('The proof.', RefTo(ConsistencyProof), []),
      },
    },
    answering([], async ({ query, caller }) => ({ document: await proveConsistency(store, caller, query) })),
  );

  app.get(
    '/log/:seq',
    { config: { scope: 'read', drafts: true }, schema: { hide: true, params: SeqParam } },
    paging(async ({ params: { seq }, caller }, { say }) => {
      const proof = await proveInclusion(store, caller, { seq });
      const { items } = await listChanges(store, caller, { after: seq - 1, limit: 1 });
      const [change] = items;
      if (change === undefined) throw new RangeError(`entry ${seq} was proven and is not there`);
      const seen = readableBy<Reading>(caller, store);
      const statements = await seen.getMany('statement', change.entity === 'position' ? statementsOf(change) : []);
      const [expert = null] = await seen.getMany('expert', idsAbout(change, 'expert'));
      const [question = null] = await seen.getMany('question', idsAbout(change, 'question'));
      const rests = statements.map(({ revision }) => revision);
      return { page: proofPage({ change, proof, expert, question, rests }, say) };
    }),
  );
};
