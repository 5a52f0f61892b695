import type { TemplateTable } from "../../regulation/index.ts";
import type { Site } from "../configuration/index.ts";
import type { LicenceForm } from "../requirements/index.ts";
import { date, rupiah } from "./prefill.ts";
import type { TemplateFacts } from "./template-facts.ts";

/** The layout and content of one table. */
interface TableModel {
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: (facts: TemplateFacts) => readonly (readonly string[])[];
}

type Shareholder = LicenceForm["shareholding"]["holders"][number];

const SITE_KINDS: Readonly<Record<Site["kind"], string>> = {
  "service-centre": "Pusat pelayanan pelanggan",
  noc: "NOC",
  colocation: "Kolokasi",
  installation: "Instalasi",
  "data-centre": "Pusat data",
};
const HOLDER_KINDS: Readonly<Record<Shareholder["kind"], string>> = {
  person: "Orang",
  company: "Badan usaha",
  state: "Negara",
  public: "Masyarakat",
};
const AGREEMENT_KINDS = { "basic-telephony": "Teleponi dasar", sms: "SMS", network: "Jaringan" } as const;
const OWNERSHIP = { owned: "Milik", leased: "Sewa", contract: "Kontrak" } as const;
const TEST_AREAS = [
  "Administrasi: alamat, perjanjian, penetapan kode, daftar perangkat",
  "Fungsi jaringan: saluran aktif, kapasitas, nomor pemanggil, keterjangkauan kode",
  "Fungsi layanan: IVR, antrean, agen, alih, tahan, konferensi",
  "Kapasitas: panggilan serentak tanpa gagal",
  "Pencatatan panggilan: lengkap dan tepat",
  "Pemantauan: papan pantau, peringatan, catatan gangguan",
  "Keamanan dan pelindungan data pribadi",
  "Layanan pelanggan: keluhan dan jenjang penanganan",
  "Kesinambungan: catu daya dan pemulihan",
  "SMS A2P: pengirim terdaftar, tanda terima, berhenti berlangganan",
];

