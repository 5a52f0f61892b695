import { put32, word16, word32 } from "./packet.ts";

/** Statistics of a received stream (RFC 3550 §6.4.1, report block). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Share lost since the previous report, in 256ths. */
  readonly lost256: number;
  readonly lostTotal: number;
  readonly highest: number;
  readonly jitter: number;
  /** Middle 32 bits of the NTP time of the last received sender report; 0 = none yet. */
  readonly lastReport: number;
  /** Delay since then in 65,536ths of a second. */
  readonly delay65536: number;
}

/** Statistics of a sent stream (RFC 3550 §6.4.1, sender info). */
export interface SenderInfo {
  /** NTP time: seconds since 1900 and 2³²-ths of a second. */
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
  readonly timestamp: number;
  readonly packets: number;
  readonly octets: number;
}

/** One report: an SR with sender info, an RR without. */
export interface Report {
  readonly ssrc: number;
  readonly sender: SenderInfo | null;
  readonly blocks: readonly ReportBlock[];
}

/** The used content of a compound packet. */
export interface RtcpMessage {
  readonly reports: readonly Report[];
  /** Sources that left (RFC 3550 §6.6). */
  readonly left: readonly number[];
}

const TYPE = { sender: 200, receiver: 201, description: 202, bye: 203 } as const;
const BLOCK_BYTES = 24;
const PARTS_MAX = 16;
/** Seconds from 1900, the NTP epoch, to 1970. */
const NTP_EPOCH_SECONDS = 2_208_988_800;

/** NTP time of an instant, for sender reports. */
export function ntpOf(unixMs: number): Pick<SenderInfo, "ntpSeconds" | "ntpFraction"> {
  const seconds = Math.floor(unixMs / 1_000);
  const ntpFraction = Math.floor(((unixMs - seconds * 1_000) / 1_000) * 2 ** 32);
  return { ntpSeconds: (seconds + NTP_EPOCH_SECONDS) % 2 ** 32, ntpFraction };
}

/** The middle 32 bits of an NTP time, for LSR and the round-trip time (RFC 3550 §4 and §6.4.1). */
export function shortNtp({ ntpSeconds, ntpFraction }: Pick<SenderInfo, "ntpSeconds" | "ntpFraction">): number {
  return (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0;
}

/** Round-trip time in milliseconds from a block about our stream (RFC 3550 §6.4.1, figure 2); null before the far end received a report of ours. */
export function roundTripMs(block: ReportBlock, nowMs: number): number | null {
  if (block.lastReport === 0) return null;
  const trip = (shortNtp(ntpOf(nowMs)) - block.lastReport - block.delay65536) | 0;
  return trip < 0 ? null : (trip * 1_000) / 65_536;
}

/** Reads a compound packet; null when malformed. Parts of unknown types are skipped (RFC 3550 §6.1). */
export function readRtcp(bytes: Uint8Array): RtcpMessage | null {
  const reports: Report[] = [];
  const left: number[] = [];
  let at = 0;
  for (let part = 0; at < bytes.length && part < PARTS_MAX; part += 1) {
    const length = (word16(bytes, at + 2) + 1) * 4;
    // RFC 3550 appendix A.2: version 2, and lengths within the datagram.
    if (at + length > bytes.length || (bytes[at] ?? 0) >> 6 !== 2) return null;
    const count = (bytes[at] ?? 0) & 0x1f;
    const body = bytes.subarray(at + 4, at + length);
    const type = bytes[at + 1];
    if (type === TYPE.sender || type === TYPE.receiver) {
      const report = readReport(body, { count, isSender: type === TYPE.sender });
      if (report === null) return null;
      reports.push(report);
    }
    if (type === TYPE.bye)
      for (let nth = 0; nth < count && nth * 4 < body.length; nth += 1) left.push(word32(body, nth * 4));
    at += length;
  }
  return at === 0 ? null : { reports, left };
}

/** The bytes of a compound packet: the report first, then the canonical name (RFC 3550 §6.1). */
export function buildRtcp(report: Report, canonicalName: string): Uint8Array {
  const info = report.sender === null ? 0 : 20;
  const reportBytes = 8 + info + report.blocks.length * BLOCK_BYTES;
  const name = new TextEncoder().encode(canonicalName).subarray(0, 255);
  // RFC 3550 §6.5: items end with a zero byte and are padded to 32 bits.
  const descriptionBytes = 8 + Math.ceil((2 + name.length + 1) / 4) * 4;
  const bytes = new Uint8Array(reportBytes + descriptionBytes);
  head(bytes, {
    at: 0,
    count: report.blocks.length,
    type: info === 0 ? TYPE.receiver : TYPE.sender,
    length: reportBytes,
  });
  put32(bytes, 4, report.ssrc);
  if (report.sender !== null) putSender(bytes, report.sender);
  report.blocks.forEach((block, nth) => {
    putBlock(bytes, 8 + info + nth * BLOCK_BYTES, block);
  });
  head(bytes, { at: reportBytes, count: 1, type: TYPE.description, length: descriptionBytes });
  put32(bytes, reportBytes + 4, report.ssrc);
  bytes[reportBytes + 8] = 1;
  bytes[reportBytes + 9] = name.length;
  bytes.set(name, reportBytes + 10);
  return bytes;
}

function readReport(body: Uint8Array, { count, isSender }: { count: number; isSender: boolean }): Report | null {
  const start = isSender ? 24 : 4;
  if (body.length < start + count * BLOCK_BYTES) return null;
  const sender = isSender
    ? {
        ntpSeconds: word32(body, 4),
        ntpFraction: word32(body, 8),
        timestamp: word32(body, 12),
        packets: word32(body, 16),
        octets: word32(body, 20),
      }
    : null;
  const blocks = Array.from({ length: count }, (_, nth) => readBlock(body, start + nth * BLOCK_BYTES));
  return { ssrc: word32(body, 0), sender, blocks };
}

function readBlock(body: Uint8Array, at: number): ReportBlock {
  return {
    ssrc: word32(body, at),
    lost256: body[at + 4] ?? 0,
    // RFC 3550 §6.4.1: the total is signed, 24 bits.
    lostTotal: (word32(body, at + 4) << 8) >> 8,
    highest: word32(body, at + 8),
    jitter: word32(body, at + 12),
    lastReport: word32(body, at + 16),
    delay65536: word32(body, at + 20),
  };
}

function putBlock(bytes: Uint8Array, at: number, block: ReportBlock): void {
  put32(bytes, at, block.ssrc);
  put32(bytes, at + 4, (block.lost256 << 24) | (Math.max(-0x800000, Math.min(0x7fffff, block.lostTotal)) & 0xffffff));
  put32(bytes, at + 8, block.highest);
  put32(bytes, at + 12, block.jitter);
  put32(bytes, at + 16, block.lastReport);
  put32(bytes, at + 20, block.delay65536);
}

function putSender(bytes: Uint8Array, sender: SenderInfo): void {
  put32(bytes, 8, sender.ntpSeconds);
  put32(bytes, 12, sender.ntpFraction);
  put32(bytes, 16, sender.timestamp);
  put32(bytes, 20, sender.packets);
  put32(bytes, 24, sender.octets);
}

function head(
  bytes: Uint8Array,
  part: { readonly at: number; readonly count: number; readonly type: number; readonly length: number },
): void {
  bytes[part.at] = 0x80 | part.count;
  bytes[part.at + 1] = part.type;
  bytes[part.at + 2] = (part.length / 4 - 1) >> 8;
  bytes[part.at + 3] = part.length / 4 - 1;
}
