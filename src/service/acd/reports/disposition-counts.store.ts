import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CountedRange } from "./queue-figures.ts";
import type { DispositionCount } from "./queue-report.ts";

/** The maximum of dispositions in a report; a call centre has fewer at once, and some that have ended. */
const DISPOSITIONS_MAX = 500;

/**
 * Counts the contacts by their last disposition if it was set in the range, the most frequent first; of one queue when it is given. A contact
 * counts once, at the instant of its last disposition.
 */
export async function dispositionsIn(
  trx: DatabaseTransaction,
  { fromMs, untilMs, queueId }: CountedRange & { readonly queueId: string | undefined },
): Promise<readonly DispositionCount[]> {
  const ofQueue =
    queueId === undefined
      ? sql``
      : sql`and exists (select from queue_event e where e.contact_id = n.contact_id and e.kind = 'contact.answered'
          and e.queue_id = ${queueId}::uuid)`;
  const { rows } = await sql<DispositionCount>`
    select d.id, d.name, count(*)::int as contacts from contact_note n join disposition d on d.id = n.disposition_id
    where n.at >= ${new Date(fromMs)} and n.at < ${new Date(untilMs)} ${ofQueue}
      and not exists (select from contact_note l where l.contact_id = n.contact_id and l.disposition_id is not null
        and (l.at, l.id) > (n.at, n.id))
    group by d.id, d.name order by contacts desc, d.name limit ${DISPOSITIONS_MAX}`.execute(trx);
  return rows;
}
