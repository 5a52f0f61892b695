import type { FastifyRequest } from "fastify";
import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { mailLink } from "../account/mail-link.effects.ts";
import type { Role } from "../authority/roles.ts";
import { emailKey } from "../people.store.ts";
import { auditPerson, type PeopleOptions } from "../sessions/sign-in.effects.ts";
import { writtenMoment } from "../written-time.ts";
import { centreName, isHeldInCentre } from "./centre-people.store.ts";
import { isColleague } from "./colleague.store.ts";
import {
  countOpenInvitations,
  type InvitationPlace,
  insertInvitation,
  lockOpen,
  markWithdrawn,
  renewInvitation,
} from "./invitation.store.ts";

/** Maximum number of open invitations of one company, or of officers. */
const OPEN_INVITATIONS_MAX = 50;
/** A tenant invites all its people at once. */
export const CENTRE_INVITATIONS_MAX = 1_000;

/** Maximum number of open invitations to a target. */
export function openInvitationsMax({ tenantId }: Pick<InvitationPlace, "tenantId">): number {
  return tenantId === null ? OPEN_INVITATIONS_MAX : CENTRE_INVITATIONS_MAX;
}

/** The content of an invitation. */
export interface Invited {
  /** Null for officers and for tenants. */
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** The tenant; null for a company, and for officers. */
  readonly tenantId: string | null;
  readonly role: Role;
  readonly team: string | null;
  readonly email: string;
  /** The language of the mail; defaults to the caller's. */
  readonly locale?: "id" | "en";
}

/** Why an invitation is refused. */
export type InviteRefusal =
  | "already-colleague"
  | "role-held-already"
  | "invited-already"
  | "invitations-full"
  | "too-many-mails";

interface Inviting {
  readonly kit: Kit;
  readonly credentialRules: CredentialRules;
}

/** Invites a person by mail, in the caller's language by default. */
export async function invite(
  { kit, credentialRules }: Inviting,
  request: FastifyRequest,
  invited: Invited,
): Promise<{ readonly id: string } | InviteRefusal> {
  return kit.db
    .transaction()
    .execute(async (trx) => {
      const done = await inviteIn({ kit, credentialRules }, trx, request, invited);
      if (typeof done === "string") throw new Refused(done);
      return done;
    })
    .catch(refusalOf);
}

/** Invites a person in the caller's transaction, which must be rolled back on a refusal. */
export async function inviteIn(
  { kit, credentialRules }: Inviting,
  trx: DatabaseTransaction,
  request: FastifyRequest,
  invited: Invited,
): Promise<{ readonly id: string } | InviteRefusal> {
  const caller = present(request.caller, "caller");
  const createdAt = new Date(kit.clock.nowMs());
  const key = emailKey(invited.email);
  const { organisationId, organisationName: _, locale = caller.locale, ...row } = invited;
  const { tenantId, role } = row;
  if (organisationId !== null && (await isColleague(trx, { emailKey: key, organisationId })))
    return "already-colleague";
  if (tenantId !== null && (await isHeldInCentre(trx, { email: key, tenantId, role }))) return "role-held-already";
  if ((await countOpenInvitations(trx, invited)) >= openInvitationsMax(invited)) return "invitations-full";
  const id = kit.ids.next();
  const expiresAt = new Date(createdAt.getTime() + credentialRules.invitationMs);
  const sent = await mailInvitation({ kit, credentialRules }, trx, { ...invited, caller, expiresAt });
  if (sent === "too-many-mails") return sent;
  const times = { createdAt, expiresAt, locale, invitedBy: caller.personId };
  if (!(await insertInvitation(trx, { ...row, organisationId, ...times, id, emailKey: key, tokenSha256: sent })))
    return "invited-already";
  const detail = { role, team: invited.team, organisationId, tenantId, invitationId: id };
  const fact = { request, by: caller.personId, personId: caller.personId, detail, tenantId };
  await auditPerson(kit, trx, { ...fact, action: "person.invited" });
  return { id };
}

/** Mails an open invitation again, with a new link and a new expiry; the old link ends. */
export async function inviteAgain(
  { kit, credentialRules }: Inviting,
  request: FastifyRequest,
  asked: { readonly id: string; readonly may: (place: InvitationPlace) => boolean },
): Promise<"sent" | "no-such-invitation" | "too-many-mails"> {
  const caller = present(request.caller, "caller");
  const sentAt = new Date(kit.clock.nowMs());
  const expiresAt = new Date(sentAt.getTime() + credentialRules.invitationMs);
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockOpen(trx, asked.id);
    if (row === undefined || !asked.may(row)) return "no-such-invitation";
    const sha256 = await mailInvitation({ kit, credentialRules }, trx, {
      ...row,
      role: row.role as Role,
      // The original language is kept: an import sets it for each person.
      locale: row.locale === "en" ? "en" : "id",
      caller,
      expiresAt,
    });
    if (sha256 === "too-many-mails") return sha256;
    await renewInvitation(trx, { id: row.id, tokenSha256: sha256, sentAt, expiresAt, invitedBy: caller.personId });
    return "sent";
  });
}

/** Withdraws an open invitation and ends its link. */
export async function withdrawInvitation(
  { kit, forgetAwaitedAgent }: Pick<PeopleOptions, "kit" | "forgetAwaitedAgent">,
  request: FastifyRequest,
  asked: { readonly id: string; readonly may: (place: InvitationPlace) => boolean },
): Promise<"withdrawn" | "no-such-invitation"> {
  const { personId } = present(request.caller, "caller");
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockOpen(trx, asked.id);
    if (row === undefined || !asked.may(row)) return "no-such-invitation";
    await markWithdrawn(trx, { id: row.id, by: personId, at });
    const { role, organisationId, tenantId } = row;
    if (tenantId !== null) await forgetAwaitedAgent(trx, { tenantId, role, emailKey: row.emailKey });
    const detail = { role, organisationId, tenantId, invitationId: row.id };
    const fact = { request, by: personId, personId, detail, tenantId };
    await auditPerson(kit, trx, { ...fact, action: "person.invitation-withdrawn" });
    return "withdrawn";
  });
}

async function mailInvitation(
  { kit, credentialRules }: Inviting,
  trx: DatabaseTransaction,
  mail: Invited & { readonly caller: Caller; readonly expiresAt: Date },
): Promise<Buffer | "too-many-mails"> {
  const { caller, email, organisationName, role, locale = caller.locale } = mail;
  const to = { id: null, name: email, email, locale };
  const params = {
    inviter: caller.name,
    role: kit.texts.text(locale, `roles.${role}`),
    company: organisationName ?? "",
    installation: kit.settings.installationName,
    until: writtenMoment(mail.expiresAt.getTime(), locale),
  };
  const path = "/undangan/";
  if (mail.tenantId !== null) {
    const other = locale === "id" ? "en" : "id";
    const inBoth = {
      ...params,
      centre: await centreName(trx, mail.tenantId),
      roleInOther: kit.texts.text(other, `roles.${role}`),
      untilInOther: writtenMoment(mail.expiresAt.getTime(), other),
    };
    return mailLink(kit, credentialRules, trx, { to, text: "centre-invited", params: inBoth, path });
  }
  const text = organisationName === null ? "officer-invited" : "colleague-invited";
  return mailLink(kit, credentialRules, trx, { to, text, params, path });
}

/** Rolls the transaction back. */
class Refused extends Error {
  readonly refusal: InviteRefusal;

  constructor(refusal: InviteRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

function refusalOf(error: unknown): InviteRefusal {
  if (error instanceof Refused) return error.refusal;
  throw error;
}
