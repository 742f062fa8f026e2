/** Resolves names for outgoing connections, and lets through only addresses that messages may go to. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { addressFault } from './target.ts';

/** Every address of a name, as `dns.lookup` with `all` gives them. */
export type Resolver = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemResolver: Resolver = (host, done) => systemLookup(host, { all: true }, done);

/**
 * A lookup for sockets. They connect to what it answers, so there is no moment between the check and the connection in
 * which a name could come to lead elsewhere.
 */
export const createLookup =
  (allowPrivate: boolean, resolve: Resolver): LookupFunction =>
  (host, { all, family }, callback) => {
    resolve(host, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const wanted = addresses.filter((it) => !isFamily(family) || it.family === Number(String(family).slice(-1)));
      const allowed = wanted.filter(({ address }) => addressFault(address, allowPrivate) === null);
      const [first] = allowed;
      if (first === undefined) return callback(refusal(host, wanted, allowPrivate), '', 0);
      if (all === true) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };

/** 0 and undefined ask for any family. */
const isFamily = (family: number | 'IPv4' | 'IPv6' | undefined): boolean => family !== undefined && family !== 0;

function refusal(host: string, addresses: readonly LookupAddress[], allowPrivate: boolean): Error {
  const [first] = addresses;
  return new Error(
    first === undefined
      ? `${host} has no address`
      : `${host} leads to no address that messages may go to: ${addressFault(first.address, allowPrivate)}`,
  );
}
