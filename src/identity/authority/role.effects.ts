import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { grantSchema } from "../contract.ts";
import { peopleTeller } from "../notify-people.effects.ts";
import { defaultTenantId, insertMembership } from "../people.store.ts";
import { auditPerson, type PeopleOptions } from "../sessions/sign-in.effects.ts";
import { proposeAuthority } from "./authority-proposal.effects.ts";
import { isRoleProposed } from "./authority-proposal.store.ts";
import { isOfficerRole, isOperatorRole } from "./roles.ts";

/** A role for a person. */
export type Grant = z.infer<typeof grantSchema> & { readonly personId: string };

interface Giving {
  readonly request: FastifyRequest;
  /** The administrator who gives or proposes it. */
  readonly by: string;
  readonly grant: Grant;
}

/** The result: the role is in force, or awaits a second person. */
export interface GivenRole {
  readonly id: string;
  readonly state: "given" | "proposed";
}

/** Gives a role; an officer's role is only proposed if a second person could confirm it. */
export async function giveOrProposeRole(
  options: Pick<PeopleOptions, "kit" | "credentialRules">,
  trx: DatabaseTransaction,
  giving: Giving,
): Promise<GivenRole | "role-held-already" | "role-proposed-already"> {
  const { kit } = options;
  const { request, by, grant } = giving;
  const { personId, role, team } = grant;
  const isOfficer = isOfficerRole(role);
  if (isOfficer) {
    if (await isRoleProposed(trx, { personId, role, team, now: new Date(kit.clock.nowMs()) }))
      return "role-proposed-already";
    const proposal = { kind: "role" as const, personId, detail: { role, team }, proposedBy: by };
    const id = await proposeAuthority(options, trx, { ...proposal, requestId: request.id });
    if (id !== null) return { id, state: "proposed" };
  }
  const given = await insertRole(options, trx, { ...giving, confirmedBy: null, isAlone: isOfficer });
  return typeof given === "string" ? given : { id: given.id, state: "given" };
}

/** Gives a role immediately, with its audit entry. */
export async function insertRole(
  { kit }: Pick<PeopleOptions, "kit">,
  trx: DatabaseTransaction,
  giving: Giving & { readonly confirmedBy: string | null; readonly isAlone: boolean },
): Promise<{ readonly id: string } | "role-held-already"> {
  const { request, by, grant, confirmedBy, isAlone } = giving;
  const { personId, role, team } = grant;
  const id = kit.ids.next();
  const grantedAt = new Date(kit.clock.nowMs());
  const tenantId = isOperatorRole(role) ? await defaultTenantId(trx) : null;
  const held = { ...grant, organisationId: null, ...(tenantId === null ? {} : { tenantId }) };
  if (!(await insertMembership(trx, { id, ...held, grantedBy: by, grantedAt }))) return "role-held-already";
  const detail = {
    role,
    team,
    ...(confirmedBy === null ? {} : { confirmedBy }),
    ...(isAlone ? { alone: "only-administrator" } : {}),
  };
  await auditPerson(kit, trx, { request, by, action: "role.given", personId, detail, tenantId });
  if (confirmedBy !== null) {
    await peopleTeller(kit)(trx, {
      personIds: [personId],
      template: "role-confirmed",
      params: (locale) => ({ role: kit.texts.text(locale, `roles.${role}`), link: kit.publicUrl() }),
      dedupeKey: `role-confirmed ${id}`,
    });
  }
  return { id };
}
