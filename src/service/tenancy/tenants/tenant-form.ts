/** A call centre as the installation's administrator writes it down. */
export interface TenantForm {
  readonly name: string;
  readonly timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
  /** Calls over all its lines at once; null for as many as its lines have channels. */
  readonly channelsMax: number | null;
  /** Rupiah that its calls to outside may cost in a month of its zone; null for as much as it likes. */
  readonly spendingMaxRupiah: number | null;
  /** Bytes of sound that it may keep; null for as many as it likes. */
  readonly storageMaxBytes: number | null;
  /** Rupiah for a minute to outside, by what is dialled; 0 for what is not counted. */
  readonly priceNational: number;
  readonly priceShort: number;
  readonly priceAbroad: number;
  readonly pricePremium: number;
}

/** The fields of a form, in the order in which people read them. */
export const TENANT_FIELDS = [
  ...(["name", "timeZone", "channelsMax", "spendingMaxRupiah", "storageMaxBytes"] as const),
  ...(["priceNational", "priceShort", "priceAbroad", "pricePremium"] as const),
] as const satisfies readonly (keyof TenantForm)[];

/** Why a call centre is not opened or changed. */
export type TenantRefusal = "no-such-tenant" | "tenant-closed" | "tenant-name-taken" | "tenant-limit" | "tenant-stale";

/** The fields of a form that differ from what was there, as the audit log tells them. */
export function changedParts(before: TenantForm, after: TenantForm): readonly (keyof TenantForm)[] {
  return TENANT_FIELDS.filter((field) => before[field] !== after[field]);
}
