import type { z } from "zod";
import { officeDate } from "../../regulation/index.ts";
import type { membershipSchema } from "../contract.ts";
import type { Acting } from "./roles.ts";

/** The stored facts about a membership. */
interface KnownMembership {
  readonly id: string;
  readonly role: string;
  readonly team: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly acting: Acting | null;
  readonly actingForName: string | null;
  readonly validToMs: number | null;
}

/** A membership in API format; its last day is the local day before the instant at which it ends. */
export function toMembershipResponse(held: KnownMembership): z.infer<typeof membershipSchema> {
  const { id, role, team, organisationId, organisationName, acting, actingForName, validToMs } = held;
  const lastDay = validToMs === null ? null : officeDate(validToMs - 1);
  return { id, role, team, organisationId, organisationName, acting, actingForName, lastDay };
}
