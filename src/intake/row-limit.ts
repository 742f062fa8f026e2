/** The limit of a row, for a person. */
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

export const MAX_ROW_WORDS = `${INPUT_LIMITS.rowBytes / 1024 / 1024} MiB`;
