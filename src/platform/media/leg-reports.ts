import type { RemoteInfo } from "node:dgram";
import {
  buildRtcp,
  lostOf,
  lostSinceReport,
  ntpOf,
  type ReportBlock,
  readRtcp,
  roundTripMs,
  shortNtp,
} from "../../protocols/rtp/index.ts";
import type { Leg } from "./leg.ts";

/** Seconds between reports (RFC 3550 §6.2: at least five for a small session). */
const REPORT_EVERY_MS = 5_000;
const PORT_MAX = 65_535;
const CANONICAL_NAME = "media@sambung.invalid";

/** Whether a far end has RTP and RTCP on one port (RFC 5761); without it RTCP has the next port or that of `a=rtcp` (RFC 3605). */
export function hasRtcpMux({ port, rtcpPort }: { readonly port: number; readonly rtcpPort: number }): boolean {
  return port === rtcpPort;
}

/** Reads the RTCP report of the far end; accepted only from the address of its RTP. */
export function takeReport(
  leg: Leg,
  datagram: { readonly bytes: Uint8Array; readonly from: RemoteInfo },
  nowMs: number,
): void {
  const plain = leg.cipher === null ? datagram.bytes : leg.cipher.unprotectReport(datagram.bytes);
  const message = plain === null ? null : readRtcp(plain);
  if (message === null || leg.destination?.address !== datagram.from.address) {
    leg.rejected += 1;
    return;
  }
  for (const report of message.reports) {
    if (report.sender !== null) leg.lastReport = { shortNtp: shortNtp(report.sender), atMs: nowMs };
    for (const block of report.blocks) if (block.ssrc === leg.outgoing.ssrc) hearBlock(leg, block, nowMs);
  }
}

/** Sends a report when it is due: as sender after the first sent packet, otherwise as receiver (RFC 3550 §6.4). */
export function reportWhenDue(leg: Leg, nowMs: number): void {
  const to = leg.destination;
  if (nowMs < leg.nextReportMs || to === null) return;
  leg.nextReportMs = nowMs + REPORT_EVERY_MS;
  const { packets, octets, timestamp, ssrc } = leg.outgoing;
  const sender = packets === 0 ? null : { ...ntpOf(nowMs), timestamp, packets, octets };
  const plain = buildRtcp({ ssrc, sender, blocks: blocksOf(leg, nowMs) }, CANONICAL_NAME);
  const bytes = leg.cipher === null ? plain : leg.cipher.protectReport(plain);
  const { rtcp } = leg;
  const { rtp } = leg.sockets;
  const { remote } = leg.settings;
  const isMux = remote === null ? rtcp === null : hasRtcpMux(remote);
  // RFC 5761 §4: on the RTP port if multiplexed; otherwise from our RTCP port to theirs.
  if (isMux) {
    rtp.send(bytes, to.port, to.address);
    return;
  }
  const port = remote?.rtcpPort ?? to.port + 1;
  // The highest port number has no RTCP port above it.
  if (port <= PORT_MAX) (rtcp ?? rtp).send(bytes, port, to.address);
}

function hearBlock(leg: Leg, block: ReportBlock, nowMs: number): void {
  leg.roundTripMs = roundTripMs(block, nowMs) ?? leg.roundTripMs;
  leg.lostByOtherShare = block.lost256 / 256;
}

function blocksOf(leg: Leg, nowMs: number): readonly ReportBlock[] {
  const { receiver, lastReport } = leg;
  if (receiver === null) return [];
  const { state, lost256 } = lostSinceReport(receiver);
  leg.receiver = state;
  return [
    {
      ssrc: receiver.ssrc,
      lost256,
      lostTotal: lostOf(receiver),
      highest: receiver.highest,
      jitter: Math.round(receiver.jitter),
      lastReport: lastReport?.shortNtp ?? 0,
      delay65536: lastReport === null ? 0 : Math.round(((nowMs - lastReport.atMs) * 65_536) / 1_000),
    },
  ];
}
