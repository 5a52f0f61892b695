import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Role } from "../authority/roles.ts";
import type { InvitationFacts } from "./invitation.ts";

/** The target of an invitation: a company, a tenant, or neither for officers. */
export interface InvitationPlace {
  readonly organisationId: string | null;
  readonly tenantId: string | null;
}

/** A new invitation. */
export interface NewInvitation extends InvitationPlace {
  readonly id: string;
  readonly role: string;
  readonly team: string | null;
  readonly email: string;
  readonly emailKey: string;
  readonly locale: "id" | "en";
  readonly tokenSha256: Buffer;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const LISTED_MAX = 1_000;

/** Adds an invitation; false if the same address has an open one for the target. */
export async function insertInvitation(trx: DatabaseTransaction, row: NewInvitation): Promise<boolean> {
  const added = await trx
    .insertInto("invitation")
    .values({ ...row, sentAt: row.createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Number of open invitations to a target. */
export async function countOpenInvitations(trx: DatabaseTransaction, place: InvitationPlace): Promise<number> {
  const { count } = await trx
    .selectFrom("invitation")
    .select(sql<number>`count(*)`.as("count"))
    .where("organisationId", "is not distinct from", place.organisationId)
    .where("tenantId", "is not distinct from", place.tenantId)
    .where("acceptedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

function withNames(db: Database | DatabaseTransaction) {
  return db
    .selectFrom("invitation as i")
    .innerJoin("person as p", "p.id", "i.invitedBy")
    .leftJoin("organisation as o", "o.id", "i.organisationId")
    .leftJoin("tenant as t", "t.id", "i.tenantId")
    .select([
      "i.id",
      "i.organisationId",
      "i.tenantId",
      "i.role",
      "i.team",
      "i.email",
      "i.emailKey",
      "i.locale",
      "i.invitedBy",
    ])
    .select(["i.sentAt", "i.expiresAt", "i.acceptedAt", "i.acceptedBy", "i.withdrawnAt"])
    .select(["p.name as inviterName", "o.name as organisationName", "t.name as centreName"]);
}

/** Invitations to a target that were neither accepted nor withdrawn, newest first. */
export async function listInvitations(db: Database, place: InvitationPlace) {
  return withNames(db)
    .where("i.organisationId", "is not distinct from", place.organisationId)
    .where("i.tenantId", "is not distinct from", place.tenantId)
    .where("i.acceptedAt", "is", null)
    .where("i.withdrawnAt", "is", null)
    .orderBy("i.createdAt", "desc")
    .orderBy("i.id", "desc")
    .limit(LISTED_MAX)
    .execute();
}

/** The invitation of a token. */
export async function findByToken(db: Database, tokenSha256: Buffer) {
  return withNames(db).where("i.tokenSha256", "=", tokenSha256).executeTakeFirst();
}

/** The invitation of a token, locked. */
export async function lockByToken(trx: DatabaseTransaction, tokenSha256: Buffer) {
  return withNames(trx).where("i.tokenSha256", "=", tokenSha256).forUpdate("i").executeTakeFirst();
}

/** An invitation that was neither accepted nor withdrawn, locked. */
export async function lockOpen(trx: DatabaseTransaction, id: string) {
  return withNames(trx)
    .where("i.id", "=", id)
    .where("i.acceptedAt", "is", null)
    .where("i.withdrawnAt", "is", null)
    .forUpdate("i")
    .executeTakeFirst();
}

/** The open invitation of an address to a role in a tenant; undefined if there is none. */
export async function findOpenInCentre(
  db: Database,
  asked: { readonly emailKey: string; readonly tenantId: string; readonly role: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom("invitation")
    .select("id")
    .where("emailKey", "=", asked.emailKey)
    .where("tenantId", "=", asked.tenantId)
    .where("role", "=", asked.role)
    .where("acceptedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .executeTakeFirst();
  return row?.id;
}

/** Sets a new token and a new expiry of an open invitation; the last sender becomes its inviter. */
export async function renewInvitation(
  trx: DatabaseTransaction,
  options: Pick<NewInvitation, "id" | "tokenSha256" | "expiresAt" | "invitedBy"> & { readonly sentAt: Date },
): Promise<void> {
  const { id, ...fresh } = options;
  await trx.updateTable("invitation").set(fresh).where("id", "=", id).execute();
}

/** Marks an invitation as accepted. */
export async function markAccepted(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const mark = { acceptedAt: options.at, acceptedBy: options.by };
  await trx.updateTable("invitation").set(mark).where("id", "=", options.id).execute();
}

/** Whether a person has the role of an accepted invitation. */
export async function holdsInvitedRole(
  trx: DatabaseTransaction,
  asked: InvitationPlace & { readonly personId: string; readonly role: string },
): Promise<boolean> {
  const held = await trx
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", asked.personId)
    .where("role", "=", asked.role)
    .where("organisationId", "is not distinct from", asked.organisationId)
    .where("tenantId", "is not distinct from", asked.tenantId)
    .where("endedAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** The person created by accepting an invitation after an instant, with the facts to recognise a repeated request. */
export async function findPersonByInvitation(
  db: Database,
  { tokenSha256, after }: { readonly tokenSha256: Buffer; readonly after: Date },
) {
  return (
    db
      .selectFrom("invitation as i")
      .innerJoin("person as p", "p.id", "i.acceptedBy")
      .select(["p.id", "p.passwordHash"])
      .where("i.tokenSha256", "=", tokenSha256)
      .where("i.acceptedAt", ">", after)
      // Existing accounts must log in, where wrong passwords are counted.
      .where(sql<boolean>`p.created_at >= i.accepted_at - interval '1 minute'`)
      .where("p.disabledAt", "is", null)
      .executeTakeFirst()
  );
}

/** Withdraws an invitation. */
export async function markWithdrawn(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const mark = { withdrawnAt: options.at, withdrawnBy: options.by };
  await trx.updateTable("invitation").set(mark).where("id", "=", options.id).execute();
}

/**
 * Whether the inviter may still invite: an owner of the company, an administrator of the tenant, or an administrator of
 * the installation, who invites officers, and administrators to any tenant. Invitations to a closed tenant are refused.
 */
export async function mayInvite(
  db: Database | DatabaseTransaction,
  options: InvitationPlace & { readonly personId: string; readonly role: string },
): Promise<boolean> {
  const { personId, organisationId, tenantId, role } = options;
  const isByInstallation = tenantId !== null && role === "operator-administrator";
  const held = await db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("m.id")
    .where("m.personId", "=", personId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("m.role", "=", inviterOf(options)),
          eb("m.organisationId", "is not distinct from", organisationId),
          eb("m.tenantId", "is not distinct from", tenantId),
        ]),
        ...(isByInstallation ? [eb("m.role", "=", "administrator")] : []),
      ]),
    )
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("tenant as t").select("t.id").where("t.id", "=", tenantId).where("t.closedAt", "is not", null),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

function inviterOf({ organisationId, tenantId }: InvitationPlace): Role {
  if (organisationId !== null) return "applicant-owner";
  return tenantId === null ? "administrator" : "operator-administrator";
}

/** The facts of a row for decisions. */
export function invitationFactsOf(row: {
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly withdrawnAt: Date | null;
}): InvitationFacts {
  const { expiresAt, acceptedAt, withdrawnAt } = row;
  return { expiresAtMs: expiresAt.getTime(), isAccepted: acceptedAt !== null, isWithdrawn: withdrawnAt !== null };
}
