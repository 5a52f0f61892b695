import type { Kit } from "../../../platform/kit/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import type { OssRecord } from "../oss/oss-record.ts";

/** A fictitious operator. */
interface DemoOperator {
  readonly name: string;
  readonly companyKind?: "pt" | "koperasi" | "cv";
  readonly city: string;
  readonly province: string;
}

/** Fictitious operators that hold codes in a demonstration, so that the inventory resembles one in use. */
const OPERATORS: readonly DemoOperator[] = [
  { name: "PT Suara Pelanggan Contoh", city: "Kota Jakarta Selatan", province: "DKI Jakarta" },
  { name: "PT Layanan Andalan Contoh", city: "Kota Bandung", province: "Jawa Barat" },
  { name: "Koperasi Jasa Sapa Warga Contoh", companyKind: "koperasi", city: "Kota Surabaya", province: "Jawa Timur" },
  { name: "PT Bank Perkreditan Rakyat Contoh", city: "Kota Semarang", province: "Jawa Tengah" },
  {
    name: "PT Pusat Layanan Informasi dan Pengaduan Pelanggan Nusantara Raya Sejahtera Contoh",
    city: "Kota Medan",
    province: "Sumatera Utara",
  },
  { name: "CV Dering Timur Contoh", companyKind: "cv", city: "Kota Makassar", province: "Sulawesi Selatan" },
];

/** Adds the fictitious operators if there is no organisation yet. Returns their ids; none if there was one. */
export async function addDemoOperators(kit: Pick<Kit, "db" | "clock" | "ids">): Promise<readonly string[]> {
  const known = await kit.db.selectFrom("organisation").select("id").limit(1).executeTakeFirst();
  if (known !== undefined) return [];
  const at = new Date(kit.clock.nowMs());
  const rows = OPERATORS.map((operator, index) => ({
    ...rowOf(operator, index),
    id: kit.ids.next(),
    kind: "business",
    state: "verified",
    ruleVersion: rulesetVersion,
    promiseEvents: JSON.stringify([
      { type: "started", atMs: at.getTime() },
      { type: "fulfilled", atMs: at.getTime() },
    ]),
    createdAt: at,
    submittedAt: at,
    decidedAt: at,
    isDemo: true,
  }));
  await kit.db.insertInto("organisation").values(rows).execute();
  return rows.map((row) => row.id);
}

/** The fictitious data of OSS and the operator; `index` makes the numbers unique. */
function rowOf({ name, companyKind = "pt", city, province }: DemoOperator, index: number) {
  const place = { companyKind, address: `Jalan Contoh Nomor ${String(index + 1)}`, city, province };
  const numbers = { nib: `77990000000${String(index + 10)}`, npwp: `00000000000000${String(index + 10)}` };
  const activities = [{ code: "82200", title: "Aktivitas Call Centre", risk: "high" }];
  const ossRecord: OssRecord = { ...numbers, name, ...place, nibStatus: "active", activities };
  const phone = `021-555${String(index + 1_000)}`;
  const personInCharge = {
    name: "Warga Contoh",
    position: "Direktur",
    email: `operator-${String(index + 1)}@contoh.invalid`,
    phone,
  };
  return {
    ...numbers,
    name,
    ...place,
    phone,
    personInCharge: JSON.stringify(personInCharge),
    ossRecord: JSON.stringify(ossRecord),
  };
}
