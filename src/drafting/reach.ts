/** Where the text of an article may go: this machine, one's own network, or hosts of the public over TLS; one of them, as it is set. */
import ipaddr from 'ipaddr.js';
import type { Reach } from '../core/ports/drafter.ts';
import { addressFault, hostOf } from '../webhooks/target.ts';

const SETTING = 'STANDPOINT_DRAFTING_REACH';

/** Why the text may not go to that IP address; null where it may. */
export function reachFault(address: string, reach: Reach): string | null {
  if (reach === 'internet') {
    const fault = addressFault(address, false)?.replace(/ \(.*$/, '');
    return fault === undefined ? null : `${fault}, and ${SETTING} is "internet"`;
  }
  const fault = addressFault(address, true);
  if (fault !== null) return fault;
  if (reach === 'network')
    return addressFault(address, false) === null ? `${address} is on the internet, and ${SETTING} is "network"` : null;
  return ipaddr.process(address).range() === 'loopback'
    ? null
    : `${address} is not this machine, and ${SETTING} is "machine"`;
}

/** Why nothing may be sent there, before any name is resolved; null where it may. What a name leads to is looked at as the connection is made. */
export function addressOf(url: URL, reach: Reach): string | null {
  if (url.protocol !== 'https:' && reach === 'internet')
    return 'must begin with https://, as the text leaves your network';
  const host = hostOf(url);
  return ipaddr.isValid(host) ? reachFault(host, reach) : null;
}
