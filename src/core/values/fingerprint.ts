/** Short numbers that tell texts apart. They keep nothing secret: anybody can make two texts with the same one. */

/** The halves of a 64-bit number, each from 0 to 2³² - 1. */
export type Fingerprint = { readonly high: number; readonly low: number };

const PRIME_LOW = 0x1b3;
const TWO_TO_32 = 2 ** 32;

/** FNV-1a, 64 bits, over the UTF-16 code units of the text (http://www.isthe.com/chongo/tech/comp/fnv/). */
export function fingerprint(text: string): Fingerprint {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let at = 0; at < text.length; at += 1) {
    low = (low ^ text.charCodeAt(at)) >>> 0;
    // The prime is 2⁴⁰ + 0x1b3; this product has 41 bits, so it is exact.
    const product = low * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + Math.floor(product / TWO_TO_32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return { high, low };
}

/** 50 bits of the fingerprint as ten letters and digits. */
export function shortHash(text: string): string {
  const { high, low } = fingerprint(text);
  return ((high & 0x3ffff) * TWO_TO_32 + low).toString(36).padStart(10, '0');
}
