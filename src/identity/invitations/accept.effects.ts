import type { FastifyRequest } from "fastify";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { markEmailConfirmed } from "../account/account.store.ts";
import { isRoleProposed } from "../authority/authority-proposal.store.ts";
import { giveOrProposeRole } from "../authority/role.effects.ts";
import { isOfficerRole } from "../authority/roles.ts";
import { grantSchema } from "../contract.ts";
import { emailKey, insertMembership, insertPerson } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { checkPassword, tokenSha256 } from "../sessions/secrets.effects.ts";
import { auditPerson, type PeopleOptions } from "../sessions/sign-in.effects.ts";
import { lockCentre } from "./centre-people.store.ts";
import { isColleague, lockCompany } from "./colleague.store.ts";
import {
  findByToken,
  findPersonByInvitation,
  holdsInvitedRole,
  invitationFactsOf,
  lockByToken,
  markAccepted,
  mayInvite,
} from "./invitation.store.ts";
import { type AcceptRefusal, acceptRefusal, invitationState } from "./invitation.ts";

/** The invitation of a token, or why it cannot be accepted. */
export async function inspectInvitation(kit: Kit, token: string) {
  const row = await findByToken(kit.db, tokenSha256(token));
  if (row === undefined) return "invitation-unknown" as const;
  const state = invitationState(invitationFactsOf(row), kit.clock.nowMs());
  if (state !== "open") return `invitation-${state}` as const;
  const isValid = await mayInvite(kit.db, { ...row, personId: row.invitedBy });
  return isValid ? row : ("invitation-withdrawn" as const);
}

type AcceptOptions = Pick<PeopleOptions, "kit" | "credentialRules" | "tieAwaitedAgent">;

interface Accepting {
  readonly request: FastifyRequest;
  readonly token: string;
  readonly person: { readonly id: string; readonly email: string };
}

/** Accepts an invitation with an existing account; idempotent for a repeated request. */
export async function acceptInvitation(
  options: AcceptOptions,
  accepting: Accepting,
): Promise<"accepted" | AcceptRefusal> {
  return options.kit.db
    .transaction()
    .execute((trx) => accept(options, trx, accepting))
    .catch(refusalOf);
}

/** Accepts an invitation with a new account for the invited address, which the mail confirms. */
export async function acceptAsNewPerson(
  options: AcceptOptions,
  accepting: Omit<Accepting, "person"> & {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly locale: "id" | "en";
    readonly passwordHash: string;
  },
): Promise<"accepted" | AcceptRefusal | "email-taken"> {
  const { kit } = options;
  const { request, token, ...person } = accepting;
  const createdAt = new Date(kit.clock.nowMs());
  return kit.db
    .transaction()
    .execute(async (trx) => {
      const row = { ...person, isDemo: false, createdAt, emailConfirmedAt: createdAt };
      if (!(await insertPerson(trx, row))) return "email-taken" as const;
      const fact = { request, by: person.id, personId: person.id, detail: {} };
      await auditPerson(kit, trx, { ...fact, action: "person.signed-up" });
      return accept(options, trx, { request, token, person });
    })
    .catch(refusalOf);
}

/** Period in which a page may repeat a request whose response was lost. */
const AGAIN_MS = 600_000;

