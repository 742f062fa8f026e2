import t from 'tap';
import { deceptionOf } from '../../../src/core/values/id-scripts.ts';

t.test('an id of one script is what it seems, whichever that is', async (t) => {
  const ids = [
    'kirby',
    'łukasz-ó',
    'кирби',
    'καλημέρα',
    '李明',
    'يوسف',
    'יעל-כהן',
    'יוסף_2',
    'đặng-thị-ngọc-thịnh',
    'हिन्दी',
  ];
  for (const id of [...ids, 'ไทย', 'ჯორჯი', 'ñ-1', 'covid19', 'ꓡꓲ', '2024']) t.equal(deceptionOf(id), null, id);
});

t.test('scripts that are written together may stand in one word', async (t) => {
  for (const id of ['東京タワー', 'aiの規制', 'tシャツ', '한국어漢字', 'ข่าวai']) t.equal(deceptionOf(id), null, id);
});

t.test('words of several scripts may stand beside each other where nobody takes one for the other', async (t) => {
  for (const id of ['иванов-red-line', 'yoko-ono-小野洋子', 'ana-יעל', 'река-3fa9c2'])
    t.equal(deceptionOf(id), null, id);
});

t.test('a letter of another script within a word is named with its script', async (t) => {
  t.equal(
    deceptionOf('кirby'),
    'mixes scripts: in "кirby", "к" (U+043A) is Cyrillic and the others are Latin; write it in one script',
  );
  t.match(deceptionOf('red-lіne'), /in "lіne", "і" \(U\+0456\) is Cyrillic/);
  t.match(deceptionOf('οmicron'), /"ο" \(U\+03BF\) is Greek/);
  t.match(deceptionOf('роcсия'), /"c" \(U\+0063\) is Latin and the others are Cyrillic/);
  t.match(deceptionOf('ᏸeast'), /"ᏸ" \(U\+13F8\) is of another script/);
  t.match(deceptionOf('עlan'), /Hebrew/);
});

t.test(
  'a whole word that looks Latin beside Latin words is refused, but not where it is one of several that do not',
  async (t) => {
    t.match(deceptionOf('smith-а'), /"а" is Cyrillic and looks Latin/);
    t.match(deceptionOf('red-сор'), /"сор" is Cyrillic/);
    t.equal(deceptionOf('иванов-а-red-line'), null);
    t.equal(deceptionOf('роса-аса'), null, 'which is of one script');
    t.equal(deceptionOf('аса-роса-harbour', true), null, 'as an id that is put together from two');
  },
);

t.test('letters that only stand for others are refused', async (t) => {
  t.match(deceptionOf('𝐤irby'), /"𝐤" \(U\+1D424\), which reads as "k": write that/);
  t.match(deceptionOf('ａda'), /reads as "a"/);
});
