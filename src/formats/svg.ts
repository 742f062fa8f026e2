/** SVG: the picture of a matrix as text and shapes, for print and for further work. */
import type { Format } from './format.ts';
import { drawPicture } from './picture/draw.ts';

export const svg: Format = {
  name: 'svg',
  mediaType: 'image/svg+xml; charset=utf-8',
  needs: 'picture',
  options: ['width', 'height'],
  render({ picture }, options = {}) {
    if (picture === undefined) throw new TypeError('SVG is drawn from a matrix');
    return drawPicture(picture(), options);
  },
};
