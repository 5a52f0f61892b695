import { sql } from "kysely";
import { rolesWith } from "../../../../identity/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { AGENTS_MAX } from "../queue-rules.ts";

/** The login access of an agent; properties that are left out do not change. */
export interface AgentAccess {
  readonly personId?: string | null;
  /** The address of the open invitation for this agent. */
  readonly awaitedEmailKey?: string | null;
  readonly deskNumber?: string | null;
  readonly deskPinHash?: string | null;
}

/** Roles that may use the agent desktop. */
const DESKTOP_ROLES = rolesWith("service.desk");

/** People who may use the agent desktop of a call centre, by name, each with their agent; null without one. */
export async function listDesktopUsers(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom("person as p")
    .leftJoin("agent as a", (join) => join.onRef("a.personId", "=", "p.id").on("a.endedAt", "is", null))
    .select(["p.id", "p.name", "p.email", "a.id as agentId"])
    .where("p.disabledAt", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("membership as m")
          .select("m.id")
          .whereRef("m.personId", "=", "p.id")
          .where("m.tenantId", "=", tenantId)
          .where("m.role", "in", DESKTOP_ROLES)
          .where("m.endedAt", "is", null),
      ),
    )
    .orderBy("p.name")
    .orderBy("p.id")
    .limit(AGENTS_MAX)
    .execute();
}

/** Whether a person may use the agent desktop of a call centre. */
export async function isDesktopUser(
  trx: DatabaseTransaction,
  { tenantId, personId }: { readonly tenantId: string; readonly personId: string },
): Promise<boolean> {
  const held = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("m.id")
    .where("m.personId", "=", personId)
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "in", DESKTOP_ROLES)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** The agent number of an agent; undefined when the agent does not exist. */
export async function readLoginNumber(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("agent")
    .select("deskNumber")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

/** Ties an agent to a person, and sets the agent number or PIN. */
export async function giveAccess(trx: DatabaseTransaction, id: string, access: AgentAccess): Promise<void> {
  if (Object.keys(access).length === 0) return;
  // An agent with an account has no open invitation.
  const awaited = access.personId === undefined || access.personId === null ? {} : { awaitedEmailKey: null };
  await trx
    .updateTable("agent")
    .set({ ...access, ...awaited })
    .where("id", "=", id)
    .execute();
}

/** Unties the agent of a person who lost a role of the agent desktop in a call centre. Returns the agent, or null. */
export async function untieAgent(
  trx: DatabaseTransaction,
  ended: { readonly tenantId: string; readonly personId: string; readonly role: string },
): Promise<string | null> {
  if (!DESKTOP_ROLES.some((role) => role === ended.role)) return null;
  await sql`select set_config('app.tenant', ${ended.tenantId}, true)`.execute(trx);
  const untied = await trx
    .updateTable("agent")
    .set({ personId: null })
    .where("personId", "=", ended.personId)
    .where("endedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return untied?.id ?? null;
}

/**
 * Ties the person who accepted a role of the agent desktop to the agent that awaits the person's address, unless the person has an agent there already.
 * Returns the agent, or null.
 */
export async function tieAwaitedAgent(
  trx: DatabaseTransaction,
  accepted: {
    readonly tenantId: string;
    readonly personId: string;
    readonly role: string;
    readonly emailKey: string;
  },
): Promise<string | null> {
  if (!DESKTOP_ROLES.some((role) => role === accepted.role)) return null;
  await sql`select set_config('app.tenant', ${accepted.tenantId}, true)`.execute(trx);
  const other = await trx
    .selectFrom("agent")
    .select("id")
    .where("personId", "=", accepted.personId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  const tied = await trx
    .updateTable("agent")
    .set({ personId: other === undefined ? accepted.personId : null, awaitedEmailKey: null })
    .where("awaitedEmailKey", "=", accepted.emailKey)
    .where("endedAt", "is", null)
    .returning(["id", "personId"])
    .executeTakeFirst();
  return tied === undefined || tied.personId === null ? null : tied.id;
}

/** Removes the awaited address from an agent whose invitation to the agent desktop was withdrawn. */
export async function forgetAwaitedAgent(
  trx: DatabaseTransaction,
  withdrawn: { readonly tenantId: string; readonly role: string; readonly emailKey: string },
): Promise<void> {
  if (!DESKTOP_ROLES.some((role) => role === withdrawn.role)) return;
  await sql`select set_config('app.tenant', ${withdrawn.tenantId}, true)`.execute(trx);
  await trx
    .updateTable("agent")
    .set({ awaitedEmailKey: null })
    .where("awaitedEmailKey", "=", withdrawn.emailKey)
    .where("endedAt", "is", null)
    .execute();
}
