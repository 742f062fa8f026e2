/** The texts of a project of a program for qualitative analysis: kept as documents, in which its quotes have their places. */
import t from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { faultsOf, importText } from '../../helpers/fixtures/coded.ts';
import {
  HEARING_TEXT,
  projectFile,
  QDA_MAPPING,
  type QdaProject,
  WEIR_PROJECT,
} from '../../helpers/fixtures/qda-project.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const bring = (store: Store, project: QdaProject = WEIR_PROJECT, more: { mapping?: object; dryRun?: boolean } = {}) =>
  importText(store, projectFile(project), {
    ...{ format: 'qdpx', mapping: { ...QDA_MAPPING, ...more.mapping }, dryRun: more.dryRun ?? false },
  });

const documentsOf = (store: Store) => store.documents.list({ limit: 9 });

/** Of each statement with quotes: the words at its places in the text of its document. */
async function wordsAtPlaces(store: Store): Promise<string[]> {
  const { items } = await store.list('statement', {}, { limit: 9 });
  const anchors = await store.documents.anchors(items.map(({ id }) => id));
  const found = items.map(async ({ id, quotes }) => {
    const { document = '', spans = [] } = anchors.get(id) ?? {};
    const text = (await store.documents.text(document)) ?? '';
    const words = spans.map(({ start, end }) => text.slice(start, end));
    return `${quotes.join('|')} = ${words.join('|')}`;
  });
  return (await Promise.all(found)).sort();
}

const TIED = [
  'Build the weir. = Build the weir.',
  'Not another bill. = Not another bill.',
  'We will, and must, pay. = We will, and must, pay.',
];

t.test('each source has its text, private, and each quote its place in it, whoever coded it', async (t) => {
  const store = await storeOf(t, story());
  const { report } = await bring(store);
  t.match(report, { position: { created: 4 }, statement: { created: 3 }, texts: { kept: 2, known: 0, untied: [] } });
  t.match(await documentsOf(store), [
    { source: 'minutes', rights: 'none', keepUntil: null, format: 'refi-qda', filename: 'Minutes', replaces: null },
    { source: 'hearing', language: 'und', addedBy: RECORDED.by, candidates: { open: 0, accepted: 0 } },
  ]);
  t.equal(await store.documents.text('1'), '🚢 Moreau: We will, and must, pay.\nOkoye: Not another bill.');
  t.equal(await store.documents.text('2'), 'The council met.\n\nMoreau: Build the weir.');
  t.strictSame(await wordsAtPlaces(store), TIED);
});

t.test('the same project again makes nothing twice; a trial keeps nothing', async (t) => {
  const store = await storeOf(t, story());
  const tried = await bring(store, WEIR_PROJECT, { dryRun: true });
  t.match(tried.report.texts, { kept: 2, known: 0 });
  t.strictSame(await documentsOf(store), []);
  await bring(store);
  const revision = await store.revision();
  const { report } = await bring(store);
  t.match(report, { position: { created: 0, updated: 0 }, texts: { kept: 0, known: 2, untied: [] } });
  t.equal(await store.revision(), revision);
  t.equal((await documentsOf(store)).length, 2);
});

t.test('a text that was taken out does not come back', async (t) => {
  const store = await storeOf(t, story());
  await bring(store);
  await store.documents.removeText('1', 'Ida');
  t.match((await bring(store)).report.texts, { kept: 0, known: 2 });
  t.equal(await store.documents.text('1'), null);
});

t.test('a text that has changed takes the place of the one before, and new words need be in it only', async (t) => {
  const store = await storeOf(t, story());
  await bring(store);
  const hearing = `${HEARING_TEXT} Never.`;
  const more = { words: 'Never.', by: 'Bob', code: 'Against it', who: 'Daniel Okoye' } as const;
  const { report } = await bring(store, { ...WEIR_PROJECT, hearing, inHearing: [...WEIR_PROJECT.inHearing, more] });
  t.match(report, { position: { created: 1 }, texts: { kept: 1, known: 1, untied: [] } });
  t.match(await documentsOf(store), [{ id: '3', replaces: '1' }, { id: '2' }, { id: '1' }]);
  t.strictSame(await wordsAtPlaces(store), [TIED[0], 'Never. = Never.', ...TIED.slice(1)]);
});

