import type { IdSource } from "../../../kernel/index.ts";
import type { TimerWheel } from "../../../platform/sip-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import {
  clientKey,
  dialogKey,
  hostText,
  type Leg,
  type LegEffect,
  type LegEvent,
  type LegIdentity,
  type LegInput,
  type LegStep,
  nextHop,
  type SipPeer,
  type SipRequest,
  stepLeg,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";
import type { CallInput, LegName, Party } from "../calls/index.ts";
import type { WayTo } from "./leg-target.ts";
import type { SipCore } from "./sip-core.effects.ts";
import type { SipLeg } from "./sip-leg.ts";
import type { TraceTap } from "./sip-trace.effects.ts";

/** Dependencies of the dialog controller. */
export interface DialogControllerOptions {
  readonly ids: IdSource;
  readonly log: Log;
  /** A number from 0 up to 1, for the random delays of RFC 3261 §14.1. */
  readonly random: () => number;
  readonly core: () => SipCore;
  readonly timers: TimerWheel;
  /** The host and port at which a peer reaches this side, by transport. */
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly wayTo: (leg: LegName, party: Party) => WayTo | null;
  readonly tell: (callId: string, input: CallInput, sdp?: string) => void;
  readonly trace: Pick<TraceTap, "leg" | "legGone" | "moved">;
}

/** State and dependencies shared by the parts of the dialog controller. */
export interface B2buaContext extends DialogControllerOptions {
  /** Receives the events of a leg. */
  readonly hear: (leg: SipLeg, event: LegEvent) => void;
  readonly legs: Map<string, SipLeg>;
  readonly byDialog: Map<string, SipLeg>;
  /** Legs by the transactions they have opened, and by the INVITE that created them. */
  readonly byKey: Map<TransactionKey, SipLeg>;
}

/** The identity of this side towards a peer in one dialog. */
export function identity(b2buaContext: B2buaContext, peer: SipPeer): LegIdentity {
  const { host, port } = b2buaContext.ownAddress(peer.transport);
  const at = `${hostText(host)}:${port}`;
  const transport = peer.transport === "udp" ? "" : `;transport=${peer.transport}`;
  return {
    via: `SIP/2.0/${peer.transport.toUpperCase()} ${at}`,
    contact: `<sip:sambung@${at}${transport}>`,
    secret: b2buaContext.ids.secret(10),
    tag: b2buaContext.ids.secret(8),
  };
}

/** Stores a new leg under its name and its dialog. */
export function keepLeg(
  b2buaContext: B2buaContext,
  {
    sipCallId,
    ...begun
  }: Pick<SipLeg, "name" | "isLine" | "peer"> & { readonly state: Leg; readonly sipCallId: string },
): SipLeg {
  const own = {
    isAnswered: false,
    sdp: null,
    update: null,
    refer: null,
    isReferred: false,
    referring: null,
    refers: 0,
    dialogKey: null,
    session: null,
    earlySdp: null,
    isOffering: false,
    source: begun.peer.address,
  };
  const leg: SipLeg = { ...begun, ...own, hasOffered: false, keys: new Set() };
  b2buaContext.legs.set(nameKey(leg.name), leg);
  b2buaContext.trace.leg(sipCallId, leg.name);
  index(b2buaContext, leg);
  return leg;
}

/** Key of a leg in the map: the id of its call may change. */
export function nameKey({ legId }: LegName): string {
  return legId;
}

/** Delivers an input to a leg, and carries out the resulting effects. */
export function stepped(b2buaContext: B2buaContext, leg: SipLeg, input: LegInput): void {
  try {
    carryOut(b2buaContext, leg, stepLeg(leg.state, input, b2buaContext.random()));
  } catch (error) {
    // A failure inside one leg ends the call of that leg only.
    b2buaContext.log.error({ err: error, ...leg.name, input: input.kind }, "leg.step-failed");
    if (input.kind === "hang-up") forget(b2buaContext, leg);
    b2buaContext.tell(leg.name.callId, { input: "fault" });
  }
}

/** Applies a leg's step: its new state first, then its effects in order. */
export function carryOut(b2buaContext: B2buaContext, leg: SipLeg, step: LegStep): void {
  leg.state = step.state;
  index(b2buaContext, leg);
  for (const effect of step.effects) act(b2buaContext, leg, effect);
  if (leg.state.phase === "ended") forget(b2buaContext, leg);
}

/** Indexes a dialog under its present tags: the tags of an early dialog may change with its answer. */
function index(b2buaContext: B2buaContext, leg: SipLeg): void {
  const { dialog } = leg.state;
  const key = dialog === null ? null : dialogKey(dialog);
  if (key === leg.dialogKey) return;
  if (leg.dialogKey !== null) b2buaContext.byDialog.delete(leg.dialogKey);
  if (key !== null) b2buaContext.byDialog.set(key, leg);
  leg.dialogKey = key;
}

function act(b2buaContext: B2buaContext, leg: SipLeg, effect: LegEffect): void {
  switch (effect.kind) {
    case "request":
      return send(b2buaContext, leg, effect);
    case "ack":
      return b2buaContext.core().sendAck(effect.request, peerOf(leg));
    case "respond":
      return b2buaContext.core().respond(effect.key, effect.response);
    case "cancel":
      return b2buaContext.core().cancel(effect.branch, effect.headers);
    case "arm": {
      const { timer, ms } = effect;
      return b2buaContext.timers.arm(nameKey(leg.name), timer, ms, () =>
        stepped(b2buaContext, leg, { kind: "timer", timer }),
      );
    }
    case "disarm":
      return b2buaContext.timers.disarm(nameKey(leg.name), effect.timer);
    case "told":
      return b2buaContext.hear(leg, effect.event);
  }
}

/** Sends a request of a leg; its result is delivered to the leg. */
export function send(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  { branch, request }: { readonly branch: string; readonly request: SipRequest },
): void {
  const key = clientKey(branch, request.method);
  b2buaContext.byKey.set(key, leg);
  leg.keys.add(key);
  b2buaContext.core().request(branch, request, peerOf(leg));
}

/** Removes a leg that has ended. */
function forget(b2buaContext: B2buaContext, leg: SipLeg): void {
  b2buaContext.timers.disarmAll(nameKey(leg.name));
  for (const key of leg.keys) b2buaContext.byKey.delete(key);
  if (leg.dialogKey !== null) b2buaContext.byDialog.delete(leg.dialogKey);
  b2buaContext.legs.delete(nameKey(leg.name));
  b2buaContext.trace.legGone(leg.name);
}

/** Destination of the next request of a dialog: for a trunk the next hop where it is an IP address; for a phone the source address of its messages. */
function peerOf(leg: SipLeg): SipPeer {
  const { dialog } = leg.state;
  if (!leg.isLine || dialog === null || leg.peer.connection !== null) return leg.peer;
  const uri = nextHop(dialog);
  if (uri.kind !== "sip" || !/^[\d.]+$|^\[/.test(uri.host)) return leg.peer;
  return { ...leg.peer, address: uri.host.replaceAll(/[[\]]/g, ""), port: uri.port ?? leg.peer.port };
}
