import type { RequestContext } from "../../../tenancy/tenants/index.ts";

/** The request context of a person who is an agent. */
export interface AgentContext extends RequestContext {
  readonly agent: { readonly id: string; readonly name: string; readonly homePhoneId: string | null };
}
