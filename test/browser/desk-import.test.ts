import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { inBrowser, serve } from '../helpers/service/browser.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { newPath } from '../helpers/store/database.ts';
import { lookEverywhere } from './look.ts';

const VOTES = `Motion;Member;Vote;Date;Remark
Weir levy;E. Moreau;For;11.03.2026;"spoke at length, and was interrupted twice by the gallery"
Weir levy;Daniel Okoye;Contra;11.03.2026;
Weir levy;Bo Li;away;11.03.2026;
Harbour;Daniel Okoye;For;12.03.2026;
`;

const SURVEY = `Survey of the Herald;;;
;;;
Name;Build the bridge;Comment;Close the ferry
Ruth Ferrer;yes;We have waited long enough.;no
Tom Brandt;no;;no
Mei Lin;n/a;;yes
Per Aas;yes;;DNA
`;

await inBrowser(t, 'in a browser', [], async (t, site) => {
  for (const javaScriptEnabled of [true, false])
    t.test(`a messy file becomes a matrix at the desk, with${javaScriptEnabled ? '' : 'out'} script`, async (t) => {
      const path = newPath(t);
      const service = await serve(path, [story().expert('élise-moreau', { name: 'Élise Moreau' }).bundle()]);
      t.teardown(() => service.close());
      const store = openSqliteStore(path);
      t.teardown(() => store.close());
      const { authorization } = await keyWith(store, 'publish', { name: 'Pia' });
      const page = await site.open(t, `${service.origin}/desk/import`, {
        ...{ viewport: { width: 1280, height: 900 }, javaScriptEnabled },
      });
      const faults: string[] = [];
      const seen = async (name: string) => {
        // Axe is a script itself.
        if (javaScriptEnabled) faults.push(...(await lookEverywhere(page, name)));
      };
      await page.getByLabel('Your key').fill(authorization.slice(7));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Import a table' }).waitFor();
      await seen('import');
      const file = { name: 'votes.csv', mimeType: 'text/csv', buffer: Buffer.from(VOTES) };
      await page.getByLabel('The table').setInputFiles(file);
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByRole('heading', { name: 'votes.csv' }).waitFor();
      await seen('looked-at');

      const columns = page.getByRole('group', { name: 'What each column is taken for' });
      t.equal(await columns.getByLabel('Vote').inputValue(), 'option', 'what is likely is offered');
      await columns.getByLabel('Remark').selectOption('not wanted');
      const same = page.getByRole('group', { name: 'The same in all rows' });
      await same.getByLabel('Title of the source').fill('Minutes of March');
      await same.getByLabel('Source: title or id').fill('minutes');
      await same.getByLabel('Publisher of the source').fill('Town council');
      await same.getByLabel('Day the source was published').fill('2026-03');
      await same.getByLabel('What was said, retold').fill('Voted {Vote}.');
      await page.getByRole('button', { name: 'Look again' }).click();
      const answers = page.getByRole('group', { name: 'What the answers stand for' });
      await answers.waitFor();
      await seen('to-settle');
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('heading', { name: 'It cannot be imported yet' }).waitFor();
      await seen('refused');

      await answers.getByLabel('For').selectOption('Supports');
      await answers.getByLabel('Contra').selectOption('Opposes');
      await answers.getByLabel('away').selectOption('leave these rows out');
      await page.getByLabel('E. Moreau').selectOption('is Élise Moreau');
      await page.getByRole('group', { name: 'How days are written' }).getByLabel('Day it was said').fill('DD.MM.YYYY');
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('heading', { name: 'This would come of it' }).waitFor();
      await seen('tried');
      t.equal((await store.ids('position')).length, 0, 'nothing is written by a trial');
      await page.getByRole('button', { name: 'Import as drafts' }).click();
      await page.getByRole('heading', { name: 'Imported: votes.csv' }).waitFor();
      await seen('imported');
      await page.getByRole('link', { name: 'See what the public would get' }).click();
      await page.getByRole('rowheader', { name: 'Daniel Okoye' }).waitFor();
      t.strictSame(
        (await store.getMany('position', await store.ids('position')))
          .map(({ expert, question, option, saidOn, status }) => [expert, question, option, saidOn, status].join(' '))
          .toSorted(),
        [
          'daniel-okoye harbour support 2026-03-12 draft',
          'daniel-okoye weir-levy oppose 2026-03-11 draft',
          'élise-moreau weir-levy support 2026-03-11 draft',
        ],
      );

      await page.goto(`${service.origin}/desk/import`);
      await page.getByLabel('The table').setInputFiles({ ...file, name: 'survey.csv', buffer: Buffer.from(SURVEY) });
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByText('4 rows, 4 columns, which line 3 names').waitFor();
      t.equal(await columns.getByLabel('Build the bridge', { exact: true }).inputValue(), 'answers');
      t.equal(await columns.getByLabel('Comment').inputValue(), 'retold-beside');
      await columns.getByLabel('Title or id of the question in Close the ferry').fill('Should the ferry close?');
      await page.getByText('The mapping, as it is written').click();
      await seen('survey');
      await page.getByRole('button', { name: 'Look again' }).click();
      t.equal(await columns.getByLabel('Title or id of the question in Close').inputValue(), 'Should the ferry close?');
      t.strictSame(faults, []);
    });
});
