/**
 * What the program in dist/ was built of: every file with its size and when it was last written. A checkout asks at each
 * start whether it has the very same still, so this loads little and reads no file's content.
 */
// To import it would load streams as well, which takes as long as all of this.
const { readdirSync, readFileSync, renameSync, statSync, writeFileSync } = process.getBuiltinModule('node:fs');

/** Whatever goes into the build; the last is written by npm whenever packages change. */
const MADE_OF = ['build', 'src', 'db', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

const kept = (root: string): string => `${root}/dist/built-of.txt`;

/** The state of all that is built from in that checkout, as a text. */
export function stateOf(root: string): string {
  const lines: string[] = [];
  const look = (path: string): void => {
    const found = statSync(`${root}/${path}`);
    if (found.isDirectory()) for (const name of readdirSync(`${root}/${path}`)) look(`${path}/${name}`);
    else lines.push(`${path} ${found.size} ${found.mtimeMs}`);
  };
  for (const path of MADE_OF) look(path);
  return lines.join('\n');
}

/** True where dist/ is what would be built now. */
export function isBuilt(root: string): boolean {
  try {
    return readFileSync(kept(root), 'utf8') === stateOf(root);
  } catch {
    return false;
  }
}

/** Notes that dist/ was built of that state, which was looked at before: what is written meanwhile is not in it. */
export function noteBuilt(root: string, state: string): void {
  writeFileSync(`${kept(root)}.new`, state);
  renameSync(`${kept(root)}.new`, kept(root));
}
