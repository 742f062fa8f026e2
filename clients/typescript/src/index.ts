// What the package gives: the one file of it that passes on what others export.
// biome-ignore-all lint/performance/noBarrelFile: a package has one door.
export type * from './api.ts';
export { type How, type Options, Standpoint, type Until } from './client.ts';
export { type Fault, Problem } from './problem.ts';
export type { Answer, Body, Item, ListPath, Parameters, ReadParameters, ReadPath, Sent, Writing } from './types.ts';
