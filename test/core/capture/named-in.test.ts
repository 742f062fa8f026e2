import t from 'tap';
import { linkTo } from '../../../src/capture/link.ts';
import { namedIn } from '../../../src/core/capture/named-in.ts';
import type { Named } from '../../../src/core/records/near.ts';

const ON_RECORD: readonly Named[] = [
  { id: 'obrien', names: ['Máire O’Brien'] },
  { id: 'berg', names: ['Anke van der Berg'] },
  { id: 'other-berg', names: ['Jan van der Berg'] },
  { id: 'guild', names: ['Fishers of Sandholm', 'Harbour Guild'] },
  { id: 'nobody', names: ['Zadie Quill'] },
];

t.test('a text names those of whom it has a word of a name, whatever the accents, and nobody else', async (t) => {
  const named = (text: string) => namedIn(text, ON_RECORD).map(({ id }) => id);
  t.strictSame(named("O'Brien’s plan, said Berg."), ['obrien', 'berg', 'other-berg'], 'both who share a surname');
  t.strictSame(named('MAIRE spoke for the harbour.'), ['obrien', 'guild'], 'an alias too');
  t.strictSame(named('Nothing of it.'), ['guild'], 'a word that is no name costs a look, and no more');
});

t.test('whom a speaker is tied to does not depend on who else is on record', async (t) => {
  const known = (all: readonly Named[]) => all.map(({ id, names: [name = '', ...aliases] }) => ({ id, name, aliases }));
  for (const speaker of [
    'Maire O’Brien',
    'O’Brien',
    'van der Berg',
    'Berg',
    'J. van der Berg',
    'Harbour Guild',
    'Quill',
  ])
    t.strictSame(
      linkTo(speaker, known(namedIn(`${speaker} said so.`, ON_RECORD))),
      linkTo(speaker, known(ON_RECORD)),
      speaker,
    );
});
