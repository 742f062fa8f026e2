/** A change that somebody says they have seen, and that nobody made. */
import { type Failure, invalidParameter } from '../../../core/values/errors.ts';

export const neverMade = (seq: number): Failure =>
  invalidParameter('Standpoint-Revision', `is ${seq}, and no change has that number`);
