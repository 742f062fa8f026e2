/** What the package is made of, for whoever must know it: every package that the lock file names for its users, with its digest. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

const ROOT = resolve(import.meta.dirname, '..');
const COMMAND = ['sbom', '--package-lock-only', '--workspaces=false', '--sbom-format=cyclonedx'];

type Component = { readonly 'bom-ref': string; readonly properties: readonly { readonly name: string }[] };
type Needs = { readonly ref: string; readonly dependsOn: readonly string[] };
type Bill = {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Needs[];
};

/** In CycloneDX, by npm. Its `--omit=dev` leaves out what users need too, where the checkout needs it as well. */
export function billOfMaterials(): Bill {
  const bill: Bill = JSON.parse(execFileSync('npm', COMMAND, { cwd: ROOT, encoding: 'utf8' }));
  const { component } = bill.metadata;
  const components = bill.components.filter((each) => !isOnlyForTheCheckout(each));
  const named = new Set([component, ...components].map((each) => each['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => named.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => named.has(each)) }));
  // npm calls the program by the folder that it lies in.
  const metadata = { ...bill.metadata, component: { ...component, name: packageJson.name } };
  return { ...bill, metadata, components, dependencies };
}

const isOnlyForTheCheckout = ({ properties }: Component): boolean =>
  properties.some(({ name }) => name === 'cdx:npm:package:development');
