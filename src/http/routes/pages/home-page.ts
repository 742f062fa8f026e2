/** What the home page is made of. */
import type { Caller } from '../../../core/access/caller.ts';
import type { Store } from '../../../core/ports/store.ts';
import { homePage } from '../../../pages/home.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage } from '../../../pages/layout.ts';
import { NOW, type View } from '../../../pages/links.ts';
import { seenFor } from '../../../services/access/sight.ts';
import { listCorrections } from '../../../services/change-log/history.ts';
import { toldCorrections } from '../../../services/change-log/told-corrections.ts';
import { askFindings, askLatest } from '../../../services/comparison/findings.ts';
import { listRecords } from '../../../services/records/records.ts';

const QUESTIONS = 50;
const EXPERTS = 30;
const DIVIDED = 4;
const LATEST = 5;
const CORRECTIONS = 3;

/** Which questions divide most is kept; what is read are the cells on those that are shown. */
export const HOME_COST = { cell: 2, questions: QUESTIONS + DIVIDED };

/** The home page as things stand, or as it would be in a preview. */
export async function makeHomePage(store: Store, caller: Caller, say: Messages, view: View = NOW): Promise<HtmlPage> {
  const { drafts = false } = view;
  const { items: questions } = await listRecords(store, caller, 'question', { limit: QUESTIONS });
  const { items: experts } = await listRecords(store, caller, 'expert', { limit: EXPERTS });
  const ids = questions.map(({ id }) => id);
  const { extent, division, divided } = await askFindings(store, caller, { questions: ids, limit: DIVIDED, drafts });
  const seen = seenFor(caller, store, view);
  const data = {
    counts: extent,
    updatedOn: (await seen.changedAt(await seen.revision()))?.slice(0, 10) ?? null,
    divided,
    latest: await askLatest(store, caller, { limit: LATEST, drafts }),
    // What was corrected is public, and has its page.
    corrections: drafts
      ? []
      : await toldCorrections(seen, (await listCorrections(store, caller, { limit: CORRECTIONS })).items),
    questions,
    division,
    experts,
    view,
  };
  return homePage(data, say);
}
