/** What stands in a cell of a spreadsheet whose formula failed: never a name, an option or words. */

/** As Excel writes them in English and German, and LibreOffice. */
const FAILED = /^(?:#(?:N\/A|NV|REF!|BEZUG!|VALUE!|WERT!|NUM!|ZAHL!|NAME\?|DIV\/0!|NULL!|SPILL!|CALC!)|Err:\d{3})$/;

export const isFailedFormula = (text: string): boolean => FAILED.test(text);

export const FAILED_FORMULA =
  'is what a spreadsheet writes where a formula failed: mend the formula there, or say what it stands for under "values" of a mapping';
