import { incoming } from "./dialog/callee-leg.ts";
import { type Invitation, invite } from "./dialog/caller-leg.ts";
import { dialogKey, dialogKeyOf } from "./dialog/dialog.ts";
import type { Leg, LegEvent, LegStep } from "./dialog/leg.ts";
import { type LegInput, stepLeg } from "./dialog/step-leg.ts";
import type { CheckedRequest, CheckedResponse } from "./message/check-message.ts";
import { answerTo } from "./message/inspect-request.ts";
import type { SipRequest, SipResponse } from "./message/message.ts";
import type { parseDatagram } from "./message/parse-message.ts";
import { serialise } from "./message/serialise.ts";
import { statusReason } from "./message/status-reason.ts";
import { BRANCH_COOKIE } from "./message/via.ts";
import { hostText, type SipPeer, type SipTransport } from "./peer.ts";
import { receive, respond } from "./receive.ts";
import type { TransactionEffect } from "./transaction/transaction-effect.ts";
import { openTransactions } from "./transaction/transactions.ts";

/** Named timers of many owners; arming a timer again replaces it. */
export interface AgentTimers {
  arm(owner: string, name: string, ms: number, fire: () => void): void;
  disarm(owner: string, name: string): void;
  disarmAll(owner: string): void;
}

/** Dependencies of a user agent. */
export interface AgentParts {
  readonly address: string;
  readonly port: number;
  readonly timers: AgentTimers;
  /** A random number from 0 up to, not including, 1. */
  readonly chance: () => number;
  /** Sends; on failure, call `failTransport` with the transaction. */
  send(bytes: Uint8Array, to: SipPeer, transaction: string | null): void;
  /** A call arrived, or an event of a call occurred. */
  onCall(call: AgentCall, event: LegEvent | { readonly kind: "incoming"; readonly request: CheckedRequest }): void;
  /** A request outside of any call; a null response means 200. */
  onRequest?(request: CheckedRequest, source: SipPeer): SipResponse | null;
}

/** A call of an agent. */
export interface AgentCall {
  readonly name: string;
  leg(): Leg;
  act(input: LegInput): void;
}

interface Held {
  leg: Leg;
  peer: SipPeer;
  readonly call: AgentCall;
  readonly open: Set<string>;
}

const ABILITIES = {
  methods: ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER"],
  extensions: ["timer", "replaces"],
  bodyTypes: ["application/sdp"],
  forwards: false,
};
const TRANSACTIONS_MAX = 10_000;

/** A complete user agent over the steps of this module; decisions, timers and transport are injected. */
export class SipAgent {
  readonly parts: AgentParts;
  readonly table = openTransactions({ max: TRANSACTIONS_MAX });
  readonly calls = new Map<string, Held>();
  readonly dropped: Record<string, number> = {};
  readonly byKey = new Map<string, Held>();
  readonly asked = new Map<string, (response: CheckedResponse | null) => void>();
  count = 0;

  constructor(parts: AgentParts) {
    this.parts = parts;
  }

  /** Processes a parsed datagram or frame. */
  take(parsed: ReturnType<typeof parseDatagram>, source: SipPeer): void {
    const received = receive(parsed, source);
    if (received.kind === "drop") this.drop(received.why);
    if (received.kind === "answer") this.parts.send(serialise(received.response), received.to, null);
    if (received.kind === "request") this.run(this.table.receiveRequest(received.request, source));
    if (received.kind === "response") this.run(this.table.receiveResponse(received.response));
  }

  /** Reports a failed send. */
  failTransport(transaction: string | null): void {
    if (transaction !== null) this.run(this.table.failTransport(transaction));
  }

  /** Starts a call. */
  call(invitation: Omit<Invitation, "maxForwards" | "cseq">, to: SipPeer): AgentCall {
    const held = this.hold(to);
    const step = invite(this.identity(to.transport), { ...invitation, maxForwards: 70, cseq: 1 });
    this.settle(held, step);
    return held.call;
  }

  /** Sends a request outside of any call, such as REGISTER; `done` receives the final response once, or null when none arrived. */
  ask(request: SipRequest, to: SipPeer, done: (response: CheckedResponse | null) => void): void {
    this.count += 1;
    const me = this.identity(to.transport);
    const branch = `${BRANCH_COOKIE}${me.secret}.${this.count}`;
    const via = { name: "Via", value: `${me.via};branch=${branch};rport` };
    this.asked.set(`c ${branch} ${request.method}`, done);
    this.run(this.table.request(branch, { ...request, headers: [via, ...request.headers] }, to));
  }

  /** Passes the final response of a request outside of a call to its sender; false for an unknown key. */
  private answered(key: string, response: CheckedResponse | null): boolean {
    const done = this.asked.get(key);
    if (done === undefined) return false;
    if (response !== null && response.message.status < 200) return true;
    this.asked.delete(key);
    done(response);
    return true;
  }

  private hold(peer: SipPeer): Held {
    this.count += 1;
    const name = `call${this.count}`;
    const held: Held = {
      // The first step replaces it before it is visible.
      leg: undefined as unknown as Leg,
      peer,
      open: new Set(),
      call: {
        name,
        leg: () => held.leg,
        act: (input) => this.settle(held, stepLeg(held.leg, input, this.parts.chance())),
      },
    };
    this.calls.set(name, held);
    return held;
  }

