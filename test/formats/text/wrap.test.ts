import fc from 'fast-check';
import stringWidth from 'string-width';
import t from 'tap';
import { wrap } from '../../../src/formats/text/wrap.ts';
import { holds } from '../../helpers/asserts/property.ts';

t.test('a text is broken between words', async (t) => {
  t.strictSame(wrap('who stands where', 10, stringWidth), ['who stands', 'where']);
});

t.test('its own line ends stay, also those of empty lines', async (t) => {
  t.strictSame(wrap('one\n\ntwo', 10, stringWidth), ['one', '', 'two']);
});

t.test('a word that is too long is broken within, and the next word follows it', async (t) => {
  t.strictSame(wrap('a abcdefgh b', 4, stringWidth), ['a', 'abcd', 'efgh', 'b']);
  t.strictSame(wrap('abcdef b', 4, stringWidth), ['abcd', 'ef b']);
});

t.test('a character that is wider than a line stands alone', async (t) => {
  t.strictSame(wrap('猫猫', 1, stringWidth), ['猫', '猫']);
});

t.test('characters stay as they were written, accents of their own included', async (t) => {
  t.strictSame(wrap('un cafe\u0301 noir', 7, stringWidth), ['un cafe\u0301', 'noir']);
});

t.test('no line is too long, and nothing but space is lost', async (t) => {
  const text = fc.string({ unit: 'grapheme-composite' });
  holds(t, fc.tuple(text, fc.integer({ min: 2, max: 20 })), ([text, width]) => {
    const lines = wrap(text, width, stringWidth);
    const whole = (parts: readonly string[]) => parts.join('').replaceAll(/\s/g, '');
    return lines.every((line) => stringWidth(line) <= width) && whole(lines) === whole([text]);
  });
});
