/**
 * What npm does in a checkout after `npm ci`: builds the program, which starts several times faster than from its sources.
 * Where that cannot be, by this Node or without the packages of those who develop it, it runs from its sources all the same.
 */
try {
  const { isBuilt } = await import('./built-of.ts');
  if (!isBuilt(`${import.meta.dirname}/..`)) await import('./build.ts');
} catch (error) {
  console.log(`standpoint: was not built, and runs from its sources (${error})`);
}
