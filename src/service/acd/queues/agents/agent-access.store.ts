import { sql } from "kysely";
import { rolesWith } from "../../../../identity/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";
import { AGENTS_MAX } from "../queue-rules.ts";

/** By what an agent comes to his desk; what is left out stays as it is. */
export interface AgentAccess {
  readonly personId?: string | null;
  /** The address of whom he waits for. */
  readonly awaitedEmailKey?: string | null;
  readonly deskNumber?: string | null;
  readonly deskPinHash?: string | null;
}

/** Roles that let somebody work at a desk. */
const DESKTOP_ROLES = rolesWith("service.desk");

/** People who may work at a desk of a call centre, by name, each with the agent he is; null for nobody's. */
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

/** Whether somebody may work at a desk of a call centre. */
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

/** The desk number of an agent; undefined when there is no such agent. */
export async function readLoginNumber(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("agent")
    .select("deskNumber")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

/** Ties an agent to a person, and gives him another number or PIN. */
export async function giveAccess(trx: DatabaseTransaction, id: string, access: AgentAccess): Promise<void> {
  if (Object.keys(access).length === 0) return;
  // Who has an account waits for nobody.
  const awaited = access.personId === undefined || access.personId === null ? {} : { awaitedEmailKey: null };
  await trx
    .updateTable("agent")
    .set({ ...access, ...awaited })
    .where("id", "=", id)
    .execute();
}

/** Takes the agent of a call centre from whoever lost a role of the desk there. Returns the agent, or null. */
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
 * Makes whoever accepted a role of the desk the agent that waits for his address, unless he is an agent there already. Returns the agent, or
 * null.
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

/** Has no agent of a call centre wait any more for somebody whose invitation to the desk was withdrawn. */
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

/** What a write failed for that another agent has already; undefined for another failure. */
export function takenByAnother(error: unknown): "agent-person-taken" | "agent-desk-number-taken" | undefined {
  const fault = databaseFault(error);
  if (fault?.state !== "23505") return undefined;
  if (fault.constraint === "agent_person") return "agent-person-taken";
  return fault.constraint === "agent_desk_number" ? "agent-desk-number-taken" : undefined;
}