/** The person who was created by this invitation recently, if the repeated request has the same password. */
export async function newPersonAgain(
  { db, clock }: Pick<Kit, "db" | "clock">,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<string | undefined> {
  const after = new Date(clock.nowMs() - AGAIN_MS);
  const made = await findPersonByInvitation(db, { tokenSha256: tokenSha256(token), after });
  return made !== undefined && (await checkPassword(made.passwordHash, password)) ? made.id : undefined;
}

async function accept(
  { kit, credentialRules, tieAwaitedAgent }: AcceptOptions,
  trx: DatabaseTransaction,
  { request, token, person }: Accepting,
): Promise<"accepted"> {
  const at = new Date(kit.clock.nowMs());
  const row = await lockByToken(trx, tokenSha256(token));
  if (row?.acceptedBy === person.id) {
    const received = { ...row, personId: person.id, now: at };
    if ((await holdsInvitedRole(trx, received)) || (await isRoleProposed(trx, received))) return "accepted";
  }
  // Serialised with a transfer of the company: an offer of its former owner is validated against the state after it.
  if (row !== undefined && row.organisationId !== null) await lockCompany(trx, row.organisationId);
  if (row !== undefined && row.tenantId !== null) await lockCentre(trx, row.tenantId);
  const mayStillInvite = row !== undefined && (await mayInvite(trx, { ...row, personId: row.invitedBy }));
  const key = emailKey(person.email);
  const invitation = row === undefined ? undefined : { ...invitationFactsOf(row), emailKey: row.emailKey };
  const refusal = acceptRefusal({ invitation, mayStillInvite, emailKey: key }, at.getTime());
  if (refusal !== null || row === undefined) throw new Refused(refusal ?? "invitation-unknown");
  const { organisationId, tenantId, role, team, invitedBy } = row;
  if (organisationId !== null && (await isColleague(trx, { emailKey: key, organisationId })))
    throw new Refused("already-colleague");
  const isProposed = await receiveRole({ kit, credentialRules }, trx, { request, row, personId: person.id });
  await markAccepted(trx, { id: row.id, by: person.id, at });
  await markEmailConfirmed(trx, { personId: person.id, emailKey: key, now: at });
  const agentId =
    tenantId === null ? null : await tieAwaitedAgent(trx, { tenantId, personId: person.id, role, emailKey: key });
  const tied = agentId === null ? {} : { agentId };
  const awaits = isProposed ? { awaits: "second-person" } : {};
  const detail = { role, team, organisationId, tenantId, invitationId: row.id, ...tied, ...awaits };
  await auditPerson(kit, trx, {
    request,
    by: person.id,
    action: "person.invitation-accepted",
    personId: person.id,
    detail,
    tenantId,
  });
  await notifyInviter(kit, trx, { invitedBy, invitationId: row.id, personId: person.id, role, isProposed });
  return "accepted";
}

/** Gives the invited role, or proposes it if an officer's role needs a second person. Returns whether it is only proposed. */
async function receiveRole(
  options: Pick<PeopleOptions, "kit" | "credentialRules">,
  trx: DatabaseTransaction,
  received: {
    readonly request: FastifyRequest;
    readonly row: NonNullable<Awaited<ReturnType<typeof lockByToken>>>;
    readonly personId: string;
  },
): Promise<boolean> {
  const { kit } = options;
  const { request, row, personId } = received;
  const { organisationId, tenantId, role, team, invitedBy } = row;
  const grantedAt = new Date(kit.clock.nowMs());
  if (isOfficerRole(role)) {
    const grant = { ...grantSchema.parse({ role, team }), personId };
    const given = await giveOrProposeRole(options, trx, { request, by: invitedBy, grant });
    if (typeof given === "string") throw new Refused("role-held-already");
    return given.state === "proposed";
  }
  const held = tenantId === null ? {} : { tenantId };
  const membership = { id: kit.ids.next(), personId, role, team, organisationId, ...held };
  if (!(await insertMembership(trx, { ...membership, grantedBy: invitedBy, grantedAt })))
    throw new Refused("role-held-already");
  return false;
}

async function notifyInviter(
  kit: Kit,
  trx: DatabaseTransaction,
  accepted: {
    readonly invitedBy: string;
    readonly invitationId: string;
    readonly personId: string;
    readonly role: string;
    readonly isProposed: boolean;
  },
): Promise<void> {
  const to = await receiverOf(trx, accepted.invitedBy);
  const person = await receiverOf(trx, accepted.personId);
  if (to === undefined || person === undefined) return;
  const params = {
    person: person.name,
    role: kit.texts.text(to.locale, `roles.${accepted.role}`),
    link: `${kit.publicUrl()}/${accepted.isProposed ? "orang" : "akun"}`,
  };
  await mailPerson(kit, trx, {
    to,
    key: `invitation-accepted ${accepted.invitationId}`,
    text: accepted.isProposed ? "invitation-accepted-proposed" : "invitation-accepted",
    params,
  });
}

/** Rolls the transaction back, including an account created for the invitation. */
class Refused extends Error {
  readonly refusal: AcceptRefusal;

  constructor(refusal: AcceptRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

function refusalOf(error: unknown): AcceptRefusal {
  if (error instanceof Refused) return error.refusal;
  throw error;
}
