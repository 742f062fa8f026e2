/** Where messages may go: to public hosts over TLS; to any in one's own network too, where the setting allows it. */
import ipaddr from 'ipaddr.js';
import type { TargetRule } from '../core/webhooks/webhook.ts';

const REMEDY = 'set STANDPOINT_WEBHOOK_PRIVATE=true to allow private addresses and plain http';

/** Addresses in one's own network. Nothing can listen at the others that are not public: group, test and reserved ones. */
const OWN_NETWORK = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']);

/** The part of IPv6 that is given out to the public; what is outside, IPv4 in disguise included, is not reached over the internet. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Why no message may go to that IP address, or null where it may. */
export function addressFault(address: string, allowPrivate: boolean): string | null {
  if (!ipaddr.isValid(address)) return `${address} is no IP address`;
  // An IPv4 address written as IPv6 (::ffff:127.0.0.1) is that IPv4 address.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  const isPublic = range === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6));
  if (isPublic) return null;
  if (!OWN_NETWORK.has(range)) return `${address} is no address of a host`;
  return allowPrivate ? null : `${address} is no public address (${REMEDY})`;
}

/** The host of a URL as sockets take it: without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Names that mean this machine, whatever a resolver says. */
const isLocalName = (host: string): boolean => /^(?:.+\.)?localhost\.?$/.test(host);

/** The rule for URLs, before any name is resolved. What a name leads to is looked at when the connection is made. */
export const createTargetRule =
  (allowPrivate: boolean): TargetRule =>
  (url) => {
    const parsed = URL.parse(url);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'must be an http or https URL';
    if (parsed.username !== '' || parsed.password !== '')
      return 'must not hold a user name or password; receivers know messages by their signature';
    if (parsed.hash !== '' || url.includes('#')) return 'must not have a fragment ("#…"), which is never sent';
    if (parsed.protocol === 'http:' && !allowPrivate) return `must begin with https:// (${REMEDY})`;
    const host = hostOf(parsed);
    if (isLocalName(host) && !allowPrivate) return `must not lead to this machine (${REMEDY})`;
    if (!ipaddr.isValid(host)) return null;
    const fault = addressFault(host, allowPrivate);
    return fault === null ? null : `must lead to a public host: ${fault}`;
  };
