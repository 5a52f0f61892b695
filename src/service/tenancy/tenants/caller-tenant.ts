import { type Permission, tenantWith } from "../../../identity/index.ts";

/**
 * The tenant in which a caller uses `permission`. The route's access rule has let him in by that permission already, so
 * there is one; anything else is a fault of ours.
 */
export function tenantOfCaller(
  caller: { readonly memberships: Parameters<typeof tenantWith>[0] } | undefined,
  permission: Permission,
): string {
  const tenantId = tenantWith(caller?.memberships ?? [], permission);
  if (tenantId === undefined) throw new Error(`nobody with ${permission} was let in`);
  return tenantId;
}
