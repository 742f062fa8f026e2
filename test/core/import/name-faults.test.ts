import t from 'tap';
import { nameFaults, optionFaults } from '../../../src/core/import/name-faults.ts';
import { toExpert } from '../../../src/core/records/expert.ts';
import { toScale } from '../../../src/core/records/scale.ts';

const HIDDEN = 'Blue\u200b';
const fieldsOf = (faults: readonly { readonly field: string }[]) => faults.map(({ field }) => field);

t.test('every name and label of a record is looked at, and the fault says which', async (t) => {
  const expert = {
    ...{ id: 'kos', name: HIDDEN, sortName: HIDDEN, aliases: ['Ana', HIDDEN] },
    affiliations: [{ organization: HIDDEN, role: HIDDEN }],
    links: [{ label: HIDDEN, url: 'https://example.org/' }],
  };
  t.strictSame(fieldsOf(nameFaults('expert', expert, undefined)), [
    ...['name', 'sortName', 'aliases/1', 'affiliations/0/organization', 'affiliations/0/role', 'links/0/label'],
  ]);
  const head = { id: 'q', title: HIDDEN, proposition: HIDDEN, codingRule: HIDDEN };
  t.strictSame(fieldsOf(nameFaults('question', { ...head, topics: [HIDDEN], aliases: [HIDDEN] }, undefined)), [
    ...['title', 'topics/0', 'aliases/0'],
  ]);
  const source = { id: 's', title: HIDDEN, publisher: HIDDEN, publishedOn: '2024', language: 'en', note: HIDDEN };
  t.strictSame(fieldsOf(nameFaults('source', source, undefined)), ['title', 'publisher']);
  const option = { id: 'yes', label: HIDDEN, value: 1 };
  t.strictSame(fieldsOf(nameFaults('scale', { id: 'v', label: HIDDEN, options: [option] }, undefined)), [
    ...['label', 'options/0/label'],
  ]);
});

t.test('quotes and other free text keep all their characters', async (t) => {
  const statement = {
    ...{ id: 's', expert: 'kos', source: 'm', attribution: 'direct' as const, quotes: ['Not\u202e now\u200b'] },
    ...{ paraphrase: HIDDEN, venue: HIDDEN, reportedBy: HIDDEN, capacity: HIDDEN },
    translations: [{ language: 'de', text: HIDDEN, by: HIDDEN }],
  };
  t.strictSame(fieldsOf(nameFaults('statement', statement, undefined)), [
    ...['venue', 'reportedBy', 'capacity', 'translations/0/by'],
  ]);
});

t.test('ids and names that are stored stay, new ones beside them are looked at', async (t) => {
  const stored = toExpert({ id: 'кirby', name: HIDDEN, aliases: [HIDDEN] });
  t.strictSame(nameFaults('expert', { id: 'кirby', name: HIDDEN, aliases: [HIDDEN, 'Kirby'] }, stored), []);
  t.strictSame(fieldsOf(nameFaults('expert', { id: 'кirby', name: `${HIDDEN}x` }, stored)), ['name']);
  t.match(nameFaults('expert', { id: 'кirby', name: 'Kirby' }, undefined), [
    { field: 'id', message: /"кirby" mixes scripts: in "кirby", "к" \(U\+043A\) is Cyrillic/ },
  ]);
});

t.test('a new option of a scale is looked at, a stored one stays', async (t) => {
  const option = (id: string) => ({ id, label: 'Yes', value: 1 });
  const scale = { id: 'vote', label: 'Vote', options: [option('yеs'), option('nо')] };
  t.strictSame(fieldsOf(optionFaults(scale, undefined)), ['options/0/id', 'options/1/id']);
  t.strictSame(fieldsOf(optionFaults(scale, toScale({ ...scale, options: [option('yеs')] }))), ['options/1/id']);
});
