/** The kinds of lists. */
export const LIST_KINDS = ["locations", "prices"] as const;

/** One of `LIST_KINDS`. */
export type ListKind = (typeof LIST_KINDS)[number];

/** The limits of a list. */
export const LIST_LIMITS = { name: 80, note: 300, lists: 50, rows: 5_000, megabytes: 5, versions: 999 } as const;

/** A column of a list: its headings, whether each row needs a value, the maximum length, and an example. */
export interface ListColumn {
  readonly column: string;
  readonly heading: Readonly<Record<"id" | "en", string>>;
  readonly isNeeded: boolean;
  readonly lengthMax: number;
  readonly example: string;
}

const column = (
  name: string,
  heading: ListColumn["heading"],
  { needed = false, most = 120, example = "" }: { needed?: boolean; most?: number; example?: string } = {},
): ListColumn => ({ column: name, heading, isNeeded: needed, lengthMax: most, example });

const VALIDITY = [
  column("validFrom", { id: "berlaku_dari", en: "valid_from" }, { most: 10, example: "2026-12-01" }),
  column("validUntil", { id: "berlaku_sampai", en: "valid_until" }, { most: 10, example: "2027-06-30" }),
];

/** The columns of each kind, in the order of templates and exports. */
export const LIST_COLUMNS: Readonly<Record<ListKind, readonly ListColumn[]>> = {
  locations: [
    column("code", { id: "kode", en: "code" }, { needed: true, most: 40, example: "101" }),
    column("name", { id: "nama", en: "name" }, { needed: true, example: "Cabang Sudirman" }),
    column("kind", { id: "jenis", en: "kind" }, { most: 60, example: "Kantor cabang" }),
    column(
      "address",
      { id: "alamat", en: "address" },
      { needed: true, most: 200, example: "Jalan Jenderal Sudirman 1" },
    ),
    column("city", { id: "kota", en: "city" }, { needed: true, most: 80, example: "Jakarta Pusat" }),
    column("province", { id: "provinsi", en: "province" }, { most: 80, example: "DKI Jakarta" }),
    column("postcode", { id: "kode_pos", en: "postcode" }, { most: 5, example: "10220" }),
    column("latitude", { id: "lintang", en: "latitude" }, { most: 20, example: "-6.208800" }),
    column("longitude", { id: "bujur", en: "longitude" }, { most: 20, example: "106.845600" }),
    column("phone", { id: "telepon", en: "phone" }, { most: 30, example: "+62215551234" }),
    column("hours", { id: "jam_buka", en: "hours" }, { example: "Senin sampai Jumat, 08.00 sampai 15.00" }),
    ...VALIDITY,
  ],
  prices: [
    column("code", { id: "kode", en: "code" }, { needed: true, most: 40, example: "2001" }),
    column("name", { id: "nama", en: "name" }, { needed: true, example: "Kartu perdana" }),
    column("unit", { id: "satuan", en: "unit" }, { most: 40, example: "lembar" }),
    column("price", { id: "harga_rupiah", en: "price_rupiah" }, { needed: true, most: 20, example: "25000" }),
    column("conditions", { id: "ketentuan", en: "conditions" }, { most: 300, example: "Belum termasuk pajak" }),
    ...VALIDITY,
  ],
};
