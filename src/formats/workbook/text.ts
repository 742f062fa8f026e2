/** Text as a spreadsheet's cell can hold it (ECMA-376 part 1, 22.9.2.19). */

/** Characters (UTF-16) a cell holds at most; Excel calls a file with more damaged. */
const MAX_CHARACTERS = 32_767;
const CUT = ' … [cut here: a cell of a spreadsheet holds no more]';

/** What XML would change or a writer leaves out, and what would read as such an escape already. */
const TO_ESCAPE =
  /[\r\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]|_(?=x[0-9a-f]{4}_)/gi;

/** The text, each character that a file cannot hold as it is written as `_xHHHH_`; what is too long ends with a note. */
export function cellText(text: string): string {
  const whole = text.replaceAll(TO_ESCAPE, escapeUnits);
  return whole.length <= MAX_CHARACTERS ? whole : `${cut(whole, MAX_CHARACTERS - CUT.length)}${CUT}`;
}

const escapeUnits = (units: string): string =>
  units
    .split('')
    .map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .join('');

/** At most that many characters, no pair of surrogates and no escape halved. */
const cut = (text: string, length: number): string =>
  text.slice(0, length).replace(/(?:[\ud800-\udbff]|_(?:x[0-9a-f]{0,4})?)$/i, '');

const MAX_NAME = 31;

/** A name for a sheet from a title, unlike those `taken`, to which it is added. */
export function sheetName(title: string, taken: Set<string>): string {
  const clean = title.replaceAll(/[[\]/\\:*?\p{C}\s]+/gu, ' ').replaceAll(/^['\s]+|['\s]+$/g, '');
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    const name = `${shorten(clean === '' ? 'Table' : clean, MAX_NAME - suffix.length)}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

const shorten = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/['\s]+$/, '');
