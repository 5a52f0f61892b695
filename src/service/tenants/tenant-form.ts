/** A call centre as the installation's administrator writes it down. */
export interface TenantForm {
  readonly name: string;
  readonly timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
  /** Calls over all its lines at once; null for as many as its lines have channels. */
  readonly channelsMax: number | null;
}

/** Why a call centre is not opened or changed. */
export type TenantRefusal = "no-such-tenant" | "tenant-name-taken" | "tenant-limit" | "tenant-stale";

/** The fields of a form that differ from what was there, as the audit log tells them. */
export function changedParts(before: TenantForm, after: TenantForm): readonly (keyof TenantForm)[] {
  return (["name", "timeZone", "channelsMax"] as const).filter((field) => before[field] !== after[field]);
}
