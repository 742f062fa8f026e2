const COMMA = 0x2c;
const ZERO = 0x30;

/** The whole numbers of a list that the engine put together with commas, of one at least: without a text for each of them. */
export function numbersIn(list: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === COMMA) {
      numbers.push(number);
      number = 0;
    } else number = number * 10 + code - ZERO;
  }
  numbers.push(number);
  return numbers;
}
