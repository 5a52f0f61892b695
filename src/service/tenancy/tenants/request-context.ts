import type { Permission } from "../../../identity/index.ts";
import { actedRole } from "./acted-role.ts";
import { tenantOfCaller } from "./caller-tenant.ts";

/** The person, role, tenant and id of a request. */
export interface RequestContext {
  readonly tenantId: string;
  readonly personId: string;
  readonly role: string | null;
  readonly requestId: string;
}

/** A fault of a form at the field that it belongs to. */
export interface FormFault<Code extends string> {
  readonly path: string;
  readonly code: Code;
}

type Holdings = NonNullable<Parameters<typeof tenantOfCaller>[0]>["memberships"];

/** Reads the request context of a request that was admitted by `permission`. */
export function requestContextOf(
  request: {
    readonly id: string;
    readonly caller:
      | { readonly personId: string; readonly memberships: Parameters<typeof actedRole>[0] & Holdings }
      | undefined;
  },
  permission: Permission,
): RequestContext {
  const tenantId = tenantOfCaller(request.caller, permission);
  const { personId = "", memberships = [] } = request.caller ?? {};
  return { tenantId, personId, role: actedRole(memberships, permission), requestId: request.id };
}
