/** HarfBuzz, which reads and shapes the letters of fonts. It is WebAssembly, and ready only a while after it is asked for. */
type HarfBuzz = typeof import('harfbuzzjs');

let loaded: HarfBuzz | undefined;

/** Has it ready: before anything of a picture is measured or drawn. */
export async function loadHarfBuzz(): Promise<HarfBuzz> {
  loaded ??= await import('harfbuzzjs');
  return loaded;
}

/** It, once it is loaded. */
export function harfbuzz(): HarfBuzz {
  if (loaded === undefined) throw new Error('HarfBuzz has not been loaded');
  return loaded;
}
