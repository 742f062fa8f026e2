import type { Test } from 'tap';
import type { ProposedCandidate } from '../../../src/core/capture/document.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Statement } from '../../../src/core/records/statement.ts';
import { idsOf } from '../../../src/core/writing/grounds.ts';
import type { CommitOptions } from '../../../src/core/writing/plan.ts';
import { redactWords } from '../../../src/services/change-log/redact.ts';
import { candidateOf, documentOf, drafting, TEXT } from '../../helpers/fixtures/documents.ts';
import { CLOCK, RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import { remove, rename, writeActs } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

export const COMMIT: CommitOptions = { actor: RECORDED.by, mayPublish: true, reason: 'Heard again.' };

/** What Ada is quoted with by The Post, and by nobody. */
const town = () =>
  story()
    .statement('tax', 'ada', { attribution: 'direct', quotes: ['a tax on islanders'] })
    .statement('boats', 'ada', { attribution: 'direct', quotes: ['We got one', 'We got one.'] })
    .statement('other', 'ada', { attribution: 'direct', quotes: ['Two boats.'] })
    .statement('retold', 'ada');

const placesOf = async (store: Store) => {
  const anchors = await store.documents.anchors(['tax', 'boats', 'other', 'retold', 'levy', 'new']);
  return Object.fromEntries(
    [...anchors]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { document, spans }]) => [id, [document, ...spans.map(({ start, end }) => TEXT.slice(start, end))]]),
  );
};

/** The statement says other words, or is of another source. */
async function change(store: Store, id: string, patch: Partial<Statement>): Promise<void> {
  const before = await store.get('statement', id);
  if (before === null) throw new Error(`there is no statement "${id}"`);
  await writeActs(store, COMMIT, { kind: 'statement', record: { ...before, ...patch }, expect: before.revision });
}

/** Asserts that it is refused, as this kind, in such words. */
export const fails = (t: Test, attempt: Promise<unknown>, kind: string, message: RegExp) =>
  t.rejects(attempt, { name: 'Failure', kind, message });

