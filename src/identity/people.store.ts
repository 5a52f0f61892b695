import { sql } from "kysely";
import { type Database, type DatabaseTransaction, likePattern } from "../platform/database/index.ts";
import type { Caller, CallerMembership } from "../platform/http/index.ts";
import { membershipsInForce } from "./authority/memberships-in-force.ts";
import { isOperatorRole } from "./authority/roles.ts";
import { countingRights, secondFactorState } from "./second-factor/second-factor.ts";

/** A new person. */
export interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly locale: "id" | "en";
  readonly isDemo: boolean;
  readonly createdAt: Date;
  /** When the address was confirmed; absent if not yet. */
  readonly emailConfirmedAt?: Date;
}

/** The key under which an e-mail address is unique. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Adds a person; false if the address is taken. */
export async function insertPerson(trx: Database | DatabaseTransaction, person: NewPerson): Promise<boolean> {
  const result = await trx
    .insertInto("person")
    .values({ ...person, emailKey: emailKey(person.email) })
    .onConflict((conflict) => conflict.column("emailKey").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The person of an e-mail address, with the fields for log-in. */
export async function findPersonByEmail(db: Database | DatabaseTransaction, email: string) {
  return db
    .selectFrom("person")
    .select((eb) => [
      "id",
      "passwordHash",
      "isDemo",
      "disabledAt",
      "emailConfirmedAt",
      eb
        .exists(eb.selectFrom("membership").select("membership.id").whereRef("membership.personId", "=", "person.id"))
        .as("hasHeldRole"),
    ])
    .where("emailKey", "=", emailKey(email))
    .executeTakeFirst();
}

/** A membership with the instant of its beginning; null if it had none. */
export interface HeldMembership extends CallerMembership {
  readonly validFromMs: number | null;
}

/** A new membership. */
export interface NewMembership {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly team: string | null;
  readonly organisationId: string | null;
  /** The tenant of an operator's role; defaults to the default tenant. */
  readonly tenantId?: string;
  readonly grantedBy: string | null;
  readonly grantedAt: Date;
  /** The instant of its end, if limited. */
  readonly validTo?: Date;
  /** The instant of its beginning, if limited. */
  readonly validFrom?: Date;
}

/** Gives a role; an existing one is unchanged. Returns whether it was added. */
export async function insertMembership(trx: Database | DatabaseTransaction, row: NewMembership): Promise<boolean> {
  const result = await trx
    .insertInto("membership")
    .values({ ...row, tenantId: isOperatorRole(row.role) ? (row.tenantId ?? (await defaultTenantId(trx))) : null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The default tenant, in which the installation's own page gives roles. */
export async function defaultTenantId(trx: Database | DatabaseTransaction): Promise<string> {
  const row = await trx.selectFrom("tenant").select("id").where("isDefault", "=", true).executeTakeFirstOrThrow();
  return row.id;
}

/** Ends a membership that is in force. Returns it, or undefined. */
export async function endMembership(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly by: string; readonly at: Date },
) {
  return trx
    .updateTable("membership")
    .set({ endedAt: options.at, endedBy: options.by })
    .where("id", "=", options.id)
    .where("endedAt", "is", null)
    .returning(["personId", "role", "team", "organisationId", "tenantId"])
    .executeTakeFirst();
}

/** Ends all memberships of an organisation. Returns the affected people. */
export async function endMembershipsOf(
  trx: DatabaseTransaction,
  options: { readonly organisationId: string; readonly by: string; readonly at: Date },
): Promise<readonly string[]> {
  const ended = await trx
    .updateTable("membership")
    .set({ endedAt: options.at, endedBy: options.by })
    .where("organisationId", "=", options.organisationId)
    .where("endedAt", "is", null)
    .returning("personId")
    .execute();
  return ended.map(({ personId }) => personId);
}

/** Memberships without an early end, by person, with their periods. */
export async function membershipsOf(
  db: Database | DatabaseTransaction,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldMembership[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("membership")
    .leftJoin("organisation", "organisation.id", "membership.organisationId")
    .leftJoin("tenant", "tenant.id", "membership.tenantId")
    .leftJoin("person as actingFor", "actingFor.id", "membership.actingForPersonId")
    .select([
      "membership.id",
      "membership.personId",
      "membership.role",
      "membership.team",
      "membership.organisationId",
      "organisation.name as organisationName",
      "membership.tenantId",
      "membership.acting",
      "membership.actingForPersonId",
      "actingFor.name as actingForName",
      "membership.validFrom",
      "membership.validTo",
      "tenant.closedAt",
    ])
    .where("membership.personId", "in", personIds)
    .where("membership.endedAt", "is", null)
    .orderBy("membership.grantedAt")
    .orderBy("membership.id")
    .execute();
  const byPerson = new Map<string, HeldMembership[]>();
  for (const { personId, acting, validFrom, validTo, closedAt, ...membership } of rows) {
    // Memberships of a closed tenant are not in force from its closing on; if it is reopened, they are again.
    const ends = [validTo, closedAt].flatMap((end) => (end === null ? [] : [end.getTime()]));
    const validToMs = ends.length === 0 ? null : Math.min(...ends);
    const period = { validFromMs: validFrom?.getTime() ?? null, validToMs };
    const held = { ...membership, ...period, acting: acting === "plh" || acting === "plt" ? acting : null } as const;
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), held]);
  }
  return byPerson;
}

/** Adds a session of a person. */
export async function insertSession(
  db: Database | DatabaseTransaction,
  row: {
    readonly id: string;
    readonly personId: string;
    readonly tokenSha256: Buffer;
    readonly createdAt: Date;
    readonly expiresAt: Date;
    readonly userAgent: string;
  },
): Promise<void> {
  await db
    .insertInto("session")
    .values({ ...row, lastSeenAt: row.createdAt })
    .execute();
}

/** A caller as read from the database. */
export interface FoundCaller extends Caller {
  readonly lastSeenAt: Date;
  /** The next instant at which one of the roles begins or ends; null if none does. */
  readonly changesAtMs: number | null;
}

/** The holder of this session token; undefined if it ended, expired, or the person is disabled. */
export async function findCaller(
  db: Database,
  options: { readonly tokenSha256: Buffer; readonly now: Date },
): Promise<FoundCaller | undefined> {
  const row = await db
    .selectFrom("session")
    .innerJoin("person", "person.id", "session.personId")
    .leftJoin("secondFactor", (join) =>
      join.onRef("secondFactor.personId", "=", "person.id").on("secondFactor.confirmedAt", "is not", null),
    )
    .select([
      "secondFactor.confirmedAt as enrolledAt",
      "session.secondFactorAt",
      "session.id as sessionId",
      "session.lastSeenAt",
      "person.id as personId",
      "person.name",
      "person.email",
      "person.locale",
      "person.isDemo",
      "person.emailConfirmedAt",
    ])
    .where("session.tokenSha256", "=", options.tokenSha256)
    .where("session.endedAt", "is", null)
    .where("session.expiresAt", ">", options.now)
    .where("person.disabledAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { enrolledAt, secondFactorAt, emailConfirmedAt, ...person } = row;
  const all = (await membershipsOf(db, [row.personId])).get(row.personId) ?? [];
  const { memberships: held, changesAtMs } = membershipsInForce(all, options.now.getTime());
  const secondFactor = secondFactorState({
    memberships: held,
    isDemo: row.isDemo,
    isEnrolled: enrolledAt !== null,
    isGiven: secondFactorAt !== null,
  });
  const rights = countingRights(held, secondFactor);
  const locale = row.locale === "en" ? "en" : "id";
  const isEmailConfirmed = row.isDemo || emailConfirmedAt !== null;
  return { ...person, ...rights, locale, isEmailConfirmed, secondFactor, changesAtMs };
}

/** Records the use of a session, and extends its expiry. */
export async function touchSession(db: Database, id: string, now: Date, expiresAt: Date): Promise<void> {
  await db
    .updateTable("session")
    .set({ lastSeenAt: now, expiresAt: sql<Date>`least(${expiresAt}::timestamptz, created_at + interval '7 days')` })
    .where("id", "=", id)
    .execute();
}

/** Ends a session; idempotent. */
export async function endSession(db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable("session").set({ endedAt: now }).where("id", "=", id).where("endedAt", "is", null).execute();
}

/** People by name or address, with their roles. */
export async function listPeople(
  db: Database,
  query: { readonly search: string; readonly limit: number; readonly offset: number; readonly now: Date },
) {
  const text = query.search.trim();
  const like = likePattern(text.toLowerCase());
  let base = db.selectFrom("person");
  if (text !== "") {
    base = base.where((eb) => eb.or([eb("emailKey", "like", like), eb(eb.fn("lower", ["name"]), "like", like)]));
  }
  const people = await base
    .select(["id", "name", "email", "isDemo", "disabledAt"])
    .orderBy("name")
    .orderBy("id")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const memberships = await membershipsOf(
    db,
    people.map((person) => person.id),
  );
  return {
    total: count.total,
    items: people.map((person) => ({
      ...person,
      memberships: membershipsInForce(memberships.get(person.id) ?? [], query.now.getTime()).memberships,
    })),
  };
}

/** Consumes a one-time link; false if it is unknown, used or expired. */
export async function useOneTimeLink(
  trx: DatabaseTransaction,
  options: { readonly tokenSha256: Buffer; readonly purpose: string; readonly now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable("oneTimeLink")
    .set({ usedAt: options.now })
    .where("tokenSha256", "=", options.tokenSha256)
    .where("purpose", "=", options.purpose)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", options.now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
