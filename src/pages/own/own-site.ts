/** A newsroom's own: what the site is called, how it looks, and whom readers can hold to it. */
import { type Static, Type } from 'typebox';
import { PUBLISHER } from '../../answers/answer.ts';
import { Record, Text, WebUrl } from '../../core/values/schema.ts';
import type { Typeface } from '../../formats/picture/typefaces.ts';

const Colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'Six digits: #0b4f8f.' });
const Colours = Record(
  {
    paper: Type.Optional(Colour),
    raised: Type.Optional(Colour),
    ink: Type.Optional(Colour),
    muted: Type.Optional(Colour),
    rule: Type.Optional(Colour),
    link: Type.Optional(Colour),
  },
  { description: 'Those of stances are no newsroom’s to choose: they stand for no party.' },
);

const Picture = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*\\.(svg|png|webp)$',
  maxLength: 100,
  description: 'Name of a file beside it, ending in .svg, .png or .webp.',
});

const Font = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*\\.woff2$',
  maxLength: 100,
  description: 'Name of a file beside it, ending in .woff2.',
});

const PictureFont = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*\\.(ttf|otf)$',
  maxLength: 100,
  description: 'Name of a file beside it, ending in .ttf or .otf.',
});
/** What pictures are drawn with: a family by the name that its files say, and its files. */
const PictureFonts = Record({
  family: Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9 '-]*$", maxLength: 100 }),
  regular: PictureFont,
  bold: PictureFont,
});

/** `site.json` in the folder that STANDPOINT_SITE names; what is left out is as it is without. */
export const SiteFile = Record({
  name: Type.Optional(Text(60, 'What the site is called, wherever it names itself.')),
  logo: Type.Optional(Picture),
  darkLogo: Type.Optional(Picture),
  icon: Type.Optional(Picture),
  colours: Type.Optional(Record({ light: Type.Optional(Colours), dark: Type.Optional(Colours) })),
  fonts: Type.Optional(
    Record({ text: Type.Optional(Font), headings: Type.Optional(Font), pictures: Type.Optional(PictureFonts) }),
  ),
  imprint: Type.Optional(WebUrl),
  privacy: Type.Optional(WebUrl),
});

export const SHADES = ['light', 'dark'] as const;
export type Shade = (typeof SHADES)[number];

/** Colours of a shade by their names in the style, as `#rrggbb`. */
export type ShadeColours = { readonly [name: string]: string };

export type SitePicture = {
  readonly name: string;
  readonly mediaType: 'image/svg+xml' | 'image/png' | 'image/webp';
  readonly body: Uint8Array;
};

/** A font of all weights in one file, or of the ordinary one, of which browsers make the bold. */
export type SiteFont = { readonly name: string; readonly mediaType: 'font/woff2'; readonly body: Uint8Array };

/** Plain data, which goes to worker threads too. Null, or no colour, where there is nothing of their own. */
export type OwnSite = {
  readonly name: string;
  /** The logo on light paper, and on dark where that is another one. */
  readonly logo: SitePicture | null;
  readonly darkLogo: SitePicture | null;
  readonly icon: SitePicture | null;
  readonly colours: { readonly [T in Shade]: ShadeColours };
  /** Of text, and of headings, propositions and quotes. */
  readonly fonts: { readonly text: SiteFont | null; readonly headings: SiteFont | null };
  /** Of pictures: the family, and where its files are. */
  readonly typeface: Typeface | null;
  /** Addresses of pages: who answers for the site, and what it does with data of readers. */
  readonly imprint: string | null;
  readonly privacy: string | null;
};

export type SiteWords = Static<typeof SiteFile>;

/** The site of nobody in particular. */
export const PLAIN_SITE: OwnSite = {
  name: PUBLISHER,
  logo: null,
  darkLogo: null,
  icon: null,
  colours: { light: {}, dark: {} },
  fonts: { text: null, headings: null },
  typeface: null,
  imprint: null,
  privacy: null,
};
