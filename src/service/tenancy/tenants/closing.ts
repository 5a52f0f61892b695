/** The state of a call centre for its closing. */
export interface TenantStatus {
  readonly version: number;
  readonly isDefault: boolean;
  readonly isClosed: boolean;
  readonly isRemoved: boolean;
}

/** Why a call centre is not closed or reopened. */
export type ClosingRefusal =
  | "no-such-tenant"
  | "tenant-stale"
  | "tenant-first"
  | "tenant-closed"
  | "tenant-open"
  | "tenant-removed";

/** Why a call centre that was read at `expectedVersion` may not be closed, or reopened; null when it may. */
export function closingRefusal(
  tenant: TenantStatus | undefined,
  wish: { readonly act: "close" | "reopen"; readonly expectedVersion: number },
): ClosingRefusal | null {
  if (tenant === undefined) return "no-such-tenant";
  if (tenant.isRemoved) return "tenant-removed";
  if (tenant.version !== wish.expectedVersion) return "tenant-stale";
  if (wish.act === "reopen") return tenant.isClosed ? null : "tenant-open";
  if (tenant.isDefault) return "tenant-first";
  return tenant.isClosed ? "tenant-closed" : null;
}
