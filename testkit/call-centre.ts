import { sql } from "kysely";
import { type DatabaseAccess, openDatabase } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { USUAL_RULES } from "../src/service/acd/queues/index.ts";
import { openTestClient } from "./client.ts";
import { testLog } from "./database.ts";
import type { Guest } from "./guests.ts";
import { addPerson, type FixtureContext, giveRole } from "./users.ts";

/** A separate call centre with its signed-in administrator. */
export interface CallCentre {
  readonly tenantId: string;
  readonly operator: Guest;
}

/** Opens an additional call centre; linked to a company if one is given. */
export async function openCallCentre(
  portal: { readonly kit: FixtureContext; readonly url: string },
  options: { readonly name?: string; readonly organisationId?: string } = {},
): Promise<CallCentre> {
  const { kit, url } = portal;
  const tenantId = kit.ids.next();
  const { name = `Pusat Panggilan Uji ${tenantId}`, organisationId = null } = options;
  const createdAt = new Date(kit.clock.nowMs());
  await kit.db.insertInto("tenant").values({ id: tenantId, name, organisationId, createdAt }).execute();
  const person = await addPerson(kit);
  await giveRole(kit, person.id, { role: "operator-administrator", tenantId });
  return { tenantId, operator: { ...person, client: openTestClient(url, person.token) } };
}

/** The limits of a call centre without any, as the form submits them. */
export const NO_LIMITS = {
  channelsMax: null,
  spendingMaxRupiah: null,
  storageMaxBytes: null,
  priceNational: 0,
  priceShort: 0,
  priceAbroad: 0,
  pricePremium: 0,
};

/** A valid trunk as the form submits it. */
export const GOOD_TRUNK = {
  name: "E1 utama",
  kind: "e1-gateway",
  carrier: "PT Telepon Dasar Contoh",
  agreementNumber: "PKS-12/2026",
  agreementUntil: "2030-12-31",
  host: "10.20.30.40",
  port: 5060,
  transport: "udp",
  addresses: ["10.20.30.40"],
  channelsMax: 30,
  dials: ["national", "short"],
  isOn: true,
} as const;

/** A number as the form submits it, entered manually with its documents. */
export const GOOD_NUMBER = {
  code: "1500881",
  label: "Layanan pelanggan",
  ringSeconds: 30,
  isRecorded: true,
  phoneIds: [] as string[],
  papers: { decreeNumber: "12/SK/2026", licenceNumber: "" },
};

/** A queue as the form submits it. */
export const GOOD_QUEUE = { name: "Antrean rahasia", isOpen: true, rules: USUAL_RULES };

/** An agent as the form submits it, without phone and queues. */
export const GOOD_AGENT = {
  name: "Agen rahasia",
  homePhoneId: null as string | null,
  skills: { inggris: 3 },
  queues: [] as { readonly queueId: string; readonly tier: number }[],
};

/** Removes codes from the inventory, as in an installation without Licensing; requires the database's owner. */
export async function withoutInventory(access: DatabaseAccess, codes: readonly string[]): Promise<void> {
  const database = openDatabase({ access, role: "owner", max: 1, log: testLog });
  await database.db.transaction().execute(async (trx) => {
    for (const table of ["access_code_history", "access_code"]) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx);
      await sql`delete from ${sql.table(table)} where code = any(${codes})`.execute(trx);
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(trx);
    }
  });
  await database.close();
}

/** Assigns a code to a company as Licensing does, active and open unless specified. */
export async function giveCode(
  kit: Kit,
  given: { readonly code: string; readonly to: string; readonly mode?: "off" | "test" | "open" },
): Promise<void> {
  const { code, to, mode = "open" } = given;
  const change = JSON.stringify({ name: "import", by: null, role: null });
  await sql`update access_code set state = 'active', mode = ${mode}, holder_organisation_id = ${to}::uuid,
    version = version + 1, change = ${change}::jsonb where code = ${code}`.execute(kit.db);
}

/** Removes a code from its company, like an undone import. */
export async function takeCodeBack(kit: Kit, code: string): Promise<void> {
  const change = JSON.stringify({ name: "undo-import", by: null, role: null });
  await sql`update access_code set state = 'idle', mode = 'off', holder_organisation_id = null, version = version + 1,
    change = ${change}::jsonb where code = ${code}`.execute(kit.db);
}
