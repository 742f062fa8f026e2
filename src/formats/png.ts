/** PNG: the picture of a matrix, in pixels; drawn with the shipped font alone, so that it is the same everywhere. */
import { renderAsync } from '@resvg/resvg-js';
import type { Format } from './format.ts';
import { drawPicture } from './picture/draw.ts';
import { FONT_FAMILY, FONT_FILES } from './picture/font.ts';

export const png: Format = {
  name: 'png',
  mediaType: 'image/png',
  needs: 'picture',
  binary: true,
  options: ['width', 'height'],
  async render({ picture }, options = {}) {
    if (picture === undefined) throw new TypeError('PNG is drawn from a matrix');
    const image = await renderAsync(drawPicture(picture(), options), {
      font: {
        loadSystemFonts: false,
        fontFiles: [...FONT_FILES],
        defaultFontFamily: FONT_FAMILY,
        sansSerifFamily: FONT_FAMILY,
      },
    });
    return image.asPng();
  },
};
