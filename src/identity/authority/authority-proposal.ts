/** The facts required to confirm or withdraw a proposal. */
export interface ProposalFacts {
  /** The person who would receive the role or sign under the mandate; null for a mandate of an office. */
  readonly personId: string | null;
  readonly proposedBy: string;
  /** True while the proposer is an administrator. */
  readonly isProposerInOffice: boolean;
  readonly expiresAtMs: number;
  readonly outcome: string | null;
}

/** The person who decides on a proposal. */
export interface ProposalDecider {
  readonly personId: string;
  /** True for an acting role: the proposer could have appointed that acting officer alone. */
  readonly isActing: boolean;
}

/** Why a proposal cannot be confirmed or withdrawn. */
export type ProposalRefusal =
  | "no-such-proposal"
  | "proposal-decided"
  | "proposal-lapsed"
  | "proposal-own"
  | "proposal-for-oneself"
  | "proposal-by-acting"
  | "proposal-without-proposer";

/** Why `decider` may not confirm a proposal; undefined if they may. */
export function confirmRefusal(
  proposal: ProposalFacts,
  decider: ProposalDecider,
  nowMs: number,
): ProposalRefusal | undefined {
  const { personId, proposedBy, isProposerInOffice } = proposal;
  const closed = closedRefusal(proposal, nowMs);
  if (closed !== undefined) return closed;
  if (decider.personId === proposedBy) return "proposal-own";
  if (decider.personId === personId) return "proposal-for-oneself";
  if (decider.isActing) return "proposal-by-acting";
  return isProposerInOffice ? undefined : "proposal-without-proposer";
}

/** Why a proposal cannot be withdrawn: it was decided or has lapsed. */
export function closedRefusal(
  { outcome, expiresAtMs }: Pick<ProposalFacts, "outcome" | "expiresAtMs">,
  nowMs: number,
): ProposalRefusal | undefined {
  if (outcome !== null) return "proposal-decided";
  return nowMs >= expiresAtMs ? "proposal-lapsed" : undefined;
}
