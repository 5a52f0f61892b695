import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";

/** The branding of a call centre as stored. */
export interface Branding {
  readonly name: string | null;
  readonly colour: string | null;
  readonly logo: string | null;
  readonly version: number;
}

/** The branding of a call centre without a choice. */
export const UNCHOSEN: Branding = { name: null, colour: null, logo: null, version: 0 };

/** The branding of the transaction's call centre. */
export async function findBranding(trx: DatabaseTransaction, tenantId: string): Promise<Branding> {
  const row = await trx
    .selectFrom("branding")
    .select(["name", "colour", "logoSha256 as logo", "version"])
    .where("tenantId", "=", tenantId)
    .executeTakeFirst();
  return row ?? UNCHOSEN;
}

/** The display name of the only open call centre of an installation; null with none or several. */
export async function nameOfOnlyCentre(db: Database): Promise<string | null> {
  const rows = await db.selectFrom("tenant").select(["id", "name"]).where("closedAt", "is", null).limit(2).execute();
  const [only, other] = rows;
  if (only === undefined || other !== undefined) return null;
  const { name } = await inTenant(db, only.id, (trx) => findBranding(trx, only.id));
  return name ?? only.name;
}

/** The logo with its digest; undefined without one. */
export async function findLogo(trx: DatabaseTransaction, tenantId: string) {
  const row = await trx
    .selectFrom("branding")
    .select(["logo", "logoSha256"])
    .where("tenantId", "=", tenantId)
    .executeTakeFirst();
  if (row === undefined || row.logo === null || row.logoSha256 === null) return undefined;
  return { png: row.logo, sha256: row.logoSha256 };
}

/** A change of the branding; properties that are left out stay. */
export interface BrandingChange {
  readonly name?: string | null;
  readonly colour?: string | null;
  readonly logo?: { readonly png: Buffer; readonly sha256: string } | null;
}

/**
 * Writes a change over the version that was read, or over any when it is left out; the first one over 0. False when another person changed it first:
 * one conditional statement decides.
 */
export async function writeBranding(
  trx: DatabaseTransaction,
  at: { readonly tenantId: string; readonly now: Date; readonly expectedVersion?: number },
  { name, colour, logo }: BrandingChange,
): Promise<boolean> {
  const { tenantId, now: changedAt, expectedVersion } = at;
  const set = {
    ...(name === undefined ? {} : { name }),
    ...(colour === undefined ? {} : { colour }),
    ...(logo === undefined ? {} : { logo: logo?.png ?? null, logoSha256: logo?.sha256 ?? null }),
  };
  const result = await trx
    .insertInto("branding")
    .values({ tenantId, changedAt, version: 1, ...set })
    .onConflict((conflict) => {
      const update = conflict
        .column("tenantId")
        .doUpdateSet((eb) => ({ ...set, changedAt, version: eb("branding.version", "+", 1) }));
      return expectedVersion === undefined ? update : update.where("branding.version", "=", expectedVersion);
    })
    .returning("version")
    .executeTakeFirst();
  return result !== undefined && (expectedVersion === undefined || result.version === expectedVersion + 1);
}
