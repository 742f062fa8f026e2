/** The part of V8's heap in which objects begin: V8 reads how it grows each time that it would. */

/** By how much it grows at a time; node:v8 is loaded by whoever asks for it. */
const growBy = (factor: number): void =>
  process.getBuiltinModule('node:v8').setFlagsFromString(`--semi-space-growth-factor=${factor}`);

/**
 * Lets it grow no further. What is made of a row is let go of a moment later, and V8 would rather have 128 MB of that than
 * collect it more often: with as much as there is when a command begins, an import takes a third less memory, and no more
 * processor time that was seen.
 */
export const keepYoungGenerationSmall = (): void => growBy(1);

/**
 * Lets it grow to the largest that it may be at once. What the start of a service makes stays, and would be copied each
 * time that V8 doubles it: up to a tenth of the processor time of a start, and as little as none that was seen.
 */
export const growYoungGenerationAtOnce = (): void => growBy(16);
