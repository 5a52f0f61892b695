import type { TenantRefusal } from "./tenant-refusal.ts";

/** The state of a call centre that its closing depends on. */
export interface TenantStatus {
  readonly version: number;
  readonly isDefault: boolean;
  readonly isClosed: boolean;
  readonly isRemoved: boolean;
}

/** Whether a call centre that was read at `expectedVersion` may be closed, or opened again; null when it may. */
export function closingRefusal(
  tenant: TenantStatus | undefined,
  wish: { readonly act: "close" | "reopen"; readonly expectedVersion: number },
): TenantRefusal | null {
  if (tenant === undefined) return "no-such-tenant";
  if (tenant.isRemoved) return "tenant-removed";
  if (tenant.version !== wish.expectedVersion) return "tenant-stale";
  if (wish.act === "reopen") return tenant.isClosed ? null : "tenant-open";
  if (tenant.isDefault) return "tenant-first";
  return tenant.isClosed ? "tenant-closed" : null;
}
