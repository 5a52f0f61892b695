import type { IdSource } from "../../kernel/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import {
  BRANCH_COOKIE,
  type CheckedRequest,
  clientKey,
  type Dialog,
  dialogKey,
  hostText,
  nextHop,
  reasonText,
  requestInside,
  respond,
  type SipHeader,
  type SipPeer,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import type { CallInput, LegName, Party } from "../calls/index.ts";
import type { SipCore } from "./sip-core.effects.ts";
import type { SipLeg } from "./sip-leg.ts";
import type { WayTo } from "./way-to.ts";

/** What the desk of legs stands on. */
export interface LegDeskOptions {
  readonly ids: IdSource;
  readonly log: Log;
  /** The name and port a peer reaches us by, in a transport. */
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly wayTo: (leg: LegName, party: Party) => WayTo | null;
  readonly tell: (callId: string, input: CallInput, sdp?: string) => void;
}

/** Everything the parts of the desk share. */
export interface LegWorld extends LegDeskOptions {
  readonly core: () => SipCore;
  readonly legs: Map<string, SipLeg>;
  readonly byDialog: Map<string, SipLeg>;
  /** Legs whose transaction is open, by its key. */
  readonly byKey: Map<TransactionKey, SipLeg>;
}

const TEXT = new TextEncoder();
const SDP_TYPE: SipHeader = { name: "Content-Type", value: "application/sdp" };

/** Methods that are served; every INVITE and its answer say so (RFC 3261 §20.5). */
export const METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "REFER", "INFO", "UPDATE", "NOTIFY"];

/** The name of a leg in the maps. */
export function legKey({ callId, legId }: LegName): string {
  return `${callId} ${legId}`;
}

/** Our Contact towards a peer. */
export function contactFor(world: LegWorld, peer: SipPeer): SipHeader {
  const { host, port } = world.ownAddress(peer.transport);
  const transport = peer.transport === "udp" ? "" : `;transport=${peer.transport}`;
  return { name: "Contact", value: `<sip:sambung@${hostText(host)}:${port}${transport}>` };
}

/** A fresh branch, and the topmost Via that holds it. */
export function freshVia(world: LegWorld, peer: SipPeer): { readonly branch: string; readonly via: string } {
  const branch = `${BRANCH_COOKIE}${world.ids.secret(12)}`;
  const { host, port } = world.ownAddress(peer.transport);
  return { branch, via: `SIP/2.0/${peer.transport.toUpperCase()} ${hostText(host)}:${port};rport;branch=${branch}` };
}

/** A session description as body, with the header that names it. */
export function described(sdp: string): { readonly headers: readonly SipHeader[]; readonly body: Uint8Array } {
  return { headers: [SDP_TYPE], body: TEXT.encode(sdp) };
}

/** The Q.850 cause as an exchange reads it (RFC 3326). */
export function causeHeader(cause: number): SipHeader {
  return { name: "Reason", value: reasonText({ protocol: "Q.850", cause, text: null }) };
}

/** Answers a request of a leg with its tag. */
export function answerLeg(
  world: LegWorld,
  leg: Pick<SipLeg, "localTag">,
  asked: { readonly key: TransactionKey; readonly request: CheckedRequest },
  parts: {
    readonly status: number;
    readonly reason: string;
    readonly headers?: readonly SipHeader[];
    readonly body?: Uint8Array;
  },
): void {
  world.core().respond(asked.key, respond(asked.request.message, { ...parts, toTag: leg.localTag }));
}

/** Keeps the dialog of a leg, findable by its key. */
export function keepDialog(world: LegWorld, leg: SipLeg, dialog: Dialog): void {
  if (leg.dialog !== null) world.byDialog.delete(dialogKey(leg.dialog));
  leg.dialog = dialog;
  world.byDialog.set(dialogKey(dialog), leg);
}

/** Where the next request of a dialog goes: a line's own word counts; a phone is answered where it speaks from. */
export function peerOf(leg: SipLeg): SipPeer {
  if (!leg.isLine || leg.dialog === null || leg.peer.connection !== null) return leg.peer;
  const uri = nextHop(leg.dialog);
  if (uri.kind !== "sip" || !/^[\d.]+$|^\[/.test(uri.host)) return leg.peer;
  return { ...leg.peer, address: uri.host.replaceAll(/[[\]]/g, ""), port: uri.port ?? leg.peer.port };
}

/** Sends the next request of a leg's dialog. */
export function sendInside(
  world: LegWorld,
  leg: SipLeg,
  parts: { readonly method: string; readonly headers: readonly SipHeader[]; readonly body?: Uint8Array },
): void {
  if (leg.dialog === null) return;
  const peer = peerOf(leg);
  const { branch, via } = freshVia(world, peer);
  const { dialog, request } = requestInside(leg.dialog, { ...parts, via });
  leg.dialog = dialog;
  world.core().request(branch, request, peer);
}

/** Says goodbye and forgets the leg; what still comes for it is answered as for a dialog that does not exist. */
export function sendBye(world: LegWorld, leg: SipLeg, cause: number): void {
  sendInside(world, leg, { method: "BYE", headers: [causeHeader(cause)] });
  forget(world, leg);
}

/** Forgets a leg. */
export function forget(world: LegWorld, leg: SipLeg): void {
  leg.state = "ended";
  if (leg.repeat !== null) clearTimeout(leg.repeat);
  leg.repeat = null;
  if (leg.dialog !== null) world.byDialog.delete(dialogKey(leg.dialog));
  if (leg.invite !== null) world.byKey.delete(leg.invite.key);
  if (leg.branch !== null) world.byKey.delete(clientKey(leg.branch, "INVITE"));
  world.legs.delete(legKey(leg.name));
}

/** Tells a leg's call what happened to it. */
export function tellCall(world: LegWorld, leg: SipLeg, input: CallInput, sdp?: string | null): void {
  world.tell(leg.name.callId, input, sdp ?? undefined);
}
