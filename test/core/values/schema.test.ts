import t from 'tap';
import type { TSchema } from 'typebox';
import { Id, Instant, Language, PartialDate, Text, WebUrl } from '../../../src/core/values/schema.ts';
import { validator } from '../../../src/core/values/validation.ts';

const accepts = (schema: TSchema) => {
  const validate = validator(schema);
  return (value: string): boolean => validate(value).ok;
};

const advice = (schema: TSchema, value: string): string => {
  const result = validator(schema)(value);
  return result.ok ? '' : (result.violations[0]?.message ?? '');
};

t.test('an id is lower-case letters and digits of any script, joined by "-" or "_"', async (t) => {
  const isId = accepts(Id);
  for (const id of ['red-line', 'q_1', '2024', 'łódź', '中国', 'a--b', 'x'.repeat(128)]) t.equal(isId(id), true, id);
  const wrong = [
    '',
    'Red',
    '-a',
    'a-',
    '_',
    'a b',
    'matrix.csv',
    'a/b',
    'a%20b',
    'é'.normalize('NFD'),
    'x'.repeat(129),
  ];
  for (const id of wrong) t.equal(isId(id), false, JSON.stringify(id));
  t.equal(
    advice(Id, 'Red Line'),
    'must be an id: lower-case letters and digits, joined by "-" or "_" (such as "red-line"), not "Red Line"',
  );
});

t.test('a text keeps typographic signs, line ends and emoji, and has something to say', async (t) => {
  const isText = accepts(Text(100));
  for (const text of ['“Ukraine’s”', 'one\ntwo\r\n\tthree', '🚢 ahoy', ' a ', '=1+1', 'e\u0301'])
    t.equal(isText(text), true);
  for (const text of ['', '  ', '\n', '\u00a0', 'a\u0000b', 'bell\u0007', '\u001b[31m', '\u007f', '\ud800', 'a\udc00'])
    t.equal(isText(text), false, JSON.stringify(text));
  t.equal(
    advice(Text(9), 'a\u0000b'),
    'must be text that is not blank, without control characters or broken Unicode, not "a\\u0000b"',
  );
});

t.test('a date may be a year, a month or a day', async (t) => {
  const isDate = accepts(PartialDate);
  for (const date of ['2024', '2024-10', '2024-10-23']) t.equal(isDate(date), true);
  t.equal(isDate('2024-10-32'), false);
  t.match(advice(PartialDate, '23 Oct'), 'must be a date that exists, as "2024", "2024-10" or "2024-10-23"');
});

t.test('an instant is in UTC', async (t) => {
  t.equal(accepts(Instant)('2024-10-23T09:00:00Z'), true);
  t.match(advice(Instant, '2024-10-23'), 'must be an instant in UTC, as "2024-10-23T09:00:00Z"');
});

t.test('a link is an absolute web address and nothing that runs', async (t) => {
  const isUrl = accepts(WebUrl);
  for (const url of ['https://example.org/a?b=c#d', 'http://localhost:3000', 'HTTPS://EXAMPLE.ORG/ü'])
    t.equal(isUrl(url), true, url);
  const wrong = ['javascript:alert(1)', 'data:text/html,x', '//example.org', 'example.org', 'https://', 'https://a b'];
  for (const url of [...wrong, 'ftp://example.org', 'https://example.org\\@evil.org', 'https://example.org/\u0000'])
    t.equal(isUrl(url), false, url);
});

t.test('a language is a BCP 47 tag', async (t) => {
  const isLanguage = accepts(Language);
  for (const tag of ['en', 'de-AT', 'zh-Hant-TW']) t.equal(isLanguage(tag), true, tag);
  for (const tag of ['', 'english language', 'e', 'de_AT']) t.equal(isLanguage(tag), false, tag);
});
