import type { ActingHolding, Permission } from "../../../identity/index.ts";
import { present } from "../../../kernel/index.ts";
import { actedRole } from "./acted-role.ts";
import type { RequestContext } from "./request-context.ts";

/** The request context of a person with a permission of the installation, for a call centre of which the person is no member. */
export function crossTenantContext(
  request: {
    readonly id: string;
    readonly caller: { readonly personId: string; readonly memberships: readonly ActingHolding[] } | undefined;
  },
  about: { readonly tenantId: string; readonly permission: Permission },
): RequestContext {
  const { personId, memberships } = present(request.caller, "caller");
  return { tenantId: about.tenantId, personId, role: actedRole(memberships, about.permission), requestId: request.id };
}
