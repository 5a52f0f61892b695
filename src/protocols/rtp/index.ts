/** RTP and RTCP: packets, stream statistics, source latching, jitter buffer, SRTP, telephone events, and recording timelines. */
export { EMPTY_BUFFER, type JitterBuffer, pullFrame, pushPacket } from "./jitter-buffer.ts";
export { destinationOf, type Endpoint, judgeSource, type Latch, openLatch } from "./latch.ts";
export { type Outgoing, openOutgoing, sendOwn, sendRelayed, swallowRelayed } from "./outgoing.ts";
export { buildRtp, isRtcp, type RtpPacket, readRtp } from "./packet.ts";
export { lostOf, lostSinceReport, type Receiver, received, receivedOf } from "./receiver.ts";
export { buildRtcp, ntpOf, type ReportBlock, readRtcp, roundTripMs, shortNtp } from "./rtcp.ts";
export {
  deriveKeys,
  protectRtcp,
  protectRtp,
  type SrtpKeys,
  type SrtpPrimitives,
  type SrtpState,
  unprotectRtcp,
  unprotectRtp,
} from "./srtp.ts";
export {
  buildTapFeed,
  buildTapReport,
  readTapFeed,
  readTapReport,
  type TapFeed,
  type TapReport,
  tapTokenOf,
} from "./tap-datagram.ts";
export { hearPress, type KeyReceiver, NO_PRESS, type PressPacket, pressPackets } from "./telephone-event.ts";
export { outsideOfPauses, type Pause, placeFrame, type Timeline } from "./timeline.ts";
