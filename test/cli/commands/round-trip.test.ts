/** What was exported and imported into an empty store is the same store, but for its log. */

import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import t, { type Test } from 'tap';
import { importFiles } from '../../../src/cli/input/import-files.ts';
import { BUNDLE_TEXTS, type BundleTextFormat } from '../../../src/cli/output/bundle-text.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { dnaToBundle } from '../../../src/intake/dna/bundle.ts';
import { readDna } from '../../../src/intake/dna/read.ts';
import { DnaFile } from '../../helpers/fixtures/dna-file.ts';
import { readSeed } from '../../helpers/fixtures/seed.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { serviceOver, storeWith } from '../../helpers/service/service.ts';
import { exportedText } from '../../helpers/store/exported.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const FORMATS = Object.keys(BUNDLE_TEXTS) as BundleTextFormat[];
const DAYS = ['2005-02-02', '2024-06-01', '2024-06-12', '2024-06', '2024-10-23', '2024', '2030-01-01'];

/** A store with something of everything, which has been edited since. */
async function written(t: Test): Promise<Store> {
  const dna = new DnaFile(t);
  dna.statement(dna.document('Build it\fnow. 🌉', { on: '2005-02-01' }), [0, 12], {
    person: 'Ada Lind',
    organization: 'Port',
    concept: 'Bridge',
    agreement: 1,
  });
  const store = await storeWith(t, [readSeed(), dnaToBundle('talks.dna', readDna(dna.path)).bundle]);
  await tell(
    store,
    everything()
      .question('bridge', { title: 'Bridge', scale: 'agree-disagree' })
      .position('ada-bridge', {
        expert: 'ada',
        question: 'ferry',
        option: 'support',
        statements: ['ada-said'],
        status: 'draft',
      }),
  );
  await tell(
    store,
    story()
      .statement('vote', 'eve', { attribution: 'record', paraphrase: 'Voted aye.', saidOn: '2024-06-10' })
      .position('vote', { expert: 'eve', question: 'ferry', option: 'support', statements: ['vote'] })
      .says('eve', 'ferry', 'oppose', { on: '2024-06-10', quote: 'Never' }),
  );
  await tell(store, story().source('post', { publishedOn: '2024-06-29' }));
  const { revision = 0 } = (await store.get('expert', 'eve')) ?? {};
  await rename(store, 'expert', 'eve', 'eva', revision, { actor: 'desk', mayPublish: true, reason: 'Her name.' });
  return store;
}

async function copied(t: Test, store: Store, format: BundleTextFormat): Promise<Store> {
  const copy = storeInMemory({ now: () => new Date('2031-01-01T00:00:00Z') });
  t.teardown(() => copy.close());
  await importFiles(
    copy,
    ['-'],
    { by: 'somebody else' },
    {
      stdin: Readable.from([Buffer.from(await exportedText(store, format))]),
      now: () => new Date('2031-01-01T00:00:00Z'),
    },
  );
  return copy;
}

const OF_THE_LOG = /"revision":\d+|"correctedOn":(null|"[\d-]+")/g;

const withoutCorrections = (csv: string): string =>
  JSON.stringify(
    parse(csv, { columns: true, bom: true }).map((row) => ({
      ...(row as object),
      corrected_on: undefined,
      corrections: undefined,
    })),
  );

/** What a service says of the store on several days, but for revisions and corrections, which are the log's. */
async function answers(t: Test, store: Store): Promise<string[]> {
  const app = await serviceOver(t, store);
  const urls = ['', ...DAYS.map((day) => `&asOf=${day}`)].flatMap((day) =>
    ['latest', 'all'].flatMap((rule) => [
      `/v1/matrix.csv?include=statements&rule=${rule}${day}`,
      `/v1/matrix?include=statements&rule=${rule}${day}`,
      `/v1/agreement.csv?rule=${rule}${day}`,
    ]),
  );
  return Promise.all(
    [...urls, '/v1/network.csv', '/v1/network.csv?actor=organization'].map(async (url) => {
      const { statusCode, body } = await app.inject(url);
      t.equal(statusCode, 200, `${url} ${body.slice(0, 200)}`);
      return `${url}\n${url.startsWith('/v1/matrix.csv') ? withoutCorrections(body) : body.replaceAll(OF_THE_LOG, '')}`;
    }),
  );
}

t.test('exported, imported and exported again, it is the same bytes, from every format in every format', async (t) => {
  const store = await written(t);
  for (const format of FORMATS) {
    const copy = await copied(t, store, format);
    for (const again of FORMATS)
      t.equal(await exportedText(copy, again), await exportedText(store, again), `${format}, then ${again}`);
    t.strictSame(await copy.check(), []);
  }
});

t.test('matrices and agreement are the same bytes on any day', async (t) => {
  const store = await written(t);
  const wanted = await answers(t, store);
  for (const format of FORMATS) {
    const got = await answers(t, await copied(t, store, format));
    t.strictSame(
      got.filter((answer, at) => answer !== wanted[at]).map((answer) => answer.slice(0, 200)),
      [],
      format,
    );
  }
});

t.test('the log does not come along, nor ids that were given up', async (t) => {
  const store = await written(t);
  const copy = await copied(t, store, 'ndjson');
  t.ok((await store.redirects('expert', ['eve'])).has('eve'));
  t.notOk((await copy.redirects('expert', ['eve'])).has('eve'));
  t.ok((await copy.revision()) < (await store.revision()));
});

t.test('imported into the store it came from, it changes nothing', async (t) => {
  const store = await written(t);
  const revision = await store.revision();
  for (const format of FORMATS) {
    const text = await exportedText(store, format);
    await importFiles(
      store,
      ['-'],
      { by: 'desk' },
      { stdin: Readable.from([Buffer.from(text)]), now: () => new Date() },
    );
    t.equal(await store.revision(), revision, format);
  }
});