const TABLES: Readonly<Record<TemplateTable, TableModel>> = {
  commitment: {
    columns: ["Tahun", "Kota atau kabupaten", "Pusat pelayanan", "Kapasitas"],
    widths: [1, 4, 2, 3],
    rows: ({ form }) =>
      form.commitment.rows.map(({ year, city, centres, capacity, unit }) => [
        String(year),
        city,
        number(centres),
        capacity === null ? "" : `${capacity} ${unit === "e1" ? "E1" : "saluran"}`,
      ]),
  },
  investment: {
    columns: ["Tahun", "Investasi"],
    widths: [1, 3],
    rows: ({ form }) => form.funds.investmentRupiah.map((amount, index) => [String(index + 1), rupiah(amount)]),
  },
  sites: {
    columns: ["Nama", "Jenis", "Alamat", "Agen"],
    widths: [3, 3, 5, 1],
    rows: ({ form }) =>
      form.configuration.sites.map(({ name, kind, address, city, country, agents }) => [
        name,
        SITE_KINDS[kind],
        [address, city, country].filter((part) => part !== "").join(", "),
        number(agents),
      ]),
  },
  trunks: {
    columns: ["Penyelenggara", "Jenis", "Kapasitas", "Protokol", "Kodek", "Lokasi"],
    widths: [4, 1, 2, 2, 3, 3],
    rows: ({ form }) =>
      form.configuration.trunks.map((trunk) => [
        form.agreements.rows.find(({ id }) => id === trunk.agreementId)?.partner ?? "",
        trunk.kind === "e1" ? "E1" : "SIP",
        trunk.capacity === null ? "" : `${trunk.capacity} ${trunk.kind === "e1" ? "E1" : "saluran"}`,
        `${trunk.protocol.toUpperCase()}${trunk.srtp ? ", SRTP" : ""}`,
        trunk.codecs.join(", "),
        siteName(form.configuration.sites, trunk.siteId),
      ]),
  },
  exchanges: {
    columns: ["Nama", "Jenis", "Lokasi atau wilayah", "Penyedia", "Cadangan"],
    widths: [3, 2, 3, 2, 3],
    rows: ({ form: { configuration } }) => [
      ...configuration.borders.map(({ name, kind, siteId }) => [
        name,
        kind === "sbc" ? "SBC" : "Gerbang E1",
        siteName(configuration.sites, siteId),
        "",
        "",
      ]),
      ...configuration.exchanges.map(({ name, kind, siteId, vendor, region, redundancy }) => [
        name,
        { pbx: "PBX", "ip-pbx": "IPBX", "cloud-pbx": "Cloud PBX", cpaas: "CPaaS" }[kind],
        siteName(configuration.sites, siteId) || region,
        vendor,
        redundancy,
      ]),
    ],
  },
  equivalence: {
    columns: ["Fungsi PBX", "Disediakan oleh", "Bukti"],
    widths: [2, 3, 3],
    rows: ({ form }) =>
      form.equivalence.rows.map(({ function: key, providedBy, evidence }) => [key, providedBy, evidence]),
  },
  "sms-carriers": {
    columns: ["Penyelenggara SMS", "Protokol", "Pesan per detik"],
    widths: [4, 2, 2],
    rows: ({ form }) =>
      form.configuration.smsCarriers.map(({ carrier, protocol, rate }) => [
        carrier,
        protocol.toUpperCase(),
        number(rate),
      ]),
  },
  agreements: {
    columns: ["Mitra", "Izin mitra", "Untuk", "Nomor", "Berlaku", "Saluran"],
    widths: [4, 3.2, 2, 2.6, 4, 2],
    rows: ({ form }) =>
      form.agreements.rows.map((row) => [
        row.partner,
        row.partnerLicence,
        AGREEMENT_KINDS[row.kind],
        row.number,
        [row.validFrom, row.validUntil]
          .map(date)
          .filter((day) => day !== "")
          .join(" sampai "),
        number(row.channels),
      ]),
  },
  devices: {
    columns: ["Lokasi", "Jenis", "Merek dan tipe", "Negara", "Nomor seri", "Sertifikat", "Kepemilikan"],
    widths: [2.6, 2.2, 3.4, 1.9, 2.6, 3.4, 2.7],
    rows: ({ form }) =>
      form.devices.rows.map((row) => [
        siteName(form.configuration.sites, row.siteId),
        row.kind,
        `${row.maker} ${row.type}`.trim(),
        row.country,
        row.isVirtual ? "(virtual)" : row.serial,
        row.certificateNumber,
        OWNERSHIP[row.ownership],
      ]),
  },
  shareholding: {
    columns: ["Pemegang saham", "Dari", "Jenis", "Negara", "Bagian"],
    widths: [4, 4, 2, 1.7, 1.7],
    rows: ({ form, company }) =>
      form.shareholding.holders.map((holder) => [
        holder.name,
        holder.ownerOf === null
          ? company.name
          : (form.shareholding.holders.find(({ id }) => id === holder.ownerOf)?.name ?? ""),
        HOLDER_KINDS[holder.kind],
        holder.country,
        holder.basisPoints === null ? "" : `${(holder.basisPoints / 100).toFixed(2).replace(".", ",")}%`,
      ]),
  },
  codes: {
    columns: ["Kode akses", "Nomor penetapan"],
    widths: [1, 2],
    rows: ({ codes }) => codes.map(({ code, decree }) => [code, decree ?? ""]),
  },
  "test-items": {
    columns: ["Butir", "Hasil", "Bukti"],
    widths: [5, 2, 3],
    rows: () => TEST_AREAS.map((area) => [area, "", ""]),
  },
};

/** Number of empty rows if nothing is known. */
const EMPTY_ROWS = 6;

/** The table of a template; with empty rows if nothing was filled in. */
export function templateTable(
  table: TemplateTable,
  facts: TemplateFacts | null,
): {
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
} {
  const { columns, widths, rows } = TABLES[table];
  if (facts === null) return { columns, widths, rows: Array.from({ length: EMPTY_ROWS }, () => columns.map(() => "")) };
  const known = rows(facts);
  return { columns, widths, rows: known.length > 0 ? known : [columns.map(() => "–")] };
}

/** Whether a table has content. */
export function isFilled(table: TemplateTable, facts: TemplateFacts): boolean {
  return TABLES[table].rows(facts).length > 0;
}

function number(value: number | null): string {
  return value === null ? "" : String(value);
}

function siteName(sites: readonly Site[], id: string): string {
  return sites.find((site) => site.id === id)?.name ?? "";
}
