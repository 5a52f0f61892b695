import type { Kit } from "../../platform/kit/index.ts";
import { rulesetVersion } from "../../regulation/index.ts";

/** Made-up operators that hold codes in a demonstration, so that the inventory looks like one in use. */
const OPERATORS: readonly { readonly name: string; readonly city: string; readonly province: string }[] = [
  { name: "PT Suara Pelanggan Contoh", city: "Kota Jakarta Selatan", province: "DKI Jakarta" },
  { name: "PT Layanan Andalan Contoh", city: "Kota Bandung", province: "Jawa Barat" },
  { name: "Koperasi Jasa Sapa Warga Contoh", city: "Kota Surabaya", province: "Jawa Timur" },
  { name: "PT Bank Perkreditan Rakyat Contoh", city: "Kota Semarang", province: "Jawa Tengah" },
  {
    name: "PT Pusat Layanan Informasi dan Pengaduan Pelanggan Nusantara Raya Sejahtera Contoh",
    city: "Kota Medan",
    province: "Sumatera Utara",
  },
  { name: "CV Dering Timur Contoh", city: "Kota Makassar", province: "Sulawesi Selatan" },
];

/** Adds the made-up operators where there is no organisation at all yet. Returns their ids; none when there was one. */
export async function addDemoOperators(kit: Pick<Kit, "db" | "clock" | "ids">): Promise<readonly string[]> {
  const known = await kit.db.selectFrom("organisation").select("id").limit(1).executeTakeFirst();
  if (known !== undefined) return [];
  const at = new Date(kit.clock.nowMs());
  const rows = OPERATORS.map(({ name, city, province }, index) => ({
    id: kit.ids.next(),
    kind: "business",
    state: "verified",
    nib: `77990000000${String(index + 10)}`,
    npwp: `00000000000000${String(index + 10)}`,
    name,
    companyKind: "pt",
    address: `Jalan Contoh Nomor ${String(index + 1)}`,
    city,
    province,
    phone: "",
    personInCharge: "{}",
    ossRecord: JSON.stringify({ nibStatus: "active", activities: [] }),
    ruleVersion: rulesetVersion,
    promiseEvents: "[]",
    createdAt: at,
    submittedAt: at,
    isDemo: true,
  }));
  await kit.db.insertInto("organisation").values(rows).execute();
  return rows.map((row) => row.id);
}
