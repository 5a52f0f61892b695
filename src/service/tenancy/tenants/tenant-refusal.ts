import type { RefusalTable } from "../../../kernel/index.ts";

/** Refusals of commands on tenants. */
export const TENANT_REFUSALS = {
  "no-such-tenant": "not-found",
  "tenant-name-taken": ["taken", "name"],
  "tenant-limit": "limit",
  "tenant-stale": "stale",
  "tenant-first": "conflict",
  "tenant-closed": "conflict",
  "tenant-open": "conflict",
  "tenant-removed": "conflict",
  "tenant-changed-meanwhile": "stale",
  "tenant-company-unfit": "conflict",
  "tenant-company-taken": "taken",
} as const satisfies RefusalTable;

/** Why a command on a tenant is refused. */
export type TenantRefusal = keyof typeof TENANT_REFUSALS;
