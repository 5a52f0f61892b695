import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { PHONES_MAX } from "./phone.store.ts";
import { SOFTPHONE_SESSION_MS } from "./softphone-session.ts";

/** The expiry of a softphone session from now, unless its page extends it. */
const UNTIL = sql<Date>`clock_timestamp() + make_interval(secs => ${SOFTPHONE_SESSION_MS / 1_000}::float8)`;

/** The valid softphone sessions of a tenant: with their login sessions, agents and phones. */
export async function loadSittings(trx: DatabaseTransaction) {
  return trx
    .selectFrom("softphoneSession as s")
    .innerJoin("phone as p", "p.id", "s.phoneId")
    .innerJoin("agent as a", "a.id", "s.agentId")
    .innerJoin("session as e", "e.id", "s.sessionId")
    .select(["p.id", "p.tenantId", "p.extension", "p.name", "p.isEncrypted"])
    .select(["s.id as sittingId", "s.username", "s.sealedSecret"])
    .where("p.endedAt", "is", null)
    .where("a.endedAt", "is", null)
    .whereRef("a.personId", "=", "s.personId")
    .where("e.endedAt", "is", null)
    .where("s.expiresAt", ">", sql<Date>`clock_timestamp()`)
    .limit(PHONES_MAX)
    .execute();
}

/** The agent of this person, locked, so that two pages do not open softphone sessions at the same time; undefined when the person is no agent. */
export async function lockOwnAgent(trx: DatabaseTransaction, personId: string): Promise<string | undefined> {
  const agent = await trx
    .selectFrom("agent")
    .select("id")
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return agent?.id;
}

/** A phone for a softphone session, with whether another agent works at it; undefined when it does not exist. */
export async function findSoftphonePhone(
  trx: DatabaseTransaction,
  { phoneId, agentId }: { readonly phoneId: string; readonly agentId: string },
) {
  return trx
    .selectFrom("phone as p")
    .select("p.extension")
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("agentStatus as s")
            .select("s.agentId")
            .whereRef("s.phoneId", "=", "p.id")
            .where("s.agentId", "<>", agentId),
        )
        .as("isTaken"),
    )
    .where("p.id", "=", phoneId)
    .where("p.endedAt", "is", null)
    .executeTakeFirst();
}

/** A new softphone session. */
export interface NewSoftphoneSession {
  readonly id: string;
  readonly tenantId: string;
  readonly agentId: string;
  readonly phoneId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly sealedSecret: Buffer;
  readonly openedAt: Date;
}

/** Creates a softphone session in place of the agent's last one, and of expired ones at the phone. */
export async function replaceSoftphoneSession(trx: DatabaseTransaction, sitting: NewSoftphoneSession): Promise<void> {
  const { agentId, phoneId } = sitting;
  const living = (await loadSittings(trx)).map(({ sittingId }) => sittingId);
  await trx
    .deleteFrom("softphoneSession")
    .where((eb) =>
      eb.or([
        eb("agentId", "=", agentId),
        eb.and([eb("phoneId", "=", phoneId), sql<boolean>`id <> all(${living}::uuid[])`]),
      ]),
    )
    .execute();
  await trx
    .insertInto("softphoneSession")
    .values({ ...sitting, expiresAt: UNTIL })
    .execute();
}

/** The owner of a softphone session. */
interface OwnSoftphoneSession {
  readonly id: string;
  readonly personId: string;
  readonly sessionId: string;
}

/** Extends a softphone session; false when it has ended. */
export async function renewSoftphoneSession(trx: DatabaseTransaction, own: OwnSoftphoneSession): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("softphoneSession")
    .set({ expiresAt: UNTIL })
    .where("id", "=", own.id)
    .where("personId", "=", own.personId)
    .where("sessionId", "=", own.sessionId)
    .where("expiresAt", ">", sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a page of this person has a softphone now. */
export async function hasLiveSoftphoneSession(trx: DatabaseTransaction, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom("softphoneSession as s")
    .innerJoin("session as e", "e.id", "s.sessionId")
    .select("s.id")
    .where("s.personId", "=", personId)
    .where("e.endedAt", "is", null)
    .where("s.expiresAt", ">", sql<Date>`clock_timestamp()`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a softphone session; false when it had ended. */
export async function deleteSoftphoneSession(trx: DatabaseTransaction, own: OwnSoftphoneSession): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("softphoneSession")
    .where("id", "=", own.id)
    .where("personId", "=", own.personId)
    .where("sessionId", "=", own.sessionId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
