/** The words of a DNA statement: a slice of its document's text, character for character, and what stands around it. */
import type { StatementInput } from '../../core/records/statement.ts';

/** Enough to find the words again where they occur twice. */
const AROUND = 32;

/** What no text of ours may hold: control characters but tab and line ends. */
const CONTROLS = /[^\P{Cc}\t\n\r\x80-\x9f]+/u;

type Words = Required<Pick<StatementInput, 'quotes' | 'selector'>>;

/**
 * `start` and `stop` count UTF-16 code units, as Java does, and JavaScript. Words with control characters between them,
 * such as a form feed, come as several quotes: no character of a quote is changed or left out.
 */
export function quoteOf(text: string, start: number, stop: number): Words {
  const quotes = text
    .slice(start, stop)
    .split(CONTROLS)
    .filter((part) => part.trim() !== '');
  return {
    quotes,
    selector: {
      prefix: clean(
        text
          .slice(Math.max(0, start - AROUND), start)
          .split(CONTROLS)
          .at(-1),
      ),
      suffix: clean(text.slice(stop, stop + AROUND).split(CONTROLS)[0]),
    },
  };
}

/** True where the words come as several quotes. */
export const isDivided = (text: string, start: number, stop: number): boolean => CONTROLS.test(text.slice(start, stop));

/** Nothing where only blanks stand there; no half of a character that was cut. */
const clean = (around = ''): string => {
  const whole = around.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
  return whole.trim() === '' ? '' : whole;
};
