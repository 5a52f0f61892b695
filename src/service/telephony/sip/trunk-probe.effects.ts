import type { Clock, IdSource } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import {
  BRANCH_COOKIE,
  type CheckedResponse,
  clientKey,
  hostText,
  NO_BODY,
  type SipPeer,
  type SipRequest,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";
import { afterProbe, type ProbeResult, type Trunk, type TrunkState } from "../trunks/index.ts";
import type { SipCore } from "./sip-core.effects.ts";

/** The first probe is sent soon, so that a screen need not wait. */
const FIRST_MS = 500;
/** Maximum pending probes. */
const PENDING_PROBES_MAX = 500;

/** Probes trunks by OPTIONS (RFC 3261 §11). */
export interface TrunkProbe {
  /** Handles a response; false when it belongs to no probe. */
  response(key: TransactionKey, response: CheckedResponse): boolean;
  failed(key: TransactionKey): boolean;
  states(): ReadonlyMap<string, TrunkState>;
  /** Probes all trunks now. */
  ask(): void;
  close(): void;
}

/** Dependencies of the trunk probe. */
export interface TrunkProbeOptions {
  readonly trunks: () => ReadonlyMap<string, Trunk>;
  readonly core: () => Pick<SipCore, "request">;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly keep: (trunk: Trunk, state: TrunkState) => void;
  /** How often each trunk is probed; null = only by `ask`. */
  readonly everyMs: number | null;
}

interface PendingProbe {
  readonly trunk: Trunk;
  readonly sentMs: number;
}

/** Opens the probe and starts probing. */
export function openTrunkProbe(options: TrunkProbeOptions): TrunkProbe {
  const { clock, log } = options;
  const asked = new Map<TransactionKey, PendingProbe>();
  const states = new Map<string, TrunkState>();
  const settle = (key: TransactionKey, result: (one: PendingProbe) => ProbeResult): boolean => {
    const one = asked.get(key);
    if (one === undefined) return false;
    asked.delete(key);
    keep(one.trunk, result(one));
    return true;
  };
  const keep = (trunk: Trunk, result: ProbeResult): void => {
    const before = states.get(trunk.id) ?? null;
    const state = afterProbe(before, result, clock.nowMs());
    states.set(trunk.id, state);
    const { status, isForbidden } = state;
    if (before?.state !== state.state || before.isForbidden !== isForbidden)
      log.info({ trunkId: trunk.id, state: state.state, status, isForbidden }, "line.state-changed");
    options.keep(trunk, state);
  };
  const ask = (): void => {
    const trunks = options.trunks();
    for (const id of states.keys()) if (!trunks.has(id)) states.delete(id);
    const busy = new Set([...asked.values()].map(({ trunk }) => trunk.id));
    for (const trunk of trunks.values()) {
      if (trunk.isForbidden === true) keep(trunk, { status: null, roundTripMs: null, isForbidden: true });
      const peer = peerOf(trunk);
      if (asked.size >= PENDING_PROBES_MAX || busy.has(trunk.id) || peer === null) continue;
      const branch = `${BRANCH_COOKIE}${options.ids.secret(10)}`;
      asked.set(clientKey(branch, "OPTIONS"), { trunk, sentMs: clock.nowMs() });
      options.core().request(branch, question(options, trunk, branch), peer);
    }
  };
  const { everyMs } = options;
  const first = everyMs === null ? undefined : setTimeout(ask, FIRST_MS);
  const timer = everyMs === null ? undefined : setInterval(ask, everyMs);
  return {
    response: (key, { message }) =>
      message.status < 200
        ? asked.has(key)
        : settle(key, ({ sentMs }) => ({ status: message.status, roundTripMs: clock.nowMs() - sentMs })),
    failed: (key) => settle(key, () => ({ status: null, roundTripMs: null })),
    states: () => states,
    ask,
    close: () => {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}

function peerOf({ transport, address, port, host }: Trunk): SipPeer | null {
  return address === null ? null : { transport, address, port, host, connection: null };
}

function question({ ids, ownAddress }: TrunkProbeOptions, trunk: Trunk, branch: string): SipRequest {
  const { host, port } = ownAddress(trunk.transport);
  const own = `${hostText(host)}:${port}`;
  const uri = `sip:${hostText(trunk.host)}:${trunk.port}`;
  return {
    kind: "request",
    method: "OPTIONS",
    uri,
    headers: [
      { name: "Via", value: `SIP/2.0/${trunk.transport.toUpperCase()} ${own};branch=${branch};rport` },
      { name: "Max-Forwards", value: "70" },
      { name: "From", value: `<sip:sambung@${own}>;tag=${ids.secret(6)}` },
      { name: "To", value: `<${uri}>` },
      { name: "Call-ID", value: ids.secret(16) },
      { name: "CSeq", value: "1 OPTIONS" },
      { name: "Contact", value: `<sip:sambung@${own}>` },
      { name: "Accept", value: "application/sdp" },
    ],
    body: NO_BODY,
  };
}
