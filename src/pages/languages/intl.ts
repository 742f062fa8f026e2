/** What the languages of the pages have of Intl; made when it is first needed, as a start has no date to tell. */

/** Tells the names of the months: that of 1 is January. */
export function monthsOf(locale: string): (month: number) => string {
  let names: readonly string[] | null = null;
  return (month) => {
    if (names === null) {
      const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
      names = Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2000, index)));
    }
    return names[month - 1] ?? String(month);
  };
}

/** Tells a number with all its digits, or with as many behind the point as are asked for; the minus is that of print. */
export function numbersOf(locale: string): (value: number, decimals?: number) => string {
  return (value, decimals) => {
    const format =
      decimals === undefined
        ? { maximumFractionDigits: 20, useGrouping: false }
        : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return value.toLocaleString(locale, format).replace('-', '−');
  };
}
