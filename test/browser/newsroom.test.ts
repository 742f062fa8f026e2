import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { BREAKWATER, SANDHOLM } from '../helpers/fixtures/breakwater.ts';
import { readArticle, readSeed } from '../helpers/fixtures/seed.ts';
import { inBrowser, serve } from '../helpers/service/browser.ts';
import { CountedKeys, median } from '../helpers/service/counted-keys.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { newPath } from '../helpers/store/database.ts';
import { look } from './look.ts';

const [LOAN, VOTE, WAIT] = SANDHOLM.questions.map(({ title }) => title);

/** What a reporter decides on each statement, by words of it: who was taken for the speaker, the question and the option. */
const DECISIONS: readonly (readonly [string, string, string | undefined, string])[] = [
  ['we will lose the fleet', 'Ingrid Solheim', LOAN, 'Supports'],
  ['borrow the whole sum', 'Ingrid Solheim', LOAN, 'Supports'],
  ['waiting would cost', 'Ingrid Solheim', WAIT, 'Opposes'],
  ['rejected the idea', 'Ingrid Solheim', VOTE, 'Opposes'],
  ['elected to decide', 'Ingrid Solheim', VOTE, 'Opposes'],
  ['could not carry a loan', 'Tomas Reyes', LOAN, 'Opposes'],
  ['tax on our children', 'Tomas Reyes', LOAN, 'Opposes'],
  ['vote for a smaller wall', 'Tomas Reyes', LOAN, 'Sees both sides'],
  ['guild supports the loan', 'Joanna Petrie', LOAN, 'Supports'],
  ['bury the eelgrass', 'Amara Lindqvist', LOAN, 'Leans against'],
  ['wait for the results', 'Amara Lindqvist', WAIT, 'Supports'],
  // It stands behind a sentence about Reyes, and is by nobody named before.
  ['only document on this table', 'Peter Ash', undefined, ''],
  ['referendum would be fair', 'Peter Ash', VOTE, 'Supports'],
];

/** Waits for the heading, and for the script of the page: keys are heard once it has run. */
async function at(page: Page, heading: string | RegExp) {
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  await page.waitForLoadState('domcontentloaded');
}

async function signIn(page: Page, keys: CountedKeys, { authorization }: { readonly authorization: string }) {
  await page.getByLabel('Your key').focus();
  await keys.paste(authorization.slice(7));
  await keys.press('Enter');
  await at(page, 'Articles');
}

/** Pastes an article, says of whom it is, and has it read. */
async function bring(keys: CountedKeys, article: string, about: readonly string[]) {
  await keys.press('n');
  await keys.paste(article);
  await keys.press('Tab');
  for (const words of about) {
    await keys.press('Tab');
    await keys.write(words);
  }
  await keys.press('Enter');
}

/** Puts what is retold into words of one's own, where anything is. */
async function retold(page: Page, keys: CountedKeys, words: string) {
  if ((await page.getByLabel('What is retold').count()) === 0) return;
  await keys.press('p');
  await keys.write(words);
  await keys.press('Escape');
}

