import {
  type CheckedRequest,
  respond,
  responseTarget,
  type SipPeer,
  serialise,
  statelessTag,
  statusReason,
} from "../../../protocols/sip/index.ts";
import type { SendBytes } from "./sip-core.effects.ts";

/** Answers a request statelessly; a 405 lists the permitted methods (RFC 3261 §21.4.6). */
export function refuseStateless(
  send: SendBytes,
  refused: {
    readonly request: CheckedRequest;
    readonly source: SipPeer;
    readonly status: number;
    readonly methods: readonly string[];
  },
): void {
  const { request, source, status, methods } = refused;
  const headers = status === 405 ? [{ name: "Allow", value: methods.join(", ") }] : [];
  const toTag = statelessTag(request.message);
  const answer = respond(request.message, { status, reason: statusReason(status), toTag, headers });
  send(serialise(answer), responseTarget(request.via, source), () => undefined);
}
