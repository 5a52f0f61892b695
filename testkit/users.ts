import { createHash, randomBytes } from "node:crypto";
import type { Role, Team } from "../src/identity/index.ts";
import { insertGrant, insertMembership } from "../src/identity/wire.ts";
import { type Database, inTenant } from "../src/platform/database/index.ts";
import type { RuntimeContext } from "../src/platform/world/index.ts";

/** A user with an open session. */
export interface Resident {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The value of the session cookie. */
  readonly token: string;
}

/** A registered company. */
export interface ResidentCompany {
  readonly id: string;
  readonly nib: string;
  readonly name: string;
}

/** Dependencies of creating users. */
export type FixtureContext = RuntimeContext & { readonly db: Database };

const SESSION_MS = 7 * 24 * 3_600_000;
let arrivals = 0;

/** A number unique within this process. */
function arrival(): number {
  arrivals += 1;
  return arrivals;
}

/** Adds a user without any role, with an open session. */
export async function addPerson(
  fixtureContext: FixtureContext,
  options: { readonly isDemo?: boolean; readonly email?: string; readonly isUnconfirmed?: boolean } = {},
): Promise<Resident> {
  const id = fixtureContext.ids.next();
  const number = arrival();
  const name = `Warga Contoh ${number}`;
  const email = options.email ?? `warga-${number}-${id.slice(-6)}@uji.invalid`;
  const createdAt = new Date(fixtureContext.clock.nowMs());
  await fixtureContext.db
    .insertInto("person")
    .values({
      id,
      name,
      email,
      emailKey: email,
      passwordHash: "none",
      locale: "id",
      isDemo: options.isDemo ?? false,
      emailConfirmedAt: options.isUnconfirmed === true ? null : createdAt,
      createdAt,
    })
    .execute();
  return { id, name, email, token: await openSessionOf(fixtureContext, id) };
}

/** Opens another session of a user; the value of its cookie. */
export async function openSessionOf(fixtureContext: FixtureContext, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const createdAt = new Date(fixtureContext.clock.nowMs());
  await fixtureContext.db
    .insertInto("session")
    .values({
      id: fixtureContext.ids.next(),
      personId,
      tokenSha256: createHash("sha256").update(token).digest(),
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(createdAt.getTime() + SESSION_MS),
      userAgent: "test",
      secondFactorAt: createdAt,
    })
    .execute();
  await enrol(fixtureContext, personId, createdAt);
  return token;
}

