import fc from 'fast-check';
import t from 'tap';
import { anchorQuotes, locateQuote } from '../../../src/core/capture/locate-quotes.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import { holds } from '../../helpers/asserts/property.ts';

/** Texts of words, quotation marks of every kind, and characters of two units. */
const text = fc
  .array(fc.constantFrom('ferry', 'toll', '“', '”', "'", '’', '🚢', '𝒳', 'é', ' ', ' ', '\n\n', 'no'), {
    minLength: 1,
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
/** A text, and a part of it that halves no character. */
const quoted = text.chain((whole) => {
  const characters = [...whole];
  return fc
    .tuple(fc.nat(characters.length - 1), fc.integer({ min: 1, max: characters.length }))
    .map(([from, count]) => ({ whole, quote: characters.slice(from, from + count).join('') }));
});

const refusal = (locate: () => unknown): Failure => {
  try {
    locate();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was located');
};

t.test('a span that is given for a quote has it, to the unit, whatever characters there are', async (t) => {
  holds(t, quoted, ({ whole, quote }) => {
    const [span = { start: 0, end: 0 }] = anchorQuotes(whole, [quote], '');
    return whole.slice(span.start, span.end) === quote;
  });
});

t.test(
  'a quote that stands there once is located; one that stands there often is refused, unless what is around it tells',
  async (t) => {
    holds(t, quoted, ({ whole, quote }) => {
      const start = whole.indexOf(quote);
      const isOnce = whole.indexOf(quote, start + 1) === -1;
      if (isOnce) return locateQuote(whole, quote, {}, '/q').start === start;
      if (refusal(() => locateQuote(whole, quote, {}, '/q')).kind !== 'quote-ambiguous') return false;
      const around = { prefix: whole.slice(0, start), suffix: whole.slice(start + quote.length) };
      return start === 0 || locateQuote(whole, quote, around, '/q').start === start;
    });
  },
);

t.test('words that are not in the text are never located, however near', async (t) => {
  holds(t, quoted, ({ whole, quote }) => {
    const near = quote.replaceAll('“', '"').replaceAll('’', "'").replaceAll('é', 'e').concat('!');
    return refusal(() => anchorQuotes(whole, [near], '')).kind === 'quote-not-in-text';
  });
});

const ARTICLE = 'The council met.\n\n“We don’t want a gift to nobody,” Brandt said.';

t.test('the nearest words are told, with the first character that differs', async (t) => {
  const straight = refusal(() => locateQuote(ARTICLE, "We don't want a gift", {}, '/quotes/0'));
  t.match(
    straight.message,
    "/quotes/0 is not in the text: nearest is “We don’t want a gift” on line 3, where character 7 is “’” (U+2019) and not “'” (U+0027)",
  );
  t.strictSame(
    straight.violations.map(({ pointer }) => pointer),
    ['/quotes/0'],
  );
  const added = refusal(() => locateQuote(ARTICLE, 'Surely a gift to nobody', {}, '/quotes/0'));
  t.match(added.message, /nearest is “[^”]*a gift to nobody”/);
  t.match(refusal(() => locateQuote(ARTICLE, 'zzzz', {}, '/quotes/0')).message, /nor anything like it/);
});

t.test('places of an ambiguous quote are told by their lines', async (t) => {
  const failure = refusal(() => locateQuote('No.\nYes.\nNo.', 'No.', {}, '/quotes/0'));
  t.equal(failure.kind, 'quote-ambiguous');
  t.match(failure.message, /2 times, on the lines 1, 3/);
  t.strictSame(locateQuote('No.\nYes.\nNo.', 'No.', { prefix: 'Yes.\n' }, '/quotes/0'), { start: 9, end: 12 });
});

t.test('of several quotes each is looked for behind the one before', async (t) => {
  t.strictSame(anchorQuotes('a b a b', ['b', 'a', 'b'], ''), [
    { start: 2, end: 3 },
    { start: 4, end: 5 },
    { start: 6, end: 7 },
  ]);
});

t.test('of a word that stands everywhere the first places are told', async (t) => {
  const { message } = refusal(() => locateQuote('the toll\n'.repeat(20_000), 'l', {}, '/quotes/0'));
  t.match(message, /more than 5 times, first on the lines 1, 1, 2, 2, 3: send/);
  t.ok(message.length < 200);
  t.strictSame(locateQuote(`${'no '.repeat(9)}yes no`, 'no', { prefix: 'yes ' }, ''), { start: 31, end: 33 });
});
