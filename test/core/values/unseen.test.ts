import t from 'tap';
import { unseenIn } from '../../../src/core/values/unseen.ts';

t.test('a name keeps every letter, mark and picture that is seen', async (t) => {
  const names = [
    'Seán O’Brien',
    'יעל כהן',
    'محمد علي',
    '李明',
    'Jón „Gnarr“',
    'Bo\u00a0Li',
    'e\u0301',
    '👩🏽‍🚀 Crew',
    '❤️ Fund',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿 Office',
  ];
  for (const name of names) t.equal(unseenIn(name), null, name);
});

t.test('joiners and selectors stay where a script is written with them', async (t) => {
  for (const name of ['علی\u200cرضا', 'මහින්ද රාජපක්\u200dෂ', 'র\u200d্যাব', 'അവന്\u200d', 'क्\u200cष', '葛\u{e0100}城市'])
    t.equal(unseenIn(name), null, name);
});

t.test('what turns the line, or nobody sees, is named with what to do', async (t) => {
  t.equal(
    unseenIn('Ada\u202e Lind'),
    'holds a character that nobody sees (U+202E, right-to-left override): take it out',
  );
  for (const [hidden, name] of Object.entries({
    'Bo\u200b Li': 'zero-width space',
    'Bo Li\u200e': 'left-to-right mark',
    '\ufeffBo Li': 'byte-order mark',
    'Bo\u2060Li': 'word joiner',
    'Bo\u00adLi': 'soft hyphen',
    'Bo\u2067Li': 'right-to-left isolate',
    'Bo\u200dLi': 'zero-width joiner',
    'د\u200cان': 'zero-width non-joiner',
    'علی\u200c\u200cرضا': 'zero-width non-joiner',
  }))
    t.match(unseenIn(hidden), name, JSON.stringify(hidden));
  for (const hidden of ['a\u034fb', 'a\u3164b', 'a\ufe0fb', 'a\u{e0061}b', 'Li\u{e0100}'])
    t.match(unseenIn(hidden), /nobody sees \(U\+/, JSON.stringify(hidden));
});
