import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { StatusCallbackTarget } from "../cdr/index.ts";
import { CONFERENCE_EVENTS_MAX, type ConferenceEnd, type Member } from "./conference.ts";

/** A conference that was begun, or found in progress. */
export interface OpenedConference {
  readonly id: string;
  /** Whether this switch owns it; another live switch may own one with the name. */
  readonly isOwn: boolean;
}

/** Begins the conference of a name, or returns the one in progress; a conference that a command has named becomes this switch's. */
export async function beginConference(
  db: Database,
  wish: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly switchId: string;
    readonly at: Date;
  },
): Promise<OpenedConference> {
  const { id, tenantId, name, switchId, at } = wish;
  return inTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("conference")
      .values({ id, tenantId, name, switchId, createdAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await trx
      .updateTable("conference")
      .set({ switchId: sql<string>`coalesce(switch_id, ${switchId}::uuid)` })
      .where("name", "=", name)
      .where("endedAt", "is", null)
      .returning(["id", "switchId"])
      .executeTakeFirstOrThrow();
    return { id: row.id, isOwn: row.switchId === switchId };
  });
}

/** A fact about a conference. */
export type ConferenceHappening =
  /** An application receives its status callbacks from here on. */
  | { readonly fact: "told"; readonly told: StatusCallbackTarget }
  | { readonly fact: "start" }
  | { readonly fact: "member"; readonly member: Member }
  | { readonly fact: "leave"; readonly callId: string }
  | { readonly fact: "end"; readonly why: ConferenceEnd };

/** A fact that is to be stored. */
export interface ConferenceFact {
  readonly conferenceId: string;
  readonly tenantId: string;
  readonly at: Date;
  readonly happening: ConferenceHappening;
}

/** Stores a fact. */
export async function keepConferenceFact(trx: DatabaseTransaction, fact: ConferenceFact): Promise<void> {
  const { conferenceId, tenantId, at, happening } = fact;
  await keepEvent(trx, fact);
  switch (happening.fact) {
    case "told":
      await trx
        .insertInto("conferenceStatusCallback")
        .values({ conferenceId, tenantId, createdAt: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return;
    case "start":
      await trx.updateTable("conference").set({ startedAt: at }).where("id", "=", conferenceId).execute();
      return;
    case "member":
      return keepMember(trx, { conferenceId, tenantId, at, member: happening.member });
    case "leave":
      await trx
        .updateTable("conferenceParticipant")
        .set({ leftAt: at })
        .where("conferenceId", "=", conferenceId)
        .where("callId", "=", happening.callId)
        .execute();
      return;
    case "end":
      await trx
        .updateTable("conferenceParticipant")
        .set({ leftAt: at })
        .where("conferenceId", "=", conferenceId)
        .where("leftAt", "is", null)
        .execute();
      await trx
        .updateTable("conference")
        .set({ endedAt: at, endedWhy: happening.why })
        .where("id", "=", conferenceId)
        .where("endedAt", "is", null)
        .execute();
  }
}

/** Stores a fact as an event for status callbacks as well, while the conference is in progress; its end is a separate row. */
async function keepEvent(
  trx: DatabaseTransaction,
  { conferenceId, tenantId, at, happening }: ConferenceFact,
): Promise<void> {
  if (happening.fact === "end") return;
  const data = JSON.stringify(eventData(happening));
  await sql`
    insert into conference_event (conference_id, sequence, tenant_id, kind, at, data)
    select n.id, n.next, ${tenantId}::uuid, ${happening.fact}, ${at}::timestamptz, ${data}::jsonb from (
      select c.id, coalesce((select max(e.sequence) + 1 from conference_event e where e.conference_id = c.id), 0) as next
      from conference c where c.id = ${conferenceId}::uuid and c.ended_at is null for update of c) n
    where n.next < ${CONFERENCE_EVENTS_MAX}::int`.execute(trx);
}

function eventData(happening: Exclude<ConferenceHappening, { readonly fact: "end" }>): object {
  switch (happening.fact) {
    case "told":
      return { told: happening.told };
    case "start":
      return {};
    case "member": {
      const { callId, isHeld, seat } = happening.member;
      const { label, isMuted, starts, ends, coachedCallId } = seat;
      return { callId, label, isMuted, isHeld, starts, ends, coachedCallId };
    }
    case "leave":
      return { callId: happening.callId };
  }
}

async function keepMember(
  trx: DatabaseTransaction,
  wish: { readonly conferenceId: string; readonly tenantId: string; readonly at: Date; readonly member: Member },
): Promise<void> {
  const { conferenceId, tenantId, at, member } = wish;
  const { seat, isHeld, callId } = member;
  const { label, isMuted, starts, ends, coachedCallId } = seat;
  const row = { label, isMuted, isHeld, starts, ends, coachedCallId };
  await trx
    .insertInto("conferenceParticipant")
    .values({ conferenceId, callId, tenantId, ...row, createdAt: at, joinedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(["conferenceId", "callId"])
        .doUpdateSet({ ...row, joinedAt: sql<Date>`coalesce(conference_participant.joined_at, ${at})`, leftAt: null }),
    )
    .execute();
}

/** The id of no switch: its conferences have no owner. */
const NO_SWITCH = "00000000-0000-0000-0000-000000000000";

/**
 * Ends lost conferences: of dead switches, those of this switch that it does not have, and those that no call joined. Returns their number. While
 * this switch is just beginning one, its own are skipped.
 */
export async function endLostConferences(
  db: Database,
  wish: {
    readonly switchId: string;
    readonly isBeginning: boolean;
    readonly known: readonly string[];
    readonly at: Date;
    readonly cameBy: string;
  },
): Promise<number> {
  const { isBeginning, known, at, cameBy } = wish;
  const switchId = isBeginning ? NO_SWITCH : wish.switchId;
  const { rows } = await sql<{ readonly count: number }>`
    select end_orphaned_conferences(${switchId}::uuid, ${[...known]}::uuid[], ${at}::timestamptz, ${cameBy}::interval) as count`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
