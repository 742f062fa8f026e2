/** The texts of a workbook's cells (ECMA-376 part 1, 18.4), each once, however many cells have it: they name it by its number. */
import { markup } from '../markup.ts';

export class WorkbookTexts {
  readonly #numbers = new Map<string, number>();

  /** The number of a text, as `cellText` makes it; from 0, in the order in which they are first asked for. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  /** All of them, as they stand in a workbook. */
  *xml(): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
    for (const text of this.#numbers.keys())
      yield markup`<si><t${text.trim() !== text && markup` xml:space="preserve"`}>${text}</t></si>`.text;
    yield '</sst>';
  }
}
