import type { AgentProfile, OverflowTo, QueueRules, SkillNeed } from "../../../src/service/acd/queues/index.ts";
import type { Chance } from "../../../testkit/chance.ts";

const QUEUE_IDS = ["q1", "q2", "q3"] as const;
const SKILLS = ["english", "billing"] as const;
/** Long enough that no maximum wait ends a manual scenario. */
const LONG_MS = 60_000;

/** Random rules with short times, so that a short schedule reaches all of them. */
export function randomRules(id: string, chance: Chance): QueueRules {
  const overflowTo = (): OverflowTo =>
    chance.pick<OverflowTo>([
      { to: "hang-up" },
      { to: "flow", flowId: "voicemail" },
      { to: "queue", queueId: chance.pick(QUEUE_IDS) },
    ]);
  const tiers = chance.pick([[0], [0, 0], [0, 4_000, 9_000]]);
  return {
    id,
    strategy: chance.pick(["longest-idle", "fewest-contacts", "ring-all"]),
    idleClock: chance.pick(["since-last-contact", "since-available"]),
    priority: chance.below(3),
    ringMs: chance.pick([2_000, 5_000]),
    connectMs: 2_000,
    wrapUpMs: chance.pick([0, 1_000, 4_000]),
    restMs: chance.pick([0, 1_500]),
    missedMax: chance.pick([0, 2, 3]),
    ringAtOnce: 1 + chance.below(3),
    waitingMax: chance.pick([2, 4, 50]),
    waitMaxMs: chance.pick([6_000, 20_000, LONG_MS]),
    callbackWaitMaxMs: chance.pick([15_000, LONG_MS]),
    overflow: { full: overflowTo(), empty: overflowTo(), "too-long": overflowTo(), closed: overflowTo() },
    joinWhile: chance.pick(["always", "always", "logged-in", "at-work"]),
    stayWhile: chance.pick(["always", "always", "logged-in", "at-work"]),
    tiersOpenMs: tiers,
    relaxations: chance.pick([
      [],
      [{ afterMs: 3_000, by: 2 }],
      [
        { afterMs: 2_000, by: 1 },
        { afterMs: 5_000, by: 9 },
      ],
    ]),
    stickyMs: chance.pick([0, 3_000]),
    tellEveryMs: chance.pick([0, 1_000, 2_500]),
  };
}

/** Random queue ids of an ACD state. */
export function randomQueueIds(chance: Chance): readonly string[] {
  return QUEUE_IDS.slice(0, 1 + chance.below(QUEUE_IDS.length));
}

/** A random agent. */
export function randomProfile(id: string, queueIds: readonly string[], chance: Chance): AgentProfile {
  const queues = queueIds.filter(() => chance.next() < 0.8).map((queueId) => ({ queueId, tier: 1 + chance.below(3) }));
  const skills = Object.fromEntries(
    SKILLS.filter(() => chance.next() < 0.6).map((skill) => [skill, 1 + chance.below(4)]),
  );
  return { id, queues, skills };
}

/** The random skill needs of a caller; none in most cases. */
export function randomNeeds(chance: Chance): readonly SkillNeed[] {
  if (chance.next() < 0.6) return [];
  return SKILLS.filter(() => chance.next() < 0.6).map((skill) => ({
    skill,
    level: 1 + chance.below(4),
    mayRelax: chance.next() < 0.7,
  }));
}
