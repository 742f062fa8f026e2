/** What is wrong with a scale that is written. */
import { isPublic } from '../records/public-state.ts';
import { RESERVED_OPTION_IDS, roleFault, type ScaleInput } from '../records/scale.ts';
import { optionFaults } from './name-faults.ts';
import type { Planner } from './planner.ts';

/** Tells the planner what is wrong with a scale at that place: its options, and what of them the stored one must keep. */
export function checkScale(planner: Planner, scale: ScaleInput, place: string): void {
  for (const { field, message } of optionFaults(scale, planner.stored.scale.get(scale.id)))
    planner.fault(`${place}/${field}`, message);
  const seen = new Set<string>();
  scale.options.forEach((option, index) => {
    const { id } = option;
    const fault = roleFault(option);
    if (fault !== null) planner.fault(`${place}/options/${index}/role`, fault);
    if (RESERVED_OPTION_IDS.includes(id))
      planner.fault(`${place}/options/${index}/id`, `"${id}" is the name of a cell's state; use another id`);
    if (seen.has(id)) planner.fault(`${place}/options/${index}/id`, `"${id}" occurs twice on this scale`);
    seen.add(id);
  });
  const lost = planner.stored.scale.get(scale.id)?.options.filter(({ id }) => !seen.has(id)) ?? [];
  if (lost.length > 0) {
    const names = lost.map(({ id }) => `"${id}"`).join(', ');
    planner.fault(`${place}/options`, `must keep the options the stored scale has: ${names}; or use a new scale id`);
  }
  checkValues(planner, scale, place);
}

/** An option of a public scale keeps its value: positions that hold it would say something else. */
function checkValues(planner: Planner, { id, options }: ScaleInput, place: string): void {
  const stored = planner.stored.scale.get(id);
  if (stored === undefined || !isPublic(stored)) return;
  const values = new Map(stored.options.map((option) => [option.id, option.value]));
  options.forEach((option, index) => {
    const value = values.get(option.id);
    if (value !== undefined && value !== option.value)
      planner.fault(
        `${place}/options/${index}/value`,
        `must stay ${value}: positions that hold "${option.id}" would say something else; add an option, or use a new scale id`,
      );
  });
}
