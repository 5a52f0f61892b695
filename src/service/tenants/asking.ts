import type { Permission } from "../../people/index.ts";
import { tenantOfCaller } from "./caller-tenant.ts";

/** Who asks, for which tenant, in which request. */
export interface Asking {
  readonly tenantId: string;
  readonly personId: string;
  readonly requestId: string;
}

/** A fault of a form, at the field it belongs to. */
export interface FormFault<Code extends string> {
  readonly path: string;
  readonly code: Code;
}

/** Reads from a request that was let in by `permission` who asks, and for which tenant. */
export function askingOf(
  request: {
    readonly id: string;
    readonly caller: (Parameters<typeof tenantOfCaller>[0] & { readonly personId: string }) | undefined;
  },
  permission: Permission,
): Asking {
  const tenantId = tenantOfCaller(request.caller, permission);
  return { tenantId, personId: request.caller?.personId ?? "", requestId: request.id };
}