/** Users have enrolled and given a second factor, so that officers' roles are effective; the secret itself is never used. */
async function enrol(fixtureContext: FixtureContext, personId: string, at: Date): Promise<void> {
  await fixtureContext.db
    .insertInto("secondFactor")
    .values({ personId, sealedSecret: Buffer.from("never used"), createdAt: at, confirmedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Gives a user a role in a team of the ministry, in an organisation, or in a tenant (the first by default). */
export async function giveRole(
  fixtureContext: FixtureContext,
  personId: string,
  holding: {
    readonly role: Role;
    readonly team?: Team | null;
    readonly organisationId?: string | null;
    readonly tenantId?: string | null;
  },
): Promise<void> {
  const { role, team = null, organisationId = null, tenantId = null } = holding;
  const grantedAt = new Date(fixtureContext.clock.nowMs());
  const held = tenantId === null ? {} : { tenantId };
  const row = { id: fixtureContext.ids.next(), personId, role, team, organisationId, ...held };
  if (role === "content-reader") return grantReading(fixtureContext, { personId, tenantId, grantedAt });
  await insertMembership(fixtureContext.db, { ...row, grantedBy: null, grantedAt });
}

/** Adds many users with one role in a tenant, without sessions; by name they sort before all other users. Returns their ids. */
export async function addCrowd(
  fixtureContext: FixtureContext,
  { count, role, tenantId }: { readonly count: number; readonly role: Role; readonly tenantId: string },
): Promise<readonly string[]> {
  const at = new Date(fixtureContext.clock.nowMs());
  const ids = Array.from({ length: count }, () => fixtureContext.ids.next());
  const people = ids.map((id) => ({
    id,
    name: `Adi ${id}`,
    email: `${id}@uji.invalid`,
    emailKey: `${id}@uji.invalid`,
    passwordHash: "none",
    emailConfirmedAt: at,
    createdAt: at,
  }));
  await fixtureContext.db.insertInto("person").values(people).execute();
  const held = ids.map((personId) => ({ id: fixtureContext.ids.next(), personId, role, tenantId, grantedAt: at }));
  await fixtureContext.db.insertInto("membership").values(held).execute();
  return ids;
}

/** Grants a user read access to a tenant's data, the first by default, for three days from now. */
async function grantReading(
  fixtureContext: FixtureContext,
  {
    personId,
    tenantId,
    grantedAt,
  }: { readonly personId: string; readonly tenantId: string | null; readonly grantedAt: Date },
): Promise<void> {
  const first = () =>
    fixtureContext.db.selectFrom("tenant").select("id").where("isDefault", "=", true).executeTakeFirstOrThrow();
  const own = tenantId ?? (await first()).id;
  await inTenant(fixtureContext.db, own, (trx) =>
    insertGrant(trx, {
      id: fixtureContext.ids.next(),
      membershipId: fixtureContext.ids.next(),
      tenantId: own,
      personId,
      grantedBy: personId,
      grantedAt,
      email: "pembaca@uji.invalid",
      reason: "Memeriksa akses uji",
      endsAt: new Date(grantedAt.getTime() + 72 * 3_600_000),
    }),
  );
}

/** Adds a verified government body. */
export async function addGovernmentBody(fixtureContext: FixtureContext): Promise<Omit<ResidentCompany, "nib">> {
  const number = arrival();
  const id = fixtureContext.ids.next();
  const name = `Dinas Contoh Uji ${number}`;
  const at = new Date(fixtureContext.clock.nowMs());
  const place = { companyKind: "government", address: "Jalan Dinas 1", city: "Kota Depok", province: "Jawa Barat" };
  const legalBasis = { kind: "regional-regulation", number: "7", year: 2016, subject: "Pembentukan perangkat daerah" };
  await fixtureContext.db
    .insertInto("organisation")
    .values({
      id,
      kind: "government",
      state: "verified",
      npwp: String(9_100_000_000_000_000 + number),
      name,
      ...place,
      phone: "+62215550000",
      personInCharge: JSON.stringify({
        name: "Warga Contoh",
        position: "Kepala",
        email: "kepala@uji.invalid",
        phone: "+62215550000",
        standing: "director",
      }),
      legalBasis: JSON.stringify(legalBasis),
      ruleVersion: "2026.11",
      promiseEvents: JSON.stringify([{ type: "started", atMs: at.getTime() }]),
      createdAt: at,
      submittedAt: at,
    })
    .execute();
  return { id, name };
}

/** Adds a company that OSS knows as an active call centre; verified unless specified otherwise. */
export async function addCompany(
  fixtureContext: FixtureContext,
  options: { readonly state?: "submitted" | "returned" | "verified" } = {},
): Promise<ResidentCompany> {
  const number = arrival();
  const id = fixtureContext.ids.next();
  const nib = String(8_100_000_000_000 + number);
  const name = `PT Contoh Uji ${number}`;
  const npwp = String(9_000_000_000_000_000 + number);
  const at = new Date(fixtureContext.clock.nowMs());
  const place = { companyKind: "PT", address: "Jalan Uji 1", city: "Kota Depok", province: "Jawa Barat" };
  const activities = [{ code: "82200", title: "Aktivitas Call Centre", risk: "high" }];
  const ossRecord = { nib, name, npwp, ...place, nibStatus: "active", activities };
  await fixtureContext.db
    .insertInto("organisation")
    .values({
      id,
      kind: "business",
      state: options.state ?? "verified",
      nib,
      npwp,
      name,
      ...place,
      phone: "+62215550000",
      personInCharge: JSON.stringify({
        name: "Warga Contoh",
        position: "Direktur",
        email: "direktur@uji.invalid",
        phone: "+62215550000",
      }),
      ossRecord: JSON.stringify(ossRecord),
      ruleVersion: "2026.11",
      promiseEvents: JSON.stringify([{ type: "started", atMs: at.getTime() }]),
      createdAt: at,
      submittedAt: at,
    })
    .execute();
  return { id, nib, name };
}
