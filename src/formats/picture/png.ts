/** PNG: the picture of a matrix, in pixels; drawn with the shipped font alone, so that it is the same everywhere. */
import type { Format } from '../format.ts';

export const png: Format = {
  name: 'png',
  mediaType: 'image/png',
  needs: 'picture',
  binary: true,
  options: ['width', 'height'],
  async render({ picture }, options = {}) {
    if (picture === undefined) throw new TypeError('PNG is drawn from a matrix');
    const [{ Resvg }, { drawPicture }, { FONT_FAMILY, FONT_FILES }] = await Promise.all([
      import('@resvg/resvg-js'),
      import('./draw.ts'),
      import('./font.ts'),
    ]);
    const image = new Resvg(drawPicture(picture(), options), {
      font: {
        loadSystemFonts: false,
        fontFiles: [...FONT_FILES],
        defaultFontFamily: FONT_FAMILY,
        sansSerifFamily: FONT_FAMILY,
      },
    });
    return image.render().asPng();
  },
};
