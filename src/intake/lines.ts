/** Text from a stream, line by line, in little memory. */
import { Failure } from '../core/values/errors.ts';

/** The lines, each with its end; together they are the text. Fails with `invalid` where it cannot be read, or is not UTF-8. */
export async function* linesOf(name: string, stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // A line may be as long as the file: it is put together once.
  let begun: string[] = [];
  try {
    for await (const chunk of stream) {
      const [end = '', ...more] = decoder.decode(chunk as Uint8Array, { stream: true }).split('\n');
      begun.push(end);
      for (const next of more) {
        yield `${begun.join('')}\n`;
        begun = [next];
      }
    }
    begun.push(decoder.decode());
  } catch (error) {
    const why =
      error instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new Failure('invalid', `${name} ${why}`, [], { cause: error });
  }
  const last = begun.join('');
  if (last !== '') yield last;
}
