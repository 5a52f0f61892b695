/** The steps from a call centre whose phones ring to one whose queue is served by an agent, in their order. */
export const TEAM_STEPS = ["queue", "agent", "flow", "at-work", "talk"] as const;

/** One of `TEAM_STEPS`. */
type TeamStep = (typeof TEAM_STEPS)[number];

/** What they are read from: counts of what is there now, and whether an agent ever spoke with somebody of a queue. */
export interface TeamFacts {
  /** Queues that take callers. */
  readonly queues: number;
  /** Agents who serve one of them and can come to their desk: by an account, or by a number at a desk phone. */
  readonly agents: number;
  /** Codes that a published flow answers. */
  readonly flows: number;
  /** Agents who are logged in. */
  readonly atWork: number;
  readonly hasTalked: boolean;
}

/** Which steps are done, read from the facts each time: an agent who goes home takes his step back, until somebody was served. */
export function teamSteps(facts: TeamFacts): readonly { readonly step: TeamStep; readonly isDone: boolean }[] {
  const done: Readonly<Record<TeamStep, boolean>> = {
    queue: facts.queues > 0,
    agent: facts.agents > 0,
    flow: facts.flows > 0,
    "at-work": facts.atWork > 0 || facts.hasTalked,
    talk: facts.hasTalked,
  };
  return TEAM_STEPS.map((step) => ({ step, isDone: done[step] }));
}
