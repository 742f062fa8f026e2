/** Loads for tests: parts that write what a story tells. */
import { readBundle } from '../../src/core/bundle.ts';
import { type Part, partOfContent } from '../../src/core/load.ts';
import { RECORDED } from './records.ts';
import type { Story } from './story.ts';

export const COMMIT = { actor: RECORDED.by, mayPublish: true, reason: 'Told anew.' };

/** A part that writes the story, by the rules of a bundle; only its words, where the rest is known. */
export const partTelling = (told: Story, { onlyWords = false }: { onlyWords?: boolean } = {}): Part => {
  const { statements, positions, ...rest } = told.bundle({ reason: COMMIT.reason });
  const words = { bundleVersion: 1, reason: COMMIT.reason, statements, positions };
  const { content } = readBundle(onlyWords ? words : { ...rest, ...words }, '');
  return partOfContent(content, RECORDED, (violations) => {
    if (violations.length > 0) throw new Error(`the story is at fault: ${JSON.stringify(violations)}`);
  });
};

/** The stories, one after the other, each when it is asked for; `before` is waited for before each. */
export async function* partsTelling(
  stories: Iterable<Story>,
  before: (index: number) => Promise<unknown> = async () => undefined,
): AsyncGenerator<Part> {
  let index = 0;
  for (const told of stories) {
    await before(index);
    index += 1;
    yield partTelling(told);
  }
}
