/** PNG: a picture in pixels; drawn with the shipped fonts and the newsroom's own alone, so that it is the same everywhere. */
import type { Format } from '../format.ts';
import { firstFamily } from './typefaces.ts';

/** A picture of at most so many points is drawn all at once. */
const WHOLE = 4_000_000;

export const png: Format = {
  name: 'png',
  mediaType: 'image/png',
  needs: 'picture',
  signed: true,
  evidence: true,
  binary: true,
  options: ['width', 'height'],
  async render({ picture, publisher }, options = {}) {
    if (picture === undefined) throw new TypeError('PNG is drawn from what has a picture');
    const [{ Resvg }, { drawHere }, { fontFilesOf }, { loadHarfBuzz }] = await Promise.all([
      import('@resvg/resvg-js'),
      import('./letters.ts'),
      import('./font.ts'),
      import('./harfbuzz.ts'),
    ]);
    await loadHarfBuzz();
    const drawn = drawHere(picture(), options, publisher);
    const image = new Resvg(drawn, {
      font: {
        loadSystemFonts: false,
        fontFiles: fontFilesOf(drawn),
        defaultFontFamily: firstFamily(),
        sansSerifFamily: firstFamily(),
      },
    });
    if (image.width * image.height <= WHOLE) return image.render().asPng();
    const { pngInBands } = await import('./bands.ts');
    return pngInBands(image);
  },
};
