import type { QueueOrders } from "../src/processes/switch-app.ts";
import type { QueueDesk, QueueNews, QueueWish } from "../src/service/calls/index.ts";

/** An agent of a small desk: his phone, and since when he is free; null while he is not. */
interface IdleAgent {
  readonly agentId: string;
  readonly phoneId: string;
  freeSince: number | null;
}

/** A desk of one queue for tests of calls: first come, first served, by whoever has been free for longest. */
export interface LongestIdle {
  readonly open: (orders: QueueOrders) => QueueDesk;
  addAgent(agent: { readonly agentId: string; readonly phoneId: string }): void;
  removeAgent(agentId: string): void;
  /** Rings everybody who is free at once, or one after the other. */
  ringAll: boolean;
  /** What calls have told, oldest first. */
  readonly told: (QueueNews & { readonly callId: string })[];
}

const RING_MS = 10_000;

/** Opens such a desk; it is empty. */
export function longestIdle(): LongestIdle {
  const agents: IdleAgent[] = [];
  const waiting: QueueWish[] = [];
  /** Who rings or talks for a call. */
  const busy = new Map<string, string[]>();
  const talking = new Set<string>();
  let ticks = 0;
  let orders: QueueOrders | undefined;
  const free = (agentId: string): void => {
    ticks += 1;
    for (const agent of agents) if (agent.agentId === agentId) agent.freeSince = ticks;
  };
  const match = (): void => {
    const idle = agents.filter(({ freeSince }) => freeSince !== null);
    idle.sort((left, right) => (left.freeSince ?? 0) - (right.freeSince ?? 0));
    const isOpen = (callId: string): boolean => desk.ringAll || (busy.get(callId) ?? []).length === 0;
    const wish = waiting.find(({ callId }) => !talking.has(callId) && isOpen(callId));
    const rung = desk.ringAll ? idle : idle.slice(0, 1);
    if (wish === undefined || rung.length === 0 || orders === undefined) return;
    const { targetsOf } = orders;
    for (const agent of rung) agent.freeSince = null;
    busy.set(wish.callId, [...(busy.get(wish.callId) ?? []), ...rung.map(({ agentId }) => agentId)]);
    orders.order(wish.callId, {
      ...{ order: "ring", ringMs: RING_MS },
      agents: rung.map(({ agentId, phoneId }) => ({ agentId, targets: targetsOf(phoneId) })),
    });
  };
  const tell = (callId: string, news: QueueNews): void => {
    desk.told.push({ callId, ...news });
    const own = busy.get(callId) ?? [];
    switch (news.news) {
      case "answered":
        for (const other of own) if (other !== news.agentId) free(other);
        busy.set(callId, [news.agentId]);
        talking.add(callId);
        return orders?.order(callId, { order: "connect", agentId: news.agentId });
      case "missed":
      case "bridge-failed":
        // Whoever missed a call rests for the remainder of the test.
        talking.delete(callId);
        busy.set(
          callId,
          own.filter((agentId) => agentId !== news.agentId),
        );
        return match();
      case "bridged":
      case "callback-asked":
        return undefined;
      case "left":
      case "ended": {
        for (const agentId of own) free(agentId);
        busy.delete(callId);
        talking.delete(callId);
        const at = waiting.findIndex((wish) => wish.callId === callId);
        if (at >= 0) waiting.splice(at, 1);
        return match();
      }
    }
  };
  const desk: LongestIdle = {
    ringAll: false,
    told: [],
    addAgent: (agent) => {
      agents.push({ ...agent, freeSince: null });
      free(agent.agentId);
      match();
    },
    removeAgent: (agentId) => {
      const at = agents.findIndex((agent) => agent.agentId === agentId);
      if (at >= 0) agents.splice(at, 1);
    },
    open: (given) => {
      orders = given;
      return {
        join: (wish) => {
          waiting.push(wish);
          match();
        },
        tell,
      };
    },
  };
  return desk;
}
