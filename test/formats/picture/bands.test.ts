import { Resvg } from '@resvg/resvg-js';
import t from 'tap';
import { pngInBands } from '../../../src/formats/picture/bands.ts';

const [WIDTH, HEIGHT] = [400, 700];
const COLOURS = ['#b04a00', '#1c5a96', '#6b3f86', '#2b2a27'];

/** Slanted lines and circles as tall as letters, many of them where one band ends and the next begins. */
const drawing = (): Resvg => {
  const marks = Array.from({ length: 120 }, (_, index) => {
    const [x, y] = [(index * 37.3) % WIDTH, 30 + ((index * 53.7) % (HEIGHT - 80))];
    const colour = COLOURS[index % COLOURS.length];
    return (
      `<circle cx="${x}" cy="${y}" r="${9 + (index % 11)}.4" fill="${colour}" fill-opacity="0.7"/>` +
      `<path d="M${x} ${y} l 30 ${index % 25} v 9 z" fill="${colour}"/>`
    );
  });
  return new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#fff"/>${marks.join('')}</svg>`,
  );
};

/** The pixels of a PNG. */
const pixelsOf = (png: Uint8Array): Buffer =>
  new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
      `<image width="${WIDTH}" height="${HEIGHT}" href="data:image/png;base64,${Buffer.from(png).toString('base64')}"/></svg>`,
  ).render().pixels;

t.test('a picture that is drawn in bands is the one that is drawn at once, pixel by pixel', async (t) => {
  const whole = drawing().render();
  const pixels = pixelsOf(await pngInBands(drawing()));
  t.equal(pixels.length, whole.pixels.length);
  t.equal(Buffer.compare(pixels, pixelsOf(whole.asPng())), 0);
  t.equal(Buffer.compare(pixels, whole.pixels), 0);
});
