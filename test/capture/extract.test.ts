import fc from 'fast-check';
import t from 'tap';
import { EXTRACTOR, extract } from '../../src/capture/extract.ts';
import type { KnownExpert } from '../../src/core/capture/candidate.ts';
import { holds } from '../helpers/asserts/property.ts';

const ENGLISH = { publishedOn: '2026-03-05', language: 'en', experts: [] };

t.test('the same text gives the same candidates, under the name and version of the extractor', async (t) => {
  const text = '“We got one,” Omar Keita said on Tuesday.';
  t.strictSame(extract(text, ENGLISH), extract(text, ENGLISH));
  t.equal(extract(text, ENGLISH).extractor, EXTRACTOR);
  t.equal(extract(text, ENGLISH).candidates.length, 1);
});

t.test('another language than English gives no candidates, given or found', async (t) => {
  const german =
    '„Die Brücke hält keinen Winter mehr“, sagte Ines Ferreira, die Ingenieurin der Stadt. Said Keita, der Bürgermeister, ' +
    'widersprach ihr am Dienstag vor dem Rat und nannte die Maut eine Steuer auf die Insel. Niemand habe die Fischer gefragt.';
  t.match(extract(german, { ...ENGLISH, language: null }), { language: 'deu', candidates: [] });
  t.match(extract('“We got one,” Keita said.', { ...ENGLISH, language: 'de-AT' }), { candidates: [] });
  t.equal(extract('“We got one,” Keita said.', { ...ENGLISH, language: 'en-GB' }).candidates.length, 1);
  t.equal(extract('“We got one,” Keita said.', { ...ENGLISH, language: null }).candidates.length, 1);
});

t.test('offsets are UTF-16 units, whatever stands before', async (t) => {
  const text = '🚢🚢 Boats, at last. “We got one 🚢,” Omar Keita said.';
  const [candidate] = extract(text, ENGLISH).candidates;
  t.strictSame(
    candidate?.quotes.map(({ start, end }) => text.slice(start, end)),
    ['We got one 🚢,'],
  );
});

t.test('a speaker is tied to an expert on record by name or alias; a surname alone is a hint', async (t) => {
  const experts: KnownExpert[] = [
    { id: 'keita', name: 'Omar Keïta', aliases: ['O. Keita'] },
    { id: 'moss', name: 'Lena Moss', aliases: [] },
    { id: 'moss-2', name: 'Ada Moss', aliases: [] },
    { id: 'ruiz', name: 'Ana Ruiz', aliases: [] },
  ];
  const linkOf = (speaker: string) => {
    const [candidate] = extract(`“We got one,” ${speaker} said.`, { ...ENGLISH, experts }).candidates;
    return [candidate?.expert, candidate?.link];
  };
  t.strictSame(linkOf('Omar Keita'), ['keita', 'exact']);
  t.strictSame(linkOf('Ruiz'), ['ruiz', 'surname']);
  t.strictSame(linkOf('Ida Ruiz'), [null, 'none'], 'another first name is another person');
  t.strictSame(linkOf('Moss'), [null, 'none'], 'two of that name are on record');
  t.strictSame(linkOf('Brandt'), [null, 'none']);
});

t.test('two people of one surname in a text are never guessed between', async (t) => {
  const text = 'Ida Brandt and Karl Brandt met.\n\n“We disagree,” Brandt said.';
  const experts = [{ id: 'ida', name: 'Ida Brandt', aliases: [] }];
  t.match(extract(text, { ...ENGLISH, experts }).candidates, [{ speakerName: 'Brandt', expert: null, link: 'none' }]);
});

t.test('a day that needs the day of publication is left out where that is not known', async (t) => {
  const said = (publishedOn: string | null) =>
    extract('“We got one,” Keita said on Tuesday.', { ...ENGLISH, publishedOn }).candidates[0]?.saidOn;
  t.equal(said('2026-03-05'), '2026-03-03');
  t.equal(said('2026-03'), null);
  t.equal(said(null), null);
});

t.test('whatever the text is, spans lie within it, in order, and quotes stand between marks', async (t) => {
  const word = fc.constantFrom(
    ...['“', '”', '"', "''", ',', '.', '?', '\n\n', '—', '(', ')', 'said', 'that', 'Omar', 'Keita', 'he', 'she', 'who'],
    ...[
      'and',
      'but',
      'according',
      'to',
      'the',
      'port',
      'on',
      'Tuesday',
      'May',
      '23',
      '🚢',
      'would',
      'close',
      ':',
      'adding',
    ],
  );
  holds(t, fc.array(word, { maxLength: 60 }), (words) => {
    const text = words.join(' ');
    return extract(text, ENGLISH).candidates.every(({ quotes, content, mention, cue }) => {
      const spans = [...quotes, ...content, ...(mention ? [mention] : []), ...(cue ? [cue] : [])];
      const isWithin = spans.every(({ start, end }) => 0 <= start && start < end && end <= text.length);
      return isWithin && quotes.every(({ start }) => /["“”']\s*$/.test(text.slice(0, start)));
    });
  });
});
