import fc from 'fast-check';
import stringWidth from 'string-width';
import t from 'tap';
import { columnsIn } from '../../../src/formats/text/terminal-columns.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';

/** Past all that is counted. */
const LAST = 0x2100;

t.test('what is counted as a column each is so, and all else is measured', async (t) => {
  const wrong: string[] = [];
  for (let code = 0x20; code <= LAST; code++) {
    const character = String.fromCodePoint(code);
    if ((await columnsIn([character]))(character) !== stringWidth(character)) wrong.push(code.toString(16));
  }
  t.strictSame(wrong, []);
});

t.test('beside each other, they take the columns that they take alone', async (t) => {
  const unit = fc.constantFrom(...' aZ~é“”’—…#*9©®ÿĀɏ†‰');
  await eventuallyHolds(t, fc.string({ unit }), async (text) => (await columnsIn([text]))(text) === stringWidth(text));
});

t.test('one text of another kind has all of them measured', async (t) => {
  const columnsOf = await columnsIn(['plain', '猫']);
  t.equal(columnsOf('猫'), 2);
  t.equal((await columnsIn(['plain', '#\u{fe0f}']))('#\u{fe0f}'), 2);
});
