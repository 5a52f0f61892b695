/** The form of a call centre. */
export interface TenantForm {
  readonly name: string;
  readonly timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
  /** Simultaneous calls over all of its trunks; null for the sum of their channels. */
  readonly channelsMax: number | null;
  /** The monthly limit of outbound charges in rupiah, in its time zone; null for no limit. */
  readonly spendingMaxRupiah: number | null;
  /** The maximum bytes of stored audio; null for no limit. */
  readonly storageMaxBytes: number | null;
  /** Rupiah for an outbound minute, by the kind of number; 0 for calls without charge. */
  readonly priceNational: number;
  readonly priceShort: number;
  readonly priceAbroad: number;
  readonly pricePremium: number;
}

/** The fields of a form, in the order of their display. */
export const TENANT_FIELDS = [
  ...(["name", "timeZone", "channelsMax", "spendingMaxRupiah", "storageMaxBytes"] as const),
  ...(["priceNational", "priceShort", "priceAbroad", "pricePremium"] as const),
] as const satisfies readonly (keyof TenantForm)[];

/** The changed fields of a form, for the audit log. */
export function changedParts(before: TenantForm, after: TenantForm): readonly (keyof TenantForm)[] {
  return TENANT_FIELDS.filter((field) => before[field] !== after[field]);
}
