import type { TracedMessage } from "../cdr/index.ts";
import { instantText } from "./local-time.ts";

const US_PER_MS = 1_000;
const STATUS_LINE = /^SIP\/2\.0 (\d{3}) ?([^\r\n]*)/;

/** A message of a call in a ladder diagram. */
export function viewTraced(message: TracedMessage, firstUs: number) {
  const { sequence, atMs, elapsedUs, direction, fromAddress, toAddress, transport, method, status } = message;
  return {
    sequence,
    transport,
    method,
    status,
    at: instantText(atMs),
    offsetMs: (elapsedUs - firstUs) / US_PER_MS,
    from: fromAddress,
    to: toAddress,
    isReceived: direction === "received",
    label: labelOf(message),
    cseq: message.cseq,
    isRepeated: message.isRepeated,
    text: message.message,
  };
}

/** "INVITE", or "180 Ringing". */
function labelOf({ method, status, message }: TracedMessage): string {
  const [, , reason = ""] = STATUS_LINE.exec(message) ?? [];
  return method ?? `${status} ${reason}`.trim();
}

/** All messages as one text: each with its time, direction and content, for a colleague or a carrier. */
export function traceAsText(messages: readonly TracedMessage[]): string {
  return messages
    .map((one, index) => {
      const repeated = one.isRepeated ? " (repeated)" : "";
      const way = `${one.fromAddress} -> ${one.toAddress} ${one.transport.toUpperCase()}`;
      return `#${index + 1} ${instantText(one.atMs)} ${way}${repeated}\n${one.message.replaceAll("\r\n", "\n").trimEnd()}\n`;
    })
    .join("\n");
}
