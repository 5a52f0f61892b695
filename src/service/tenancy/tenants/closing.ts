import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { TenantRefusal } from "./tenant-refusal.ts";

/** The state of a call centre that its closing depends on. */
export interface TenantStatus {
  readonly version: number;
  readonly isDefault: boolean;
  readonly isClosed: boolean;
  readonly isRemoved: boolean;
}

/** Decides whether a call centre that was read at `expectedVersion` may be closed, or opened again. */
export function decideClosing(
  tenant: TenantStatus | undefined,
  command: { readonly act: "close" | "reopen"; readonly expectedVersion: number },
): Result<null, TenantRefusal> {
  if (tenant === undefined) return refuse("no-such-tenant");
  if (tenant.isRemoved) return refuse("tenant-removed");
  if (tenant.version !== command.expectedVersion) return refuse("tenant-stale");
  if (command.act === "reopen") return tenant.isClosed ? ok(null) : refuse("tenant-open");
  if (tenant.isDefault) return refuse("tenant-first");
  return tenant.isClosed ? refuse("tenant-closed") : ok(null);
}
