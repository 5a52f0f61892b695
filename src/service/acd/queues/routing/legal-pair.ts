import type { AgentProfile, QueueRules, SkillNeed } from "../queue-rules.ts";
import type { Contact } from "./contact.ts";

/** A level that is needed now. */
export type Level = Pick<SkillNeed, "skill" | "level">;

/** The agents that a contact waits for at a moment: those of a queue up to a tier with these levels, or one agent alone. */
export interface Wanted {
  readonly queueId: string;
  /** The highest tier that may be chosen; ignored when `heldFor` names an agent. */
  readonly openTier: number;
  readonly levels: readonly Level[];
  readonly heldFor: string | null;
  /** Whether only agents with an open agent desktop are suitable. */
  readonly isWritten: boolean;
}

/** How many tiers are open after `waitedMs`. */
function openTierAfter({ tiersOpenMs }: QueueRules, waitedMs: number): number {
  let open = 1;
  while (open < tiersOpenMs.length && (tiersOpenMs[open] ?? 0) <= waitedMs) open += 1;
  return open;
}

/** The levels that are still required after `waitedMs`; levels that have relaxed to zero are left out. */
export function levelsAfter(
  { relaxations }: QueueRules,
  needs: readonly SkillNeed[],
  waitedMs: number,
): readonly Level[] {
  if (needs.length === 0) return needs;
  let relaxed = 0;
  for (const { afterMs, by } of relaxations) if (afterMs <= waitedMs) relaxed += by;
  return needs
    .map(({ skill, level, mayRelax }) => ({ skill, level: mayRelax ? Math.max(0, level - relaxed) : level }))
    .filter(({ level }) => level > 0);
}

/** The agents that a contact waits for at `nowMs`. */
export function wantedBy(contact: Contact, rules: QueueRules, nowMs: number): Wanted {
  const waitedMs = nowMs - contact.enteredAtMs;
  return {
    queueId: contact.queueId,
    openTier: openTierAfter(rules, waitedMs),
    levels: levelsAfter(rules, contact.needs, waitedMs),
    heldFor: contact.heldFor,
    isWritten: contact.kind === "message",
  };
}

/** When the agents that a contact waits for next change by time; `Infinity` for never. */
export function nextRelaxationMs(contact: Contact, rules: QueueRules, nowMs: number): number {
  const waitedMs = nowMs - contact.enteredAtMs;
  let nextMs = Number.POSITIVE_INFINITY;
  for (const afterMs of rules.tiersOpenMs) if (afterMs > waitedMs) nextMs = Math.min(nextMs, afterMs);
  if (contact.needs.length > 0)
    for (const { afterMs } of rules.relaxations) if (afterMs > waitedMs) nextMs = Math.min(nextMs, afterMs);
  return contact.enteredAtMs + nextMs;
}

/** Two contacts with the same key wait for exactly the same agents. */
export function keyOfWanted({ queueId, openTier, levels, heldFor, isWritten }: Wanted): string {
  if (levels.length === 0 && heldFor === null) return `${queueId}|${openTier}${isWritten ? "|written" : ""}`;
  const written = isWritten ? ["written"] : [];
  return JSON.stringify([queueId, openTier, heldFor, ...written, ...levels.map(({ skill, level }) => [skill, level])]);
}

/** The tier in which an agent serves a queue; undefined when the agent does not serve it. */
export function tierIn({ queues }: AgentProfile, queueId: string): number | undefined {
  for (const membership of queues) if (membership.queueId === queueId) return membership.tier;
  return undefined;
}

/** Whether an agent has the levels; a missing skill counts as level 0. */
export function hasLevels({ skills }: AgentProfile, levels: readonly Level[]): boolean {
  for (const { skill, level } of levels) if ((skills[skill] ?? 0) < level) return false;
  return true;
}

/** Whether a free agent may take the contact. `tierCount` is the number of tiers of the queue. */
export function mayTake(profile: AgentProfile, wanted: Wanted, tierCount: number): boolean {
  const tier = tierIn(profile, wanted.queueId);
  if (tier === undefined) return false;
  if (wanted.heldFor !== null ? wanted.heldFor !== profile.id : Math.min(tier, tierCount) > wanted.openTier)
    return false;
  return hasLevels(profile, wanted.levels);
}

/** The number of levels by which an agent falls short of the requirements at joining. */
export function shortfallOf({ skills }: AgentProfile, needs: readonly SkillNeed[]): number {
  let short = 0;
  for (const { skill, level } of needs) short += Math.max(0, level - (skills[skill] ?? 0));
  return short;
}
