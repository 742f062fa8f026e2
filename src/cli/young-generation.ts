/**
 * Lets the part of V8's heap in which objects begin grow no further. What is made of a row is let go of a moment later, and
 * V8 would rather have 128 MB of that than collect it more often: with as much as there is when a command begins, an import
 * takes a third less memory, and no more processor time that was seen. V8 reads the factor each time that it would grow.
 */
export const keepYoungGenerationSmall = (): void =>
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
