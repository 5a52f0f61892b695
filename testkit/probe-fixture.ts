import { inTenant } from "../src/platform/database/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../src/service/telephony/phones/wire.ts";
import type { TestSystem } from "./system.ts";
import { defaultTenantOf } from "./voice-fixture.ts";

/** A code behind one trunk, with one phone that a probe can answer. */
export interface ProbeFixture {
  readonly code: string;
  readonly phone: { readonly username: string; readonly password: string };
}

const CODE = "1500000";

/** Writes a trunk, a phone and a code as rows of a running system, which loads them within two seconds. */
export async function openProbeFixture(
  system: TestSystem,
  line: { readonly carrier: string; readonly channels: number },
): Promise<ProbeFixture> {
  const { db } = system.database;
  const { ids } = system.kit;
  const tenantId = await defaultTenantOf(system.database);
  const key = await keyFromFile(system.dataFolder, "service");
  const createdAt = new Date();
  const [trunkId, phoneId] = [ids.next(), ids.next()];
  const phone = { username: "telepon-probe", password: ids.secret(20) };
  await db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .onConflict((conflict) => conflict.column("code").doUpdateSet({ mode: "open" }))
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const owned = { tenantId, createdAt };
    const agreement = { carrier: "Operator Uji", agreementNumber: "PKS-1", kind: "e1-gateway" };
    const at = { host: line.carrier, port: 5_060, transport: "udp", channelsMax: line.channels };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, ...owned, name: "Jalur probe", ...agreement, ...at })
      .execute();
    await trx
      .insertInto("trunkAddress")
      .values({ address: line.carrier, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const sealedSecret = sealPhoneSecret(key, { id: phoneId, ...phone });
    const desk = { id: phoneId, ...owned, extension: "101", name: "Meja probe", username: phone.username };
    await trx
      .insertInto("phone")
      .values({ ...desk, sealedSecret })
      .execute();
    await trx
      .insertInto("serviceNumber")
      .values({ code: CODE, ...owned, label: "Layanan", isRecorded: false })
      .execute();
    await trx.insertInto("serviceNumberPhone").values({ code: CODE, phoneId, tenantId, position: 0 }).execute();
  });
  return { code: CODE, phone };
}
