/** The changes of a trial, as they are found: every record that an import would make or change, and every row that is gone. */
import { differences } from '../change-log/history.ts';
import type { Position } from '../records/position.ts';
import { type Stored, saysTheSame } from '../writing/grounds.ts';
import { type ImportTrial, MAX_LISTED, type MissingRow, type TrialChange } from '../writing/import-trial.ts';
import { type AnyRecord, actionOf, type WriteAct } from '../writing/plan.ts';

export class Trial {
  readonly #changes: TrialChange[] = [];
  readonly #missing: MissingRow[] = [];
  #moreChanges = 0;
  #moreMissing = 0;

  /** Takes in what a part would write, beside what is stored of that. */
  note(acts: readonly WriteAct[], stored: Stored): void {
    for (const act of acts) {
      if (!('record' in act) || act.completes === true) continue;
      const { kind } = act;
      const before = stored[kind].get(act.record.id) ?? null;
      const record = asKept(act.record, before);
      if (before !== null && saysTheSame(before, record)) continue;
      if (this.#changes.length === MAX_LISTED) {
        this.#moreChanges += 1;
        continue;
      }
      const found = differences(before, record);
      this.#changes.push({
        ...{ kind, id: record.id, action: actionOf(before, record), name: nameOf(record), differences: found },
      });
    }
  }

  /** Takes in a position that is stored, and is no row. */
  noteMissing({ id, expert, question, summary }: Position): void {
    if (this.#missing.length === MAX_LISTED) this.#moreMissing += 1;
    else this.#missing.push({ position: id, expert, question, summary });
  }

  get found(): ImportTrial {
    return {
      ...{ changes: this.#changes, moreChanges: this.#moreChanges },
      ...{ missing: this.#missing, moreMissing: this.#moreMissing },
    };
  }
}

type Named = AnyRecord['record'];

/** Where a position stands among those recorded is none of the writer's. */
const asKept = (record: Named, before: Named | null): Named =>
  'recordedSeq' in record && before !== null && 'recordedSeq' in before
    ? { ...record, recordedSeq: before.recordedSeq }
    : record;

function nameOf(record: Named): string {
  if ('title' in record) return record.title;
  if ('name' in record) return record.name;
  if ('label' in record) return record.label;
  if ('summary' in record) return record.summary;
  return record.quotes[0] ?? record.paraphrase ?? '';
}
