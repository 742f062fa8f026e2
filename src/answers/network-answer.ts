/** A discourse network as an answer in every shape it has. */
import type { Network } from '../core/comparison/network/network.ts';
import type { Answer, Shape } from './answer.ts';
import { networkDisplay, networkGraph, networkRecords, networkWide } from './network.ts';

export const NETWORK_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'graph'];

export const networkAnswer = (network: Network): Answer & { readonly revision: number } => ({
  document: network,
  revision: network.revision,
  basis: network,
  records: () => networkRecords(network),
  wide: () => networkWide(network),
  display: () => networkDisplay(network),
  graph: () => networkGraph(network),
});
