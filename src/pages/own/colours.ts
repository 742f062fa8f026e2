/** The colours of the pages: what the style has, a newsroom's own in their place, and whether all can be read (WCAG 2.2, 1.4.3 and 1.4.11). */
import type { Violation } from '../../core/values/errors.ts';
import { SHADES, type Shade, type ShadeColours } from './own-site.ts';

/** The least contrast of text, and of marks and outlines. */
const OF_TEXT = 4.5;
const OF_MARKS = 3;

/** What stands on what, by the names of the style. */
const PAIRS: readonly (readonly [front: string, ground: string, least: number])[] = [
  ...['ink', 'muted', 'link', 'alert'].flatMap((front) => [
    [front, 'paper', OF_TEXT] as const,
    [front, 'raised', OF_TEXT] as const,
  ]),
  ['ink', 'mark', OF_TEXT],
  ...['focus', 'oppose', 'support', 'contested'].map((front) => [front, 'paper', OF_MARKS] as const),
];

const DECLARATION = /--([a-z-]+): (#[0-9a-f]{6});/g;

/** The colours that a style declares for a shade: light ones come first, and dark ones are the same wherever they stand. */
export function coloursIn(style: string): { readonly [T in Shade]: ShadeColours } {
  const dark = style.indexOf('prefers-color-scheme: dark');
  const declared = (part: string): ShadeColours =>
    Object.fromEntries([...part.matchAll(DECLARATION)].map(([, name = '', value = '']) => [name, value]));
  return { light: declared(style.slice(0, dark)), dark: declared(style.slice(dark)) };
}

/** The style with other colours in the place of those it declares. */
export function recoloured(style: string, own: { readonly [T in Shade]: ShadeColours }): string {
  const theirs = coloursIn(style);
  return style.replaceAll(DECLARATION, (declaration, name: string, value: string) => {
    const shade = SHADES.find((it) => theirs[it][name] === value);
    const other = shade === undefined ? undefined : own[shade][name];
    return other === undefined ? declaration : `--${name}: ${other};`;
  });
}

/** Each pair of colours of which one is the newsroom's own, and which cannot be told apart well enough. */
export function unreadable(style: string, own: { readonly [T in Shade]: ShadeColours }): Violation[] {
  const theirs = coloursIn(style);
  return SHADES.flatMap((shade) => {
    const colours = { ...theirs[shade], ...own[shade] };
    return PAIRS.flatMap(([front, ground, least]): Violation[] => {
      const cause = [front, ground].find((it) => own[shade][it] !== undefined);
      const [above, below] = [colours[front], colours[ground]];
      if (cause === undefined || above === undefined || below === undefined) return [];
      const found = contrast(above, below);
      if (found >= least) return [];
      const shown = Math.floor(found * 100) / 100;
      return [
        {
          pointer: `/colours/${shade}/${cause}`,
          message: `gives ${front} ${above} on ${ground} ${below} a contrast of ${shown}, and it needs ${least}: choose a ${shade === 'light' ? 'lighter ground or a darker colour' : 'darker ground or a lighter colour'}`,
        },
      ];
    });
  });
}

/** The contrast of two colours, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
