import { sql } from "kysely";
import { peopleLock } from "../../../identity/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../../platform/database/index.ts";
import { IMPORT_ROLES, type ImportRole } from "./people-columns.ts";
import type { KnownAgent, KnownInvitation, KnownMember, PeopleFacts } from "./people-facts.ts";

/** The maximum of members and invitations of one call centre; people beyond it count as unknown. */
const PEOPLE_MAX = 20_000;

/** The limits of their numbers. */
export interface PeopleLimits {
  readonly agents: number;
  readonly phones: number;
  readonly invitations: number;
}

/**
 * Locks roles, phones and agents until the transaction ends, so that evaluation and import agree. The call centre is not closed and no role in it ends in
 * the meantime; its calls can begin, since they only share its row.
 */
export async function lockPeople(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom("tenant").select("id").where("id", "=", tenantId).forShare().execute();
  for (const what of [peopleLock(tenantId), `agent ${tenantId}`, `phones ${tenantId}`])
    await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(trx);
}

/** Unique constraints that concurrent writes may violate. */
const TAKEN = ["agent_person", "agent_awaited", "agent_desk_number", "phone_extension"];

/** Whether a line could not be written because a person wrote the same value manually at the same time. */
export function isConcurrentDuplicate(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.state === "23505" && TAKEN.includes(fault.constraint ?? "");
}

/** The facts of the transaction's call centre that the evaluation needs. */
export async function readPeopleFacts(
  trx: DatabaseTransaction,
  asked: {
    readonly tenantId: string;
    readonly extensions: readonly string[];
    readonly emergency: ReadonlySet<string>;
    readonly limits: PeopleLimits;
  },
): Promise<PeopleFacts> {
  const { tenantId, extensions, emergency, limits } = asked;
  const members = await membersOf(trx, tenantId);
  const invitations = await invitationsOf(trx, tenantId);
  const agents = await agentsOf(trx);
  const phones = await trx
    .selectFrom("phone")
    .select(["id", "extension"])
    .where("endedAt", "is", null)
    .limit(limits.phones)
    .execute();
  const queues = await trx
    .selectFrom("queue")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(PEOPLE_MAX)
    .execute();
  const codes = await codesAmong(trx, extensions);
  const room = {
    agents: Math.max(0, limits.agents - agents.length),
    phones: Math.max(0, limits.phones - phones.length),
    invitations: Math.max(0, limits.invitations - invitations.length),
  };
  return { members, invitations, agents, phones, queues, codes, emergency, room };
}

async function membersOf(trx: DatabaseTransaction, tenantId: string): Promise<readonly KnownMember[]> {
  const rows = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.personId", "m.role", "p.name", "p.email", "p.locale"])
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "in", IMPORT_ROLES)
    .where("m.endedAt", "is", null)
    .orderBy("p.name")
    .orderBy("m.id")
    .limit(PEOPLE_MAX)
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as ImportRole, locale: row.locale === "en" ? "en" : "id" }));
}

async function invitationsOf(trx: DatabaseTransaction, tenantId: string): Promise<readonly KnownInvitation[]> {
  const rows = await trx
    .selectFrom("invitation")
    .select(["email", "role", "locale"])
    .where("tenantId", "=", tenantId)
    .where("role", "in", IMPORT_ROLES)
    .where("acceptedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .orderBy("emailKey")
    .limit(PEOPLE_MAX)
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as ImportRole, locale: row.locale === "en" ? "en" : "id" }));
}

async function agentsOf(trx: DatabaseTransaction): Promise<readonly KnownAgent[]> {
  const rows = await trx
    .selectFrom("agent as a")
    .leftJoin("person as u", "u.id", "a.personId")
    .leftJoin("phone as f", (join) => join.onRef("f.id", "=", "a.homePhoneId").on("f.endedAt", "is", null))
    .select(["a.id", "a.version", "a.name", "a.personId", "a.homePhoneId as phoneId", "f.extension"])
    .select((eb) => eb.fn.coalesce("u.emailKey", "a.awaitedEmailKey").as("emailKey"))
    .select("a.skills")
    .select(
      sql<readonly { queueId: string; tier: number }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('queueId', q.queue_id, 'tier', q.tier) order by q.tier, q.queue_id)
        from agent_queue q join queue u on u.id = q.queue_id and u.ended_at is null where q.agent_id = a.id), '[]')`.as(
        "queues",
      ),
    )
    .where("a.endedAt", "is", null)
    .orderBy("a.name")
    .orderBy("a.id")
    .limit(PEOPLE_MAX)
    .execute();
  // The value was written from a form of this shape.
  return rows.map((row) => ({ ...row, skills: row.skills as Record<string, number> }));
}

/** The digits among the given ones that are known access codes. */
async function codesAmong(trx: DatabaseTransaction, digits: readonly string[]): Promise<ReadonlySet<string>> {
  if (digits.length === 0) return new Set();
  const rows = await trx.selectFrom("numberMode").select("code").where("code", "in", digits).execute();
  return new Set(rows.map(({ code }) => code));
}
