import type { QueueOrders } from "../src/processes/switch-app.ts";
import type { QueueDesk, QueueNews, QueueWish } from "../src/service/calls/index.ts";

/** An agent of a small desk: his phone, and since when he is free; null while he is not. */
interface IdleAgent {
  readonly agentId: string;
  readonly phoneId: string;
  freeSince: number | null;
}

const RING_MS = 10_000;

/** A desk of one queue for tests of calls: first come, first served, by whoever has been free for longest. */
export class LongestIdle implements QueueDesk {
  /** Rings everybody who is free, or one after the other. */
  ringAll = false;
  /** What calls have told, oldest first. */
  readonly told: (QueueNews & { readonly callId: string })[] = [];
  readonly #agents: IdleAgent[] = [];
  readonly #waiting: QueueWish[] = [];
  /** Who rings or talks for a call. */
  readonly #busy = new Map<string, readonly string[]>();
  readonly #talking = new Set<string>();
  #ticks = 0;
  #orders: QueueOrders | undefined;

  /** Opens the desk for the calls of a switch. */
  readonly open = (orders: QueueOrders): QueueDesk => {
    this.#orders = orders;
    return { join: (wish) => this.join(wish), tell: (callId, news) => this.tell(callId, news) };
  };

  /** Somebody comes to serve callers. */
  addAgent(agent: { readonly agentId: string; readonly phoneId: string }): void {
    this.#agents.push({ ...agent, freeSince: null });
    this.#free(agent.agentId);
    this.#match();
  }

  /** Somebody leaves. */
  removeAgent(agentId: string): void {
    const at = this.#agents.findIndex((agent) => agent.agentId === agentId);
    if (at >= 0) this.#agents.splice(at, 1);
  }

  join(wish: QueueWish): void {
    this.#waiting.push(wish);
    this.#match();
  }

  tell(callId: string, news: QueueNews): void {
    this.told.push({ callId, ...news });
    const own = this.#busy.get(callId) ?? [];
    if (news.news === "answered") {
      for (const other of own) if (other !== news.agentId) this.#free(other);
      this.#busy.set(callId, [news.agentId]);
      this.#talking.add(callId);
      this.#orders?.order(callId, { order: "connect", agentId: news.agentId });
    }
    if (news.news === "missed" || news.news === "bridge-failed") {
      // Whoever missed a call rests for the remainder of the test.
      const others = own.filter((agentId) => agentId !== news.agentId);
      this.#talking.delete(callId);
      this.#busy.set(callId, others);
      this.#match();
    }
    if (news.news === "left" || news.news === "ended") this.#over(callId, own);
  }

  #over(callId: string, own: readonly string[]): void {
    for (const agentId of own) this.#free(agentId);
    this.#busy.delete(callId);
    this.#talking.delete(callId);
    const at = this.#waiting.findIndex((wish) => wish.callId === callId);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#match();
  }

  #free(agentId: string): void {
    this.#ticks += 1;
    for (const agent of this.#agents) if (agent.agentId === agentId) agent.freeSince = this.#ticks;
  }

  #match(): void {
    const orders = this.#orders;
    const idle = this.#agents
      .filter(({ freeSince }) => freeSince !== null)
      .toSorted((left, right) => (left.freeSince ?? 0) - (right.freeSince ?? 0));
    const isOpen = (callId: string): boolean => this.ringAll || (this.#busy.get(callId) ?? []).length === 0;
    const wish = this.#waiting.find(({ callId }) => !this.#talking.has(callId) && isOpen(callId));
    const rung = this.ringAll ? idle : idle.slice(0, 1);
    if (wish === undefined || rung.length === 0 || orders === undefined) return;
    for (const agent of rung) agent.freeSince = null;
    const already = this.#busy.get(wish.callId) ?? [];
    this.#busy.set(wish.callId, [...already, ...rung.map(({ agentId }) => agentId)]);
    const agents = rung.map(({ agentId, phoneId }) => ({ agentId, targets: orders.targetsOf(phoneId) }));
    orders.order(wish.callId, { order: "ring", ringMs: RING_MS, agents });
  }
}
