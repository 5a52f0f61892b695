import {
  type AcdState,
  type AgentProfile,
  createAcdState,
  type QueueEffect,
  type QueueEventBody,
  type QueueInput,
  type QueueRules,
  type SkillNeed,
  stepQueues,
  USUAL_RULES,
} from "../src/service/acd/queues/index.ts";

/** ACD state under test: inputs by short names, virtual time, and all effects. */
export interface AcdStateFixture {
  readonly effects: QueueEffect[];
  floor(): AcdState;
  nowMs(): number;
  /** Applies an input now; returns its effects. */
  give(input: QueueInput): readonly QueueEffect[];
  /** Advances time and fires timers on their millisecond; returns their effects. */
  pass(ms: number): readonly QueueEffect[];
  queue(id: string, rules?: Partial<QueueRules>): void;
  /** An agent of these queues, logged in now. */
  agent(
    id: string,
    queues: readonly string[] | Readonly<Record<string, number>>,
    skills?: AgentProfile["skills"],
  ): void;
  join(
    contactId: string,
    queueId: string,
    more?: Partial<Extract<QueueInput, { readonly input: "joined" }>>,
  ): readonly QueueEffect[];
  answer(contactId: string, agentId: string): readonly QueueEffect[];
  /** The agent answers and the sides are joined. */
  talk(contactId: string, agentId: string): readonly QueueEffect[];
  end(contactId: string): readonly QueueEffect[];
}

/** Offers among effects: contact → agents, in order. */
export function offersIn(effects: readonly QueueEffect[]): readonly string[] {
  return effects.flatMap((one) => (one.effect === "offer" ? [`${one.contactId} → ${one.agentIds.join(" ")}`] : []));
}

/** The events among effects. */
export function eventsIn(effects: readonly QueueEffect[]): readonly QueueEventBody[] {
  return effects.flatMap((one) => (one.effect === "record" ? [one.event.body] : []));
}

/** A need that may relax. */
export function need(skill: string, level: number): SkillNeed {
  return { skill, level, mayRelax: true };
}

/** Opens an ACD state; one step of priority is worth a minute. */
export function createAcdStateFixture(): AcdStateFixture {
  let acdState = createAcdState({ priorityWorthMs: 60_000 });
  let nowMs = 1_000_000;
  const effects: QueueEffect[] = [];
  const give = (input: QueueInput): readonly QueueEffect[] => {
    const step = stepQueues(acdState, input, nowMs);
    acdState = step.state;
    effects.push(...step.effects);
    return step.effects;
  };
  const pass = (ms: number): readonly QueueEffect[] => {
    const endMs = nowMs + ms;
    const seen: QueueEffect[] = [];
    while (acdState.wakeAtMs !== null && acdState.wakeAtMs <= endMs) {
      nowMs = Math.max(nowMs, acdState.wakeAtMs);
      seen.push(...give({ input: "timer" }));
    }
    nowMs = endMs;
    return seen;
  };
  return {
    effects,
    give,
    pass,
    floor: () => acdState,
    nowMs: () => nowMs,
    queue: (id, rules) =>
      void give({
        input: "queue-configured",
        rules: { ...USUAL_RULES, joinWhile: "always", tellEveryMs: 0, ...rules, id },
      }),
    agent: (id, queues, skills = {}) => {
      const entries = Array.isArray(queues)
        ? queues.map((queueId: string) => [queueId, 1] as const)
        : Object.entries(queues);
      const profile = { id, queues: entries.map(([queueId, tier]) => ({ queueId, tier: Number(tier) })), skills };
      give({ input: "agent-configured", profile });
      give({ input: "agent-logged-in", agentId: id });
    },
    join: (contactId, queueId, more) =>
      give({ input: "joined", contactId, queueId, priority: 0, needs: [], stickyAgentId: null, ...more }),
    answer: (contactId, agentId) => give({ input: "answered", contactId, agentId }),
    talk: (contactId, agentId) => [
      ...give({ input: "answered", contactId, agentId }),
      ...give({ input: "bridged", contactId, agentId }),
    ],
    end: (contactId) => give({ input: "ended", contactId, holdMs: 0 }),
  };
}
