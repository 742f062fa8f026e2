/** Stores to measure on, made through the public import. */
import { operator } from '../../src/core/access/caller.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { importBundle } from '../../src/services/import/import.ts';
import { randomFrom, range } from './figures.ts';

export type Size = { readonly experts: number; readonly questions: number; readonly positions: number };

/** A newsroom's archive of a few years: 200 experts on 100 questions, three positions to a cell, each with a quote. */
export const MIDDLE: Size = { experts: 200, questions: 100, positions: 60_000 };

const OPTIONS = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'];
const WORDS = 'the committee should open the bridge to carriages before winter because nobody else will'.split(' ');
const DAYS = 1_000;
const MS_PER_DAY = 86_400_000;
const PER_IMPORT = 20_000;

/** Fills the database at `path`: positions over almost three years, as evenly spread over the cells as they go. */
export async function fill(path: string, { experts, questions, positions }: Size): Promise<void> {
  const random = randomFrom(7);
  const words = (count: number): string =>
    range(count)
      .map(() => WORDS[Math.floor(random() * WORDS.length)])
      .join(' ');
  const store = openSqliteStore(path);
  const recorded = { at: new Date().toISOString(), caller: operator('bench') };
  await importBundle(
    store,
    {
      bundleVersion: 1,
      experts: range(experts).map((index) => ({
        id: `expert-${index}`,
        name: `Expert Number ${index}`,
        affiliations: [{ organization: `Institute of ${words(3)}`, role: 'Fellow' }],
      })),
      sources: range(DAYS).map((day) => ({
        id: `paper-${day}`,
        title: words(8),
        publisher: 'The Post',
        publishedOn: new Date(Date.UTC(2022, 0, 1) + day * MS_PER_DAY).toISOString().slice(0, 10),
        language: 'en',
      })),
      questions: range(questions).map((index) => ({
        id: `question-${index}`,
        title: `Question ${index}: ${words(3)}`,
        proposition: `${words(12)}.`,
        codingRule: 'As said.',
      })),
    },
    recorded,
  );
  for (let from = 0; from < positions; from += PER_IMPORT) {
    const told = range(Math.min(PER_IMPORT, positions - from)).map((offset) => {
      const index = from + offset;
      const cell = index % (experts * questions);
      return { index, expert: `expert-${cell % experts}`, question: `question-${Math.floor(cell / experts)}` };
    });
    await importBundle(
      store,
      {
        bundleVersion: 1,
        statements: told.map(({ index, expert }) => ({
          id: `statement-${index}`,
          expert,
          source: `paper-${Math.floor(random() * DAYS)}`,
          attribution: 'direct',
          quotes: [words(24)],
        })),
        positions: told.map(({ index, expert, question }) => ({
          id: `position-${index}`,
          expert,
          question,
          option: OPTIONS[Math.floor(random() * OPTIONS.length)],
          summary: words(10),
          basis: 'stated',
          statements: [`statement-${index}`],
        })),
      },
      recorded,
    );
  }
  await store.close();
}
