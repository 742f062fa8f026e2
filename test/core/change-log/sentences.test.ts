import t from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';
import {
  differenceWords,
  fieldWords,
  type Names,
  sentenceOf,
  valueWords,
} from '../../../src/core/change-log/sentences.ts';

const NAMES: Names = {
  expert: () => 'Mike Turner',
  question: () => 'Red line',
  option: (_question, option) => ({ support: 'Supports', oppose: 'Opposes' })[option] ?? option,
};

type Details = Partial<Change> & Pick<Change, 'action' | 'entity'>;

const change = (details: Details): Change => ({
  ...{ seq: 1, at: '2024-07-01T09:00:00Z', actor: 'a tester', id: 'it', reason: null, before: null, after: null },
  ...details,
});

const position = (status: string, details: object = {}) => ({
  ...{ id: 'p', expert: 'turner', question: 'red-line', option: 'support', summary: 'Yes.', status },
  ...details,
});

t.test('what was done to a position is told by its stance', async (t) => {
  const [draft, published, retracted] = [position('draft'), position('published'), position('retracted')];
  const opposed = position('published', { option: 'oppose' });
  const told = (action: Change['action'], before: Change['before'], after: Change['after']) =>
    sentenceOf(change({ action, entity: 'position', before, after }), NAMES);
  t.equal(told('create', null, published), 'Mike Turner on Red line: published “Supports”');
  t.equal(told('create', null, draft), 'Mike Turner on Red line: drafted “Supports”');
  t.equal(
    told('update', draft, { ...draft, note: 'x' }),
    'Mike Turner on Red line: changed the draft “Supports”: note',
  );
  t.equal(told('publish', draft, published), 'Mike Turner on Red line: published “Supports”');
  t.equal(told('publish', null, published), 'Mike Turner on Red line: published “Supports”', 'as the public sees it');
  t.equal(told('update', published, opposed), 'Mike Turner on Red line: corrected from “Supports” to “Opposes”');
  t.equal(
    told('update', published, { ...opposed, summary: 'No.', saidOn: '2024' }),
    'Mike Turner on Red line: corrected from “Supports” to “Opposes”; also summary, said on',
  );
  t.equal(
    told('update', published, { ...published, summary: 'Well.' }),
    'Mike Turner on Red line: corrected “Supports”: summary',
  );
  t.equal(told('retract', published, retracted), 'Mike Turner on Red line: retracted “Supports”');
  t.equal(told('delete', draft, null), 'Mike Turner on Red line: deleted the draft “Supports”');
});

t.test('other records are told by what they are called', async (t) => {
  const told = (details: Details) => sentenceOf(change(details), NAMES);
  t.equal(told({ action: 'create', entity: 'expert', after: { name: 'Ada Lind' } }), 'Ada Lind: recorded');
  t.equal(
    told({
      action: 'update',
      entity: 'question',
      before: { title: 'Old', topics: [] },
      after: { title: 'New', topics: [] },
    }),
    'Question “New”: changed title',
  );
  t.equal(told({ action: 'delete', entity: 'source', before: { title: 'The Post' } }), 'Source “The Post”: deleted');
  t.equal(told({ action: 'create', entity: 'scale', after: { label: 'Votes' } }), 'Scale “Votes”: recorded');
  t.equal(
    told({ action: 'create', entity: 'statement', after: { expert: 'turner' } }),
    'Statement by Mike Turner: recorded',
  );
});

t.test('a renaming tells both ids, and what followed it which of its fields did', async (t) => {
  const renamed = {
    action: 'rename',
    entity: 'expert',
    before: { id: 'a', name: 'Ada' },
    after: { id: 'b', name: 'Ada' },
  } as const;
  t.equal(sentenceOf(change(renamed), NAMES), 'Ada: has the id “b” instead of “a”');
  const followed = {
    action: 'rename',
    entity: 'statement',
    before: { id: 's', expert: 'a' },
    after: { id: 's', expert: 'b' },
  } as const;
  t.equal(sentenceOf(change(followed), NAMES), 'Statement by Mike Turner: follows a new id (expert)');
});

t.test('names of fields are words', async (t) => {
  t.strictSame(['saidOn', 'codingRule', 'url', 'archivedUrl', 'option'].map(fieldWords), [
    'said on',
    'coding rule',
    'URL',
    'archived URL',
    'option',
  ]);
});

t.test('values are words, several on lines of their own, and nothing is null', async (t) => {
  t.equal(valueWords('as it is'), 'as it is');
  t.equal(valueWords(['one', 'two']), 'one\ntwo');
  t.equal(valueWords([{ organization: 'Port', role: null, from: '2019' }]), 'Port, 2019');
  t.equal(valueWords(-0.5), '-0.5');
  for (const nothing of [null, undefined, []]) t.equal(valueWords(nothing), null);
});

t.test('an option is told by its label, every other field by its value', async (t) => {
  t.strictSame(differenceWords({ field: 'option', before: 'support', after: 'oppose' }, 'red-line', NAMES), {
    before: 'Supports',
    after: 'Opposes',
  });
  t.strictSame(differenceWords({ field: 'summary', before: null, after: 'support' }, 'red-line', NAMES), {
    before: null,
    after: 'support',
  });
});
