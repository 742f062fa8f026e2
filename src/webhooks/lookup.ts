/** Resolves names for outgoing connections, and lets through only addresses that one may connect to. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Every address of a name, as `dns.lookup` with `all` gives them. */
export type Resolver = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemResolver: Resolver = (host, done) => systemLookup(host, { all: true }, done);

/** Why nothing may go to an IP address; null where it may. */
export type AddressRule = (address: string) => string | null;

/**
 * A lookup for sockets. They connect to what it answers, so there is no moment between the check and the connection in
 * which a name could come to lead elsewhere.
 */
export const createLookup =
  (faultOf: AddressRule, resolve: Resolver): LookupFunction =>
  (host, { all, family }, callback) => {
    resolve(host, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const wanted = addresses.filter((it) => !isFamily(family) || it.family === Number(String(family).slice(-1)));
      const allowed = wanted.filter(({ address }) => faultOf(address) === null);
      const [first] = allowed;
      if (first === undefined) return callback(refusal(host, wanted, faultOf), '', 0);
      if (all === true) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };

/** 0 and undefined ask for any family. */
const isFamily = (family: number | 'IPv4' | 'IPv6' | undefined): boolean => family !== undefined && family !== 0;

function refusal(host: string, addresses: readonly LookupAddress[], faultOf: AddressRule): Error {
  const [first] = addresses;
  return new Error(
    first === undefined
      ? `${host} has no address`
      : `${host} leads to no address that one may connect to: ${faultOf(first.address)}`,
  );
}
