import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { peopleTeller } from "../notify-people.effects.ts";
import { receiverOf } from "../person-mail.effects.ts";
import { writtenMoment } from "../written-time.ts";
import { insertProposal, listSecondPersons, type NewProposal } from "./authority-proposal.store.ts";

/** A role or a mandate to propose, with the proposer and the request. */
export interface AuthorityRequest extends Pick<NewProposal, "kind" | "personId" | "detail" | "proposedBy"> {
  readonly requestId: string;
}

/**
 * Proposes a role or a mandate and mails the persons who may confirm it. Returns the id of the proposal; null without a
 * proposal if there is no second person: the only administrator acts alone.
 */
export async function proposeAuthority(
  { kit, credentialRules }: { readonly kit: Kit; readonly credentialRules: CredentialRules },
  trx: DatabaseTransaction,
  { requestId, ...proposal }: AuthorityRequest,
): Promise<string | null> {
  const { personId, proposedBy } = proposal;
  const { proposalMs, formerSecondPersonMs } = credentialRules;
  const now = new Date(kit.clock.nowMs());
  const since = new Date(now.getTime() - formerSecondPersonMs);
  const seconds = await listSecondPersons(trx, { personId: proposedBy, since, demo: kit.settings.demo });
  if (seconds.length === 0) return null;
  const id = kit.ids.next();
  const expiresAt = new Date(now.getTime() + proposalMs);
  await insertProposal(trx, { ...proposal, id, proposedAt: now, expiresAt });
  const fact = { requestId, by: proposedBy, id, row: proposal };
  await auditProposal(kit, trx, { ...fact, action: "authority-proposal.added" });
  const inOffice = seconds.filter((second) => second.endedAt === null && second.personId !== personId);
  const proposer = (await receiverOf(trx, proposedBy))?.name ?? "";
  await peopleTeller(kit)(trx, {
    personIds: inOffice.map((second) => second.personId),
    template: "authority-proposed",
    params: (locale) => ({
      proposer,
      until: writtenMoment(expiresAt.getTime(), locale),
      link: `${kit.publicUrl()}/mandat`,
    }),
    dedupeKey: `authority-proposed ${id}`,
  });
  return id;
}

/** Writes the audit entry of a decision on a proposed role or mandate. */
export async function auditProposal(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: {
    readonly requestId: string;
    readonly by: string;
    readonly action: "authority-proposal.added" | "authority-proposal.confirmed" | "authority-proposal.withdrawn";
    readonly id: string;
    readonly row: { readonly kind: string; readonly personId: string | null; readonly detail: unknown };
  },
): Promise<void> {
  const { kind, personId, detail } = fact.row;
  const { role = null, team = null, decreeKinds = [] } = detail as ProposedDetail;
  await recordAudit(trx, kit, {
    actorPersonId: fact.by,
    actorRole: null,
    action: fact.action,
    subjectKind: "authority-proposal",
    subjectId: fact.id,
    detail: { kind, personId, ...(kind === "role" ? { role, team } : { decreeKinds: decreeKinds.join(" ") }) },
    requestId: fact.requestId,
  });
}

/** The audit detail of a proposal: the role with its team, or the kinds of decree of the mandate. */
interface ProposedDetail {
  readonly role?: string;
  readonly team?: string | null;
  readonly decreeKinds?: readonly string[];
}