t.test('statements on record whose quotes are not in the text are named', async (t) => {
  const store = await storeOf(
    t,
    story().source('hearing', { title: 'Hearing', publisher: 'Town council of Brackwater', publishedOn: '2026-03-11' }),
  );
  await importText(store, 'expert,question,option,quote,source\nDaniel Okoye,Weir levy,oppose,No!,hearing\n');
  const [{ id = '' } = {}] = (await store.list('statement', {}, { limit: 1 })).items;
  t.match((await bring(store)).report.texts, { kept: 2, untied: [id] });
});

t.test('texts that the mapping calls one source are one document, in their order', async (t) => {
  const store = await storeOf(t, story());
  const columns = { ...QDA_MAPPING.columns, source: 'weir', source_title: 'The weir', venue: '{source}' };
  t.match((await bring(store, WEIR_PROJECT, { mapping: { columns } })).report.texts, { kept: 1, untied: [] });
  t.match(await documentsOf(store), [{ source: 'weir', filename: null }]);
  t.match(await store.documents.text('1'), /^🚢 Moreau: .* bill\.\n\nThe council met\./s);
  t.strictSame(await wordsAtPlaces(store), TIED);
});

t.test('the mapping says by which right they are kept and until when, or that none is', async (t) => {
  const store = await storeOf(t, story());
  await bring(store, WEIR_PROJECT, { mapping: { texts: { rights: 'own', keepUntil: '2030' } } });
  t.match(await documentsOf(store), [{ rights: 'own', keepUntil: '2030' }, { rights: 'own' }]);
  const other = await storeOf(t, story());
  t.equal((await bring(other, WEIR_PROJECT, { mapping: { texts: 'none' } })).report.texts, undefined);
  t.strictSame(await documentsOf(other), []);
});

t.test('a quote that is not in the text as it stands there is a fault, with the nearest words', async (t) => {
  const store = await storeOf(t, story());
  const columns = { ...QDA_MAPPING.columns, quote: '{quote}', note: '{note?}' };
  const mapping = { ...QDA_MAPPING, columns, lower: ['quote'] };
  const faults = await faultsOf(store, projectFile(WEIR_PROJECT), { format: 'qdpx', mapping });
  t.match(
    faults.find((fault) => fault.includes('“e will')) ?? faults.join('\n'),
    /quote is not in the text: nearest is/,
  );
  t.match(faults[0], /that of "Hearing".*"texts: none"/);
  t.strictSame(await documentsOf(store), []);
});

t.test('a text that cannot be kept is a fault that says why, unless none is to be', async (t) => {
  const store = await storeOf(t, story());
  const project = { ...WEIR_PROJECT, minutes: `${WEIR_PROJECT.minutes}Turned\u202eround.` };
  const told = await faultsOf(store, projectFile(project), { format: 'qdpx', mapping: QDA_MAPPING });
  t.match(told, [/holds a text, "Minutes", that cannot be kept: .*line 4.*U\+202E.*"texts: none"/]);
  t.match((await bring(store, project, { mapping: { texts: 'none' } })).report, { position: { created: 4 } });
});

t.test('a table that brings no text has no words but those of the text that there is', async (t) => {
  const store = await storeOf(t, story());
  await bring(store);
  const csv = 'expert,question,option,quote,source\nDaniel Okoye,Weir levy,oppose,Not here.,hearing\n';
  await t.rejects(importText(store, csv, { reason: 'Heard again.' }), {
    ...{ name: 'Failure', kind: 'quote-not-in-text', message: /daniel-okoye/ },
  });
});