/** Decides on the candidate at hand; answers how many keys that took, where it was accepted with an answer. */
async function decide(t: Test, page: Page, keys: CountedKeys): Promise<number | null> {
  const place = page.url();
  const words = (await page.locator('blockquote, .paraphrase').allTextContents()).join(' ');
  const before = keys.count;
  const [found, who, question, option] = DECISIONS.find(([it]) => words.includes(it)) ?? [];
  if (found === undefined) await keys.press('x');
  else {
    const chosen = await page.getByLabel('Who', { exact: true }).locator('option:checked').textContent();
    t.equal(chosen?.replace('New: ', ''), who, `${found}: who says it is right`);
    await retold(page, keys, `In our words: ${found}.`);
    if (question === undefined) await keys.press('a');
    else {
      await keys.press(await keys.keyOf('summary', question));
      await keys.press(await keys.keyOf('.answers details[open] label', option ?? ''), 't');
      await keys.write(`Says it: ${found}.`);
      await keys.press('Enter');
    }
  }
  await page.waitForURL(({ href }) => href !== place, { waitUntil: 'domcontentloaded' });
  return question === undefined ? null : keys.count - before;
}

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test(
    'an article of five speakers goes from paste to the public matrix by keys alone, with two people',
    async (t) => {
      const path = newPath(t);
      const service = await serve(path, [SANDHOLM], { twoPeople: true });
      t.teardown(() => service.close());
      const store = openSqliteStore(path);
      t.teardown(() => store.close());
      const viewport = { width: 1280, height: 900 };
      const page = await site.open(t, `${service.origin}/desk`, { viewport });
      const keys = new CountedKeys(page);
      await signIn(page, keys, await keyWith(store, 'write', { name: 'Ida' }));
      await bring(keys, BREAKWATER, ['Breakwater vote leaves Sandholm split', 'Sandholm Post', '2026-03-05']);
      await at(page, '1 of 20');
      t.comment(`${keys.count} keys from the sign-in to the first candidate`);

      // Two statements were found as one.
      for (const heading of ['2 of 20', '3 of 20']) {
        await keys.press('j');
        await at(page, heading);
      }
      await keys.press('m', 'Tab');
      await keys.write('she rejected the idea');
      await keys.press('Enter');
      await at(page, '3 of 21');
      for (const heading of ['2 of 21', '1 of 21']) {
        await keys.press('k');
        await at(page, heading);
      }

      const counts: number[] = [];
      for (let left = 21; left > 0; left -= 1) {
        const count = await decide(t, page, keys);
        if (count !== null) counts.push(count);
        if (left === 12) t.strictSame(await look(page, 'candidate-half'), []);
      }
      t.equal(counts.length, 12);
      t.ok(median(counts) <= 6, `a median of ${median(counts)} keys for a statement with question and option`);
      t.comment(`${counts.join(', ')} keys; ${keys.count} of the first person in all`);
      t.match(await store.documents.get('1'), { candidates: { open: 0, accepted: 13, rejected: 8 } });
      await keys.press('r');
      await page.getByText('Somebody with a key that may publish looks at it here').waitFor();

      const second = await site.open(t, `${service.origin}/desk`, { viewport });
      const hers = new CountedKeys(second);
      await signIn(second, hers, await keyWith(store, 'publish', { name: 'Pia' }));
      await hers.press('1');
      await at(second, / of 21$/);
      await hers.press('r');
      await at(second, 'Publish');
      t.strictSame(await look(second, 'review-half'), []);
      await hers.press('a');
      await second.getByText('public already').waitFor();
      t.comment(`${hers.count} keys of the second person, who published`);

      const matrix = await (await fetch(`${service.origin}/v1/matrix.csv`)).text();
      for (const name of ['Amara Lindqvist', 'Ingrid Solheim', 'Joanna Petrie', 'Peter Ash', 'Tomas Reyes'])
        t.match(matrix, new RegExp(`^[^\n]*${name},`, 'm'));
      const statements = await store.getMany('statement', await store.ids('statement'));
      const saying = (words: string) => statements.filter(({ quotes }) => quotes.some((it) => it.includes(words)));
      t.match(saying('only document on this table'), [{ expert: 'peter-ash' }], 'not the one who stands beside it');
      t.strictSame(saying('Stone is patient'), [], 'what she quoted of somebody else is not hers');
      t.strictSame(await store.check(), []);
    },
  );

  const article = readArticle();
  t.test(
    'the first article goes the same way: every statement that is near a question in six keys or fewer, in the middle',
    { skip: article === null && 'the article does not lie beside the repository' },
    async (t) => {
      const path = newPath(t);
      const { questions, scales } = readSeed();
      const service = await serve(path, [{ bundleVersion: 1, questions, ...(scales && { scales }) }], {
        twoPeople: true,
      });
      t.teardown(() => service.close());
      const store = openSqliteStore(path);
      t.teardown(() => store.close());
      const page = await site.open(t, `${service.origin}/desk`);
      const keys = new CountedKeys(page);
      await signIn(page, keys, await keyWith(store, 'write', { name: 'Ida' }));
      await bring(keys, article ?? '', ['The first article', 'Its paper', '2024-10']);
      await at(page, /^1 of /);
      const counts: number[] = [];
      for (;;) {
        const [next] = await store.documents.candidates('1', ['open']);
        if (next === undefined) break;
        const place = page.url();
        const before = keys.count;
        const isNear = (await page.locator('.answers summary .tag:not(.answered)').count()) > 0;
        const isSomebody = (await page.getByLabel('Who', { exact: true }).inputValue()) !== '';
        const isRefused = (await page.getByRole('alert').count()) > 0;
        const isAccepted = isNear && isSomebody && !isRefused;
        // Which side is of no matter here: what is counted is how many keys it takes to take one.
        if (isAccepted) {
          await retold(page, keys, 'In our words.');
          await keys.press('1', '1', 't');
          await keys.write('Takes this side.');
          await keys.press('Enter');
        } else await keys.press('x');
        await page.waitForURL(({ href }) => href !== place, { waitUntil: 'domcontentloaded' });
        if (isAccepted && (await page.getByRole('alert').count()) === 0) counts.push(keys.count - before);
      }
      t.ok(counts.length >= 25, `${counts.length} statements accepted with question and option`);
      t.ok(median(counts) <= 6, `a median of ${median(counts)} keys`);
      const second = await site.open(t, `${service.origin}/desk`);
      const hers = new CountedKeys(second);
      await signIn(second, hers, await keyWith(store, 'publish', { name: 'Pia' }));
      await hers.press('1');
      await at(second, / of \d+$/);
      await hers.press('r');
      await at(second, 'Publish');
      await hers.press('a');
      await second.getByText('public already').waitFor();
      t.comment(`${counts.length} accepted; ${keys.count} keys of the first person, ${hers.count} of the second`);
      t.strictSame(await store.check(), []);
    },
  );
});
