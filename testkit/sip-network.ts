import {
  type AgentParts,
  type AgentTimers,
  parseDatagram,
  SipAgent,
  type SipPeer,
} from "../src/protocols/sip/index.ts";
import type { Chance } from "./chance.ts";

/** Faults of the network: shares from 0 to 1, and delays. */
export interface NetworkFaults {
  readonly lost: number;
  readonly doubled: number;
  readonly delayMsMax: number;
}

interface Event {
  readonly atMs: number;
  readonly nth: number;
  readonly name: string | null;
  readonly act: () => void;
}

/** SIP agents on one lossy network with virtual time: everything happens by its event queue. */
export class SipNetwork {
  readonly chance: Chance;
  readonly faults: NetworkFaults;
  nowMs = 0;
  delivered = 0;
  private events: Event[] = [];
  private nth = 0;
  private readonly agents = new Map<string, SipAgent>();

  constructor(chance: Chance, faults: NetworkFaults) {
    this.chance = chance;
    this.faults = faults;
  }

  /** Adds an agent to the network. */
  join(address: string, onCall: AgentParts["onCall"]): SipAgent {
    const port = 5_060;
    const source: SipPeer = { transport: "udp", address, port, connection: null };
    const agent = new SipAgent({
      address,
      port,
      timers: this.timersOf(address),
      chance: this.chance.next,
      send: (bytes, to) => this.post(bytes, source, to),
      onCall,
    });
    this.agents.set(address, agent);
    return agent;
  }

  /** Schedules an action. */
  after(ms: number, act: () => void, name: string | null = null): void {
    this.nth += 1;
    this.events.push({ atMs: this.nowMs + ms, nth: this.nth, name, act });
  }

  /** Runs all events. Throws when they do not end. */
  run(eventsMax: number): void {
    for (let done = 0; this.events.length > 0; done += 1) {
      if (done > eventsMax) throw new Error(`still busy after ${eventsMax} events`);
      const next = this.events.reduce((first, event) =>
        event.atMs < first.atMs || (event.atMs === first.atMs && event.nth < first.nth) ? event : first,
      );
      this.events = this.events.filter((event) => event !== next);
      this.nowMs = next.atMs;
      next.act();
    }
  }

  private timersOf(address: string): AgentTimers {
    const nameOf = (owner: string, name: string) => `${address} ${owner} | ${name}`;
    const stop = (isMeant: (name: string) => boolean) => {
      this.events = this.events.filter((event) => event.name === null || !isMeant(event.name));
    };
    return {
      arm: (owner, name, ms, fire) => {
        stop((armed) => armed === nameOf(owner, name));
        this.after(ms, fire, nameOf(owner, name));
      },
      disarm: (owner, name) => stop((armed) => armed === nameOf(owner, name)),
      disarmAll: (owner) => stop((armed) => armed.startsWith(nameOf(owner, ""))),
    };
  }

  private post(bytes: Uint8Array, source: SipPeer, to: SipPeer): void {
    const copies = (this.chance.next() < this.faults.doubled ? 2 : 1) - (this.chance.next() < this.faults.lost ? 1 : 0);
    for (let copy = 0; copy < copies; copy += 1) {
      this.after(1 + this.chance.below(this.faults.delayMsMax), () => {
        this.delivered += 1;
        this.agents.get(to.address)?.take(parseDatagram(bytes), source);
      });
    }
  }
}
