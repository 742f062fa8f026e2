/** Characters in names that nobody sees: two names could look the same, or turn the line around them. */

/** Scripts of India and its neighbours: a joiner says how a consonant is tied to the next, beside the sign that silences its vowel. */
const VIRAMA = '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u17d2]';
/** Letters after which no letter is ever joined: there, a sign against joining changes nothing that is seen. */
const NEVER_JOINED =
  '\\u0622-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef';

let kept: readonly RegExp[] | undefined;

/** Where such characters say something. They are compiled when the first name asks: that takes as long as to open a store. */
const meaningful = (): readonly RegExp[] =>
  (kept ??= [
    // Flags, families and the like, as Unicode recommends them: joiners and selectors within these are part of a picture.
    /\p{RGI_Emoji}/gv,
    // Which of several forms of a Han character, of a sign or of a Mongolian letter is meant.
    /\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|[\p{S}\p{P}\p{Nd}][\ufe0e\ufe0f]|\p{Script=Mongolian}[\u180b-\u180d\u180f]/gu,
    new RegExp(`(?<=${VIRAMA})[\\u200c\\u200d]|[\\u200c\\u200d](?=${VIRAMA})`, 'gu'),
    // Between two letters that would be joined, as in Persian.
    ...['Arabic', 'Syriac', 'Mongolian', 'Nko'].map(
      (script) =>
        new RegExp(`(?<=(?![${NEVER_JOINED}])\\p{Script=${script}}\\p{Mn}*)\\u200c(?=\\p{Script=${script}})`, 'gu'),
    ),
  ]);

const IGNORED = /\p{Default_Ignorable_Code_Point}/u;
const NAMES: { readonly [code: string]: string } = {
  '00AD': 'soft hyphen',
  '061C': 'Arabic letter mark',
  '200B': 'zero-width space',
  '200C': 'zero-width non-joiner',
  '200D': 'zero-width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'end of embedding',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'isolate',
  '2069': 'end of isolate',
  FEFF: 'byte-order mark',
};

/**
 * What is wrong with a name that holds a character nobody sees, as the end of a sentence that begins with the field; null
 * where it holds none. Joiners stay where a script is written with them, and selectors after what they select.
 */
export function unseenIn(name: string): string | null {
  // Most names hold none, and one look tells.
  if (!IGNORED.test(name)) return null;
  const rest = meaningful().reduce((text, known) => text.replaceAll(known, ' '), name);
  const found = IGNORED.exec(rest)?.[0];
  if (found === undefined) return null;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const what = NAMES[code] === undefined ? '' : `, ${NAMES[code]}`;
  return `holds a character that nobody sees (U+${code}${what}): take it out`;
}
