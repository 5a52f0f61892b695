import { type Permission, tenantWith } from "../../../identity/index.ts";

/** The tenant in which a caller uses `permission`. The route's access rule has checked that permission already, so a missing tenant is a programming error. */
export function tenantOfCaller(
  caller: { readonly memberships: Parameters<typeof tenantWith>[0] } | undefined,
  permission: Permission,
): string {
  const tenantId = tenantWith(caller?.memberships ?? [], permission);
  if (tenantId === undefined) throw new Error(`nobody with ${permission} was let in`);
  return tenantId;
}
