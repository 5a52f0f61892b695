import { inTenant, type OpenDatabase } from "../src/platform/database/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../src/service/telephony/phones/wire.ts";
import type { TestSystem } from "./system.ts";

/** Trunks by address, and phones by their registered contacts: phone n answers code n. */
export interface VoiceFixture {
  readonly lines: readonly string[];
  readonly phones: readonly { readonly address: string; readonly port: number }[];
  readonly isRecorded: boolean;
}

const FIRST_EXTENSION = 1_000;
const FIRST_CODE = 1_500_000;
const POLL_MS = 50;
const HOUR_MS = 3_600_000;
const CHANNELS_MAX = 10_000;

/** The codes of this number of phones. */
export function fixtureExtensions(phones: number): readonly string[] {
  return Array.from({ length: phones }, (_, nth) => String(FIRST_CODE + nth));
}

/** Loopback addresses of this number of far ends. */
export function addresses(network: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, nth) => `${network}.${nth + 1}`);
}

/** Writes trunks, phones with their bindings, and codes as rows of a running system; returns the tenant's id. */
export async function insertVoiceFixture(system: TestSystem, fixture: VoiceFixture): Promise<string> {
  const { db } = system.database;
  const { ids } = system.kit;
  const tenantId = await defaultTenantOf(system.database);
  const key = await keyFromFile(system.dataFolder, "service");
  const createdAt = new Date();
  const codes = fixtureExtensions(fixture.phones.length);
  const phones = fixture.phones.map((at, nth) => ({ ...at, id: ids.next(), nth, username: `meja-${nth}` }));
  await db
    .insertInto("numberMode")
    .values(codes.map((code) => ({ code, mode: "open", source: "licensing", changedAt: createdAt })))
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    for (const [nth, address] of fixture.lines.entries()) {
      const id = ids.next();
      const agreement = { carrier: "Operator Uji", agreementNumber: `PKS-${nth}`, kind: "e1-gateway" };
      const at = { host: address, port: 5_060, transport: "udp", channelsMax: CHANNELS_MAX };
      const line = { id, tenantId, name: `Jalur ${nth}`, ...agreement, ...at, createdAt };
      await trx.insertInto("trunk").values(line).execute();
      await trx.insertInto("trunkAddress").values({ address, trunkId: id, tenantId, approvedAt: new Date() }).execute();
    }
    const owned = { tenantId, createdAt };
    const rows = phones.map(({ id, nth, username }) => {
      const sealedSecret = sealPhoneSecret(key, { id, username, password: ids.secret(10) });
      return { id, ...owned, extension: String(FIRST_EXTENSION + nth), name: `Meja ${nth}`, username, sealedSecret };
    });
    await trx.insertInto("phone").values(rows).execute();
    const numbers = codes.map((code) => ({ code, ...owned, label: "Layanan", isRecorded: fixture.isRecorded }));
    await trx.insertInto("serviceNumber").values(numbers).execute();
    const rings = phones.map(({ id, nth }) => ({ code: codes[nth] ?? "", phoneId: id, tenantId, position: 0 }));
    await trx.insertInto("serviceNumberPhone").values(rings).execute();
    const bindings = phones.map(({ id, nth, address, port }) => ({
      phoneId: id,
      tenantId,
      contact: `sip:meja@${address}:${port}`,
      sourceAddress: address,
      sourcePort: port,
      transport: "udp",
      sipCallId: `uji-${nth}`,
      cseq: 1,
      userAgent: "uji",
      registeredAt: createdAt,
      expiresAt: new Date(createdAt.getTime() + HOUR_MS),
    }));
    await trx.insertInto("phoneBinding").values(bindings).execute();
  });
  return tenantId;
}

/** The tenant of a running system, created by the switch at its first start. */
export async function defaultTenantOf({ db }: OpenDatabase): Promise<string> {
  for (;;) {
    const found = await db.selectFrom("tenant").select("id").executeTakeFirst();
    if (found !== undefined) return found.id;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
