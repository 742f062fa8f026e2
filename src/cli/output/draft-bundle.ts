/** A draft bundle as YAML, with a comment on each statement: why it was found, and which questions it may answer. */
import { Document, isMap, isSeq } from 'yaml';
import { reasonOf } from '../../answers/capture/candidates.ts';
import type { DraftBundle } from '../../core/capture/draft-bundle.ts';
import type { ProposedStatement } from '../../services/capture/capture.ts';

const HEAD = ` Proposed by a program: nothing in it is public, and no side is taken. A "paraphrase" holds the writer's own words; put it
 in yours before you publish. Add positions, and import it.`;

export function draftBundleText(text: string, { bundle, candidates }: DraftBundle<ProposedStatement>): string {
  const document = new Document(bundle);
  document.commentBefore = HEAD;
  const statements = document.get('statements');
  if (isSeq(statements))
    for (const [index, statement] of statements.items.entries()) {
      const candidate = candidates[index];
      if (!isMap(statement) || candidate === undefined) continue;
      const questions = candidate.questions.map(({ id, title }) => `${id} (${title})`);
      statement.commentBefore = [
        ` ${reasonOf(text, candidate).replaceAll(/\s+/g, ' ')}`,
        ...(candidate.link === 'surname' ? [` may be ${candidate.expert}, who is on record`] : []),
        ` may answer: ${questions.length === 0 ? 'no question on record' : questions.join(', ')}`,
      ].join('\n');
    }
  return document.toString({ lineWidth: 100 });
}
