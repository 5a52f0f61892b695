/** The steps from a call centre with ringing phones to one with a queue that an agent serves, in their order. */
export const TEAM_STEPS = ["queue", "agent", "flow", "at-work", "talk"] as const;

/** One of `TEAM_STEPS`. */
type TeamStep = (typeof TEAM_STEPS)[number];

/** The facts that decide on the steps: current counts, and whether an agent ever talked with a caller of a queue. */
export interface TeamFacts {
  /** Queues that accept callers. */
  readonly queues: number;
  /** Agents who serve one of them and can log in: by an account, or by an agent number at a phone. */
  readonly agents: number;
  /** Codes that a published flow answers. */
  readonly flows: number;
  /** Agents who are logged in. */
  readonly atWork: number;
  readonly hasTalked: boolean;
}

/** Computes the finished steps from the current facts: an agent's log-out opens the step again, until a caller was served. */
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
