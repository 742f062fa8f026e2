/** A mapping, or another short document of YAML or JSON, from somebody who need not be trusted. */
import { stringify } from 'yaml';
import { Failure } from '../core/values/errors.ts';
import { parseBundleFile } from './bundle-file.ts';

const MAX_BYTES = 256 * 1024;

/** Its value. Fails with `invalid` where it is longer than 256 KiB, and every place where it is not YAML or JSON. */
export function readMappingText(name: string, text: string): unknown {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new Failure('invalid', `${name} has more than ${MAX_BYTES / 1024} KiB; a mapping has less`);
  try {
    return parseBundleFile(name, text).value;
  } catch (error) {
    // What goes deeper than the parser can follow.
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('invalid', `${name} cannot be read: it goes too deep`, [], { cause: error });
  }
}

/** A mapping as YAML, as a person would write it; nothing of one that says nothing. */
export const writeMappingText = (mapping: object): string =>
  Object.keys(mapping).length === 0 ? '' : stringify(mapping, { lineWidth: 0 });
