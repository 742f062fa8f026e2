/** Numbers as a person would write them. */

/** `1e-7`, as programs write numbers that are very small or large. */
const WITH_EXPONENT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/** The digits of a finite number with a point, and never an exponent: `0.0000001`, not `1e-7`. */
export function inDigits(number: number): string {
  const written = String(number);
  const [, sign = '', whole = '', fraction = '', exponent = ''] = WITH_EXPONENT.exec(written) ?? [];
  if (exponent === '') return written;
  const places = Number(exponent);
  const digits = `${whole}${fraction}`;
  return places < 0 ? `${sign}0.${'0'.repeat(-places - 1)}${digits}` : `${sign}${digits.padEnd(places + 1, '0')}`;
}
