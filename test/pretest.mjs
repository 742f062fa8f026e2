/**
 * Before `npm test`: tap comes built with its TypeScript plugin, which TypeScript 7 breaks. It is built anew, once after
 * each fresh install, without the plugins that .taprc leaves out.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const built = new URL('../node_modules/@tapjs/test/test-built/dist/esm/index.js', import.meta.url);

if (readFileSync(built, 'utf8').includes('@tapjs/typescript')) {
  console.log('Building tap without its TypeScript plugin (once after an install, about ten seconds) …');
  execFileSync('tap', ['build'], { stdio: 'inherit' });
}