export const documentsContract: Contract = (t, open) => {
  t.test('texts are kept with what a commit writes, each once, or not at all', async (t) => {
    const store = await open(t);
    await tell(store, town().source('news'));
    const ids = idsOf({ kind: 'source', id: 'post' }, { kind: 'source', id: 'news' });
    const texts = () => [documentOf('post'), documentOf('news', { rights: 'own', keepUntil: '2030' })];
    const keeping = { ids, plan: () => [], texts };
    const broken = () => Promise.reject(new Error('the table ends here'));
    async function* parts() {
      yield keeping;
      yield await broken();
    }
    await t.rejects(store.write(COMMIT, parts()), { message: 'the table ends here' });
    t.strictSame(await store.documents.list({ limit: 9 }), []);
    const trial = await store.write({ ...COMMIT, dryRun: true }, [keeping]);
    t.match(trial.report.texts, { kept: 2, known: 0, untied: ['other'] });
    t.strictSame(await store.documents.list({ limit: 9 }), []);
    const revision = await store.revision();
    t.match((await store.write(COMMIT, [keeping])).report.texts, { kept: 2, known: 0, untied: ['other'] });
    t.strictSame(await placesOf(store), {
      ...{ boats: ['1', 'We got one', 'We got one.'], tax: ['1', 'a tax on islanders'] },
    });
    t.match(await store.documents.get('2'), { source: 'news', rights: 'own', keepUntil: '2030', addedBy: 'Ida' });
    t.match((await store.write(COMMIT, [keeping])).report.texts, { kept: 0, known: 2, untied: [] });
    t.equal(await store.revision(), revision);
  });

  t.test('words that were found in a text that comes need not be in the one before', async (t) => {
    const store = await open(t);
    await tell(store, town());
    await store.documents.add(documentOf('post'), []);
    const before = await store.get('statement', 'tax');
    if (before === null) throw new Error('there is no such statement');
    const record = { ...before, quotes: ['Three boats!'] };
    const part = {
      ids: idsOf({ kind: 'statement', id: 'tax' }, { kind: 'source', id: 'post' }, { kind: 'expert', id: 'ada' }),
      plan: () => [{ kind: 'statement', record, expect: before.revision } as const],
    };
    await fails(t, store.write(COMMIT, [part]), 'quote-not-in-text', /tax/);
    const text = `${TEXT} Three boats!`;
    const texts = () => [documentOf('post', { text })];
    const applied = await store.write(COMMIT, [{ ...part, texts, located: new Set(['tax']) }]);
    t.match(applied.report.texts, { kept: 1, known: 0, untied: ['other'] });
    const { document, spans = [] } = (await store.documents.anchors(['tax'])).get('tax') ?? {};
    t.strictSame([document, ...spans.map(({ start, end }) => text.slice(start, end))], ['2', 'Three boats!']);
  });

  t.test('a text is kept with what is proposed in it, numbered in the order of coming, and once', async (t) => {
    const store = await open(t);
    await tell(store, town().source('news'));
    const { documents } = store;
    const proposed = [candidateOf(4), candidateOf(9, { speakerName: 'Ben “B” O’Neil' })];
    const { document } = await documents.add(documentOf('post'), proposed);
    t.match(document, {
      ...{ id: '1', source: 'post', length: TEXT.length, replaces: null, keepUntil: null, addedBy: 'Ida' },
      ...{ addedAt: RECORDED.at, textRemovedAt: null, candidates: { open: 2, accepted: 0, rejected: 0 } },
    });
    t.strictSame(await documents.get('1'), document);
    t.equal(await documents.text('1'), TEXT);
    const [first, second] = await documents.candidates('1');
    t.strictSame(first, {
      ...{ id: '1', document: '1', ...proposed[0], state: 'open', statement: null, reason: null },
      ...{ decidedBy: null, decidedAt: null, revision: 1 },
    });
    t.strictSame(await documents.candidate('2'), second);
    await fails(t, documents.add(documentOf('post'), proposed), 'conflict', /document "1" of the source "post" has/);
    const next = await documents.add(documentOf('post', { text: `${TEXT} More.` }), []);
    t.match(next.document, { id: '2', replaces: '1' });
    t.match((await documents.add(documentOf('news'), [candidateOf(1)])).document, { id: '3', replaces: null });
    t.strictSame(
      (await documents.candidates('3')).map(({ id }) => id),
      ['3'],
    );
    const listed = async (page: Parameters<typeof documents.list>[0]) =>
      (await documents.list(page)).map((it) => it.id);
    t.strictSame(await listed({ limit: 2 }), ['3', '2']);
    t.strictSame(await listed({ limit: 2, before: '2' }), ['1']);
    for (const id of ['9', '0', 'x', '1 ']) {
      t.equal(await documents.get(id), null);
      t.equal(await documents.text(id), null);
      t.equal(await documents.candidate(id), null);
      t.strictSame(await documents.candidates(id), []);
      t.equal(await documents.removeText(id, 'Ida'), null);
    }
    await t.rejects(documents.add(documentOf('nowhere'), []), { name: 'Failure', kind: 'stale' });
    t.equal((await documents.list({ limit: 9 })).length, 3);
  });

  t.test('a text that comes ties the statements that it holds, and says which it does not', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { untied } = await store.documents.add(documentOf('post'), []);
    t.strictSame(untied, ['other']);
    t.strictSame(await placesOf(store), {
      tax: ['1', 'a tax on islanders'],
      boats: ['1', 'We got one', 'We got one.'],
    });
    t.strictSame(await store.check(), []);
  });

  t.test('whoever writes a statement quotes the text of its source, or nothing is written', async (t) => {
    const store = await open(t);
    await tell(store, town().source('news'));
    await store.documents.add(documentOf('post'), []);
    const revision = await store.revision();
    const wrong = change(store, 'tax', { quotes: ['a tax on the islanders'] });
    await fails(t, wrong, 'quote-not-in-text', /the statement "tax": .* is not in the text/);
    const both = town()
      .statement('new', 'ada', { attribution: 'direct', quotes: ['Nowhere.'] })
      .expert('eve');
    await t.rejects(tell(store, both), { name: 'Failure', kind: 'quote-not-in-text' });
    t.equal(await store.revision(), revision);
    t.equal(await store.get('expert', 'eve'), null);
    await change(store, 'tax', { quotes: ['on islanders'] });
    await change(store, 'boats', { quotes: [], attribution: 'paraphrase', paraphrase: 'One boat came.' });
    t.strictSame(await placesOf(store), { tax: ['1', 'on islanders'] });
    await change(store, 'other', { paraphrase: 'So it was said.', attribution: 'mixed' });
    await change(store, 'tax', { source: 'news', sources: ['news'] });
    t.strictSame(
      await placesOf(store),
      {},
      'words that were not touched are no new claim; of the other source there is no text',
    );
    await fails(t, change(store, 'other', { quotes: ['Three boats.'] }), 'quote-not-in-text', /"other"/);
    t.strictSame(await store.check(), []);
  });

  t.test('what is removed, or called otherwise, takes its place along', async (t) => {
    const store = await open(t);
    await tell(store, town().source('news'));
    await store.documents.add(documentOf('post'), [candidateOf(4), candidateOf(9)]);
    const accepted = { state: 'accepted', statement: 'tax', by: 'Ida' } as const;
    await store.documents.change('1', 1, accepted);
    const at = async (id: string) => (await store.get('statement', id))?.revision ?? 0;
    await rename(store, 'statement', 'tax', 'levy', await at('tax'), COMMIT);
    t.match(await store.documents.candidate('1'), { statement: 'levy', revision: 2 });
    await remove(store, 'statement', 'boats', await at('boats'), COMMIT);
    t.strictSame(await placesOf(store), { levy: ['1', 'a tax on islanders'] });
    const source = (await store.get('source', 'post'))?.revision ?? 0;
    await rename(store, 'source', 'post', 'harbour-post', source, COMMIT);
    t.equal((await store.documents.get('1'))?.source, 'harbour-post');
    t.strictSame(await placesOf(store), { levy: ['1', 'a tax on islanders'] });
    t.strictSame(await store.check(), []);
  });

  t.test('a source that has texts stays, and gives them to the one that it is merged into', async (t) => {
    const store = await open(t);
    await tell(store, town().source('twin').source('bare'));
    const { documents } = store;
    await documents.add(documentOf('post'), [candidateOf(4)]);
    await documents.add(documentOf('post', { text: `${TEXT} More.` }), []);
    await documents.add(documentOf('twin'), [candidateOf(4), candidateOf(9)]);
    const expect = async (id: string) => (await store.get('source', id))?.revision ?? 0;
    await fails(t, remove(store, 'source', 'twin', await expect('twin'), COMMIT), 'conflict', /has the document "3"/);
    const merger = { act: 'merge', kind: 'source', id: 'post', into: 'twin', expect: await expect('post') } as const;
    await writeActs(store, COMMIT, merger);
    t.equal(await documents.get('1'), null, 'of one text there is one');
    t.match(await documents.get('2'), { source: 'twin', replaces: '3' });
    t.equal((await documents.candidates('3')).length, 3);
    t.strictSame(Object.keys(await placesOf(store)).sort(), ['boats', 'tax']);
    await remove(store, 'source', 'bare', await expect('bare'), COMMIT);
    t.strictSame(await store.check(), []);
  });

  t.test('a text that was taken out is gone, and refuses nothing; what is over goes when the next comes', async (t) => {
    let now = CLOCK.now();
    const store = await open(t, { now: () => now });
    await tell(store, town().source('news'));
    const { documents } = store;
    await documents.add(documentOf('post'), []);
    const without = await documents.removeText('1', 'Pia');
    t.match(without, { textRemovedBy: 'Pia', textRemovedAt: RECORDED.at, length: TEXT.length });
    t.strictSame(await documents.removeText('1', 'Ida'), without, 'it stays so');
    t.equal(await documents.text('1'), null);
    await fails(t, documents.add(documentOf('post'), []), 'conflict', /had this text, which was taken out/);
    await change(store, 'tax', { quotes: ['Not in it.'] });
    await documents.add(documentOf('news', { keepUntil: '2024-07' }), []);
    await fails(t, change(store, 'other', { source: 'news', sources: ['news'] }), 'quote-not-in-text', /"other"/);
    now = new Date('2024-07-31T23:00:00Z');
    t.equal(await documents.text('2'), TEXT, 'its last day is not over');
    now = new Date('2024-08-01T00:00:00Z');
    t.equal(await documents.text('2'), null);
    await change(store, 'other', { source: 'news', sources: ['news'] });
    t.equal((await documents.get('2'))?.textRemovedAt, null);
    await documents.add(documentOf('news', { text: `${TEXT} More.` }), []);
    t.match(await documents.get('2'), { textRemovedBy: 'keepUntil', textRemovedAt: now.toISOString() });
    t.strictSame(await store.check(), []);
  });

  t.test('redaction takes out the texts that hold the words, and never fails because of one', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { documents } = store;
    await documents.add(documentOf('post', { text: `${TEXT} Older.`, filename: 'islanders.txt' }), []);
    await documents.add(documentOf('post', { text: 'We got one. Two boats.' }), [
      candidateOf(4, { speakerName: 'Ada of the islanders' }),
    ]);
    const [kept = { id: '' }] = await documents.candidates('2');
    const keys: string[] = [];
    for (const summary of ['A tax on the "islanders".', 'On ferries.']) {
      const { key } = await store.keys.create({
        name: 'Ida',
        scopes: ['write'],
        createdBy: 'a tester',
        expiresAt: null,
      });
      await documents.keepDecision({ candidate: kept.id, key: key.id, expect: 0, fields: { summary } });
      keys.push(key.id);
    }
    const redact = (dryRun: boolean) =>
      redactWords(store, RECORDED.caller, {
        ...{ words: 'islanders', digest: 'f'.repeat(64), ids: false, reason: 'A court.', dryRun },
      });
    t.equal((await redact(true)).others, (await redact(false)).others);
    t.match(await documents.get('1'), { textRemovedBy: 'redaction', filename: /redacted/ });
    t.equal(await documents.text('1'), null);
    t.equal(await documents.text('2'), 'We got one. Two boats.');
    t.match(await documents.candidates('2'), [{ speakerName: /^Ada of the \[redacted/ }]);
    const left = await Promise.all(keys.map((key) => documents.keptDecision(kept.id, key)));
    t.match(left, [null, { fields: { summary: 'On ferries.' } }], 'whoever kept the words chooses again');
    t.match((await store.get('statement', 'tax'))?.quotes, [/redacted/]);
    t.strictSame(Object.keys(await placesOf(store)).sort(), ['boats', 'other']);
    t.strictSame(await store.check(), []);
  });

  t.test('a candidate is changed by whoever saw it last, and what is known is not proposed again', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { documents } = store;
    await documents.add(documentOf('post'), [candidateOf(4)]);
    t.match(await documents.propose('1', candidateOf(9)), { id: '2', document: '1', state: 'open', revision: 1 });
    const isKnown = (a: ProposedCandidate, there: readonly ProposedCandidate[]) =>
      there.some((b) => a.quotes[0]?.start === b.quotes[0]?.start);
    const proposed = await documents.proposeNew('1', [candidateOf(9), candidateOf(12)], isKnown);
    t.match(proposed, [{ id: '3', quotes: [{ start: 12 }] }]);
    t.equal(proposed.length, 1);
    t.match(await documents.change('1', 1, { proposed: candidateOf(5) }), { revision: 2, quotes: [{ start: 5 }] });
    const rejected = { state: 'rejected', reason: 'Not said.', by: 'Ida' } as const;
    await fails(t, documents.change('1', 1, rejected), 'stale', /is at revision 2/);
    await fails(t, documents.change('9', 1, rejected), 'not-found', /candidate "9"/);
    t.match(await documents.change('1', 2, rejected), { state: 'rejected', reason: 'Not said.', decidedBy: 'Ida' });
    t.match(await documents.change('1', 3, { state: 'open' }), { state: 'open', decidedBy: null, decidedAt: null });
    await documents.change('2', 1, rejected);
    const ids = async (...states: ('open' | 'rejected')[]) =>
      (await documents.candidates('1', states)).map((it) => it.id);
    t.strictSame(await ids('rejected'), ['2']);
    t.strictSame(await ids('open'), ['1', '3']);
    t.strictSame((await documents.get('1'))?.candidates, { open: 2, accepted: 0, rejected: 1 });
  });

  t.test('that a model was asked is kept, with what it proposed that was not known', async (t) => {
    let now = new Date('2026-03-05T09:00:00.000Z');
    const store = await open(t, { ...CLOCK, now: () => now });
    await tell(store, town());
    const { documents } = store;
    await documents.add(documentOf('post'), [candidateOf(4)]);
    const isKnown = (a: ProposedCandidate, there: readonly ProposedCandidate[]) =>
      there.some((b) => a.quotes[0]?.start === b.quotes[0]?.start);
    const origin = { kind: 'model', name: 'llama, prompt 1' } as const;
    const drafted = [4, 9, 9, 12].map((start) => ({
      candidate: candidateOf(start, { origin }),
      answer: start === 12 ? null : { question: 'toll', option: 'oppose' },
    }));
    const { drafting: kept, candidates } = await documents.addDrafting(drafting({ received: 5 }), drafted, isKnown);
    t.match(candidates, [
      { id: '2', origin, quotes: [{ start: 9 }] },
      { id: '3', origin, quotes: [{ start: 12 }] },
    ]);
    const dropped = [
      { why: 'not-in-text', count: 1 },
      { why: 'known', count: 2 },
    ];
    t.strictSame(kept, {
      ...drafting({ received: 5, dropped: dropped as [] }),
      id: '1',
      proposed: 2,
      askedAt: now.toISOString(),
    });
    t.strictSame([...(await documents.machineAnswers('1'))], [['2', { question: 'toll', option: 'oppose' }]]);
    now = new Date('2026-03-06T09:00:00.000Z');
    await documents.addDrafting(
      drafting({ failure: 'It answered 500.', tokens: { sent: 1, received: 2 } }),
      [],
      isKnown,
    );
    t.match(await documents.draftings('1'), [{ id: '2', failure: 'It answered 500.', tokens: { sent: 1 } }, kept]);
    t.strictSame(await documents.draftings('2'), []);
    t.equal((await documents.machineAnswers('2')).size, 0);
    const counts = ['2026-03-05T00:00:00.000Z', '2026-03-06T00:00:00.000Z', '2026-03-07'].map((at) =>
      documents.countDraftings(at),
    );
    t.strictSame(await Promise.all(counts), [2, 1, 0]);
  });

  t.test('some are changed and others proposed, all or nothing', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { documents } = store;
    await documents.add(documentOf('post'), [candidateOf(4), candidateOf(9)]);
    const cut = (expect: number) => ({ id: '1', expect, change: { proposed: candidateOf(5) } });
    const aside = { id: '2', expect: 2, change: { state: 'rejected', reason: null, by: 'Ida' } } as const;
    await fails(t, documents.rework('1', [cut(1), aside], [candidateOf(12)]), 'stale', /candidate "2"/);
    t.match(await documents.candidates('1'), [
      { revision: 1, quotes: [{ start: 4 }] },
      { revision: 1, state: 'open' },
    ]);
    const proposed = await documents.rework('1', [cut(1), { ...aside, expect: 1 }], [candidateOf(12)]);
    t.match(proposed, [{ id: '3', state: 'open', quotes: [{ start: 12 }] }]);
    t.match(await documents.candidates('1'), [{ quotes: [{ start: 5 }] }, { state: 'rejected' }, { id: '3' }]);
  });

  t.test('what somebody has not decided yet is kept for them alone, and is not written over unseen', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { documents, keys } = store;
    await documents.add(documentOf('post'), [candidateOf(4)]);
    const before = await store.revision();
    const made = { scopes: ['write'], createdBy: 'a tester', expiresAt: null } as const;
    const keyOf = async (name: string) => (await keys.create({ ...made, scopes: ['write'], name })).key.id;
    const [ida, bo] = [await keyOf('Ida'), await keyOf('Bo')];
    const keep = (key: string, expect: number, fields: { readonly [name: string]: string }) =>
      documents.keepDecision({ candidate: '1', key, expect, fields });
    t.equal(await documents.keptDecision('1', ida), null);
    const first = { revision: 1, at: RECORDED.at, fields: { answer: 'toll oppose', summary: 'Ärger 🚢' } };
    t.strictSame(await keep(ida, 0, { summary: 'Ärger 🚢', answer: 'toll oppose' }), first);
    t.strictSame(await keep(ida, 0, first.fields), first, 'the same again is the same, and no stale tab');
    await fails(t, keep(ida, 0, { summary: 'Other.' }), 'stale', /revision 1/);
    t.match(await keep(ida, 1, { summary: 'Other.' }), { revision: 2, fields: { summary: 'Other.' } });
    t.strictSame((await documents.keptDecision('1', ida))?.fields, { summary: 'Other.' });
    t.equal(await documents.keptDecision('1', bo), null, 'nobody else sees it');
    await keep(bo, 0, { summary: 'Of Bo.' });
    t.strictSame((await documents.keptDecision('1', ida))?.fields, { summary: 'Other.' });
    t.equal(await documents.keptDecision('9', ida), null);
    t.equal(await store.revision(), before, 'no record, no entry of the log');
  });

  t.test('a commit decides on its candidate with all that it writes, or on nothing', async (t) => {
    const store = await open(t);
    await tell(store, town());
    await store.documents.add(documentOf('post'), [candidateOf(4), candidateOf(9)]);
    const known = await store.get('statement', 'tax');
    if (known === null) throw new Error('it was told');
    const accept = (id: string, statement: string, quotes: string[], expect = 1) =>
      writeActs(
        store,
        { ...COMMIT, candidate: { id, expect, change: { state: 'accepted', statement, by: 'Ida' } } },
        { kind: 'statement', record: { ...known, id: statement, quotes, status: 'draft' }, expect: 'absent' },
      );
    const revision = await store.revision();
    await fails(t, accept('1', 'new', ['Nowhere.']), 'quote-not-in-text', /"new"/);
    await fails(t, accept('1', 'new', ['a tax'], 2), 'stale', /is at revision 1/);
    t.match(await store.documents.candidate('1'), { state: 'open', revision: 1 });
    t.equal(await store.revision(), revision);
    // At once, and of one candidate twice.
    const outcomes = await Promise.allSettled([
      accept('1', 'new', ['a tax']),
      accept('1', 'late', ['a tax']),
      accept('2', 'next', ['Nowhere.']),
      tell(store, town().expert('eve')),
    ]);
    t.strictSame(
      outcomes.map((it) => (it.status === 'rejected' ? it.reason.kind : 'done')),
      ['done', 'stale', 'quote-not-in-text', 'done'],
    );
    t.match(await store.documents.candidate('1'), {
      state: 'accepted',
      statement: 'new',
      decidedBy: 'Ida',
      revision: 2,
    });
    t.match(await store.documents.candidate('2'), { state: 'open', revision: 1 });
    t.strictSame((await placesOf(store)).new, ['1', 'a tax']);
    t.equal(await store.get('statement', 'late'), null);
    t.strictSame(await store.check(), []);
  });
};