  private identity(transport: SipTransport) {
    const { address, port, chance } = this.parts;
    const letters = () => Math.floor(chance() * 2 ** 48).toString(36);
    const host = `${hostText(address)}:${port}`;
    const over = transport === "udp" ? "" : `;transport=${transport}`;
    return {
      via: `SIP/2.0/${transport.toUpperCase()} ${host}`,
      contact: `<sip:agent@${host}${over}>`,
      secret: letters() + letters(),
      tag: letters(),
    };
  }

  private settle(held: Held, step: LegStep): void {
    held.leg = step.state;
    const { dialog } = step.state;
    if (dialog !== null) this.byKey.set(dialogKey(dialog), held);
    for (const effect of step.effects) {
      const owner = held.call.name;
      if (effect.kind === "request") this.open(held, effect.branch, effect.request.method);
      if (effect.kind === "request") this.run(this.table.request(effect.branch, effect.request, held.peer));
      if (effect.kind === "ack") this.parts.send(serialise(effect.request), held.peer, null);
      if (effect.kind === "respond") this.run(this.table.respond(effect.key, effect.response));
      if (effect.kind === "cancel") this.run(this.table.cancel(effect.branch, effect.headers));
      if (effect.kind === "disarm") this.parts.timers.disarm(owner, effect.timer);
      if (effect.kind === "told") this.parts.onCall(held.call, effect.event);
      if (effect.kind === "arm") {
        this.parts.timers.arm(owner, effect.timer, effect.ms, () =>
          held.call.act({ kind: "timer", timer: effect.timer }),
        );
      }
    }
    this.tidy(held);
  }

  private open(held: Held, branch: string, method: string): void {
    const key = `c ${branch} ${method}`;
    held.open.add(key);
    this.byKey.set(key, held);
  }

  /** A call is removed when it has ended and none of its transactions is left. */
  private tidy(held: Held): void {
    if (held.leg.phase !== "ended" || held.open.size > 0) return;
    this.parts.timers.disarmAll(held.call.name);
    this.calls.delete(held.call.name);
    for (const [key, owner] of this.byKey) if (owner === held) this.byKey.delete(key);
  }

  private drop(why: string): void {
    this.dropped[why] = (this.dropped[why] ?? 0) + 1;
  }

  private run(effects: readonly TransactionEffect[]): void {
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: TransactionEffect): void {
    const { timers } = this.parts;
    switch (effect.kind) {
      case "send":
        this.parts.send(effect.bytes, effect.to, effect.key);
        return;
      case "arm": {
        const { key, timer } = effect;
        timers.arm(key, timer, effect.ms, () => this.run(this.table.fire(key, timer)));
        return;
      }
      case "disarm":
        timers.disarm(effect.key, effect.timer);
        return;
      case "drop":
        this.drop(effect.why);
        return;
      case "request":
        this.request(effect.key, effect.request, effect.source);
        return;
      case "ended":
        this.forget(effect.key);
        return;
      case "ack":
        this.byKey.get(dialogKeyOf(effect.request) ?? "")?.call.act({ kind: "ack", request: effect.request });
        return;
      case "cancelled":
        this.byKey.get(effect.key)?.call.act({ kind: "cancelled", key: effect.key });
        return;
      case "response":
        if (this.answered(effect.key, effect.response)) return;
        this.byKey.get(effect.key)?.call.act({ kind: "response", response: effect.response });
        return;
      case "timeout":
      case "transport-failed": {
        if (this.answered(effect.key, null)) return;
        const [, branch = "", method = ""] = effect.key.split(" ");
        this.byKey.get(effect.key)?.call.act({ kind: "failed", branch, method, why: effect.kind });
        return;
      }
    }
  }

  private forget(key: string): void {
    this.parts.timers.disarmAll(key);
    const held = this.byKey.get(key);
    if (held?.open.delete(key) !== true) return;
    this.byKey.delete(key);
    this.tidy(held);
  }

  private request(key: string, request: CheckedRequest, source: SipPeer): void {
    const refused = answerTo(request, ABILITIES);
    if (refused !== null) return this.run(this.table.respond(key, refused));
    const name = dialogKeyOf(request);
    if (name !== null) {
      const held = this.byKey.get(name);
      if (held === undefined) return this.answer(key, request, 481);
      held.open.add(key);
      this.byKey.set(key, held);
      return held.call.act({ kind: "request", key, request });
    }
    if (request.message.method !== "INVITE") {
      const response = this.parts.onRequest?.(request, source) ?? null;
      if (response === null) return this.answer(key, request, request.message.method === "BYE" ? 481 : 200);
      return this.run(this.table.respond(key, response));
    }
    const leg = incoming(this.identity(source.transport), key, request);
    if (!leg.ok) return this.answer(key, request, 400);
    const held = this.hold(source);
    held.open.add(key);
    this.byKey.set(key, held);
    this.settle(held, { state: leg.value, effects: [] });
    this.parts.onCall(held.call, { kind: "incoming", request });
  }

  private answer(key: string, request: CheckedRequest, status: number): void {
    const toTag = request.toTag === null ? Math.floor(this.parts.chance() * 2 ** 48).toString(36) : null;
    this.run(this.table.respond(key, respond(request.message, { status, reason: statusReason(status), toTag })));
  }
}
