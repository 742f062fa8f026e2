/** SVG: a picture as text and shapes, for print and for further work. */
import type { Format } from '../format.ts';

export const svg: Format = {
  name: 'svg',
  mediaType: 'image/svg+xml; charset=utf-8',
  needs: 'picture',
  signed: true,
  evidence: true,
  options: ['width', 'height'],
  async render({ picture, publisher }, options = {}) {
    if (picture === undefined) throw new TypeError('SVG is drawn from what has a picture');
    const [{ drawPicture }, { loadHarfBuzz }] = await Promise.all([import('./draw.ts'), import('./harfbuzz.ts')]);
    await loadHarfBuzz();
    return drawPicture(picture(), options, { publisher });
  },
};
