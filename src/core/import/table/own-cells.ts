/** What one cell of a list of ours says of several facts, each on a line of its own. */
import { OPTION_ROLES, type ScaleInput } from '../../records/scale.ts';
import type { StatementInput } from '../../records/statement.ts';

export const joined = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('\n'));

/** The lines that say something. */
export const split = (text: string | null): string[] =>
  text === null
    ? []
    : text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');

const OPTION = /^(?<id>[^:]*): (?<label>.*) \((?<means>[^()]*)\)$/u;

/** The options of a scale, as "support: Supports (1)" or "away: Absent (not eligible)"; a line that is none has all of it for an id, which is none. */
export const optionsIn = (text: string): ScaleInput['options'] =>
  split(text).map((line) => {
    const { id = '', label = '', means = '' } = OPTION.exec(line)?.groups ?? {};
    const role = OPTION_ROLES.find((it) => it.replace('-', ' ') === means);
    if (role !== undefined) return { id, label, value: null, role };
    const value = means === '' ? Number.NaN : Number(means);
    return Number.isNaN(value) ? { id: line, label: line, value: null } : { id, label, value };
  });

const TRANSLATION = /^\[Translation \((?<language>[^\s,()]+)(?:, by (?<by>.*?))?\)\] /u;

/** Translations, each begun by "[Translation (de, by the desk)]"; of what stands before the first, nothing is one. */
export const translationsIn = (text: string): NonNullable<StatementInput['translations']> =>
  text.split(/\n(?=\[Translation \()/u).map((one) => {
    const [mark = '', groups] = [TRANSLATION.exec(one)?.[0], TRANSLATION.exec(one)?.groups];
    const { language = '', by } = groups ?? {};
    return { language, text: one.slice(mark.length), ...(by !== undefined && { by }) };
  });
