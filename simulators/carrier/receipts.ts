import type { SmppLink } from "../../src/platform/smpp-sockets/index.ts";
import { type MessageState, type OutgoingMessage, stateNumber, writeReceipt } from "../../src/protocols/smpp/index.ts";

/** A deliver_sm pending for a bound receiver, until it is acknowledged. */
export interface Owed {
  readonly body: OutgoingMessage["body"];
  readonly tlvs: OutgoingMessage["tlvs"];
  readonly onTaken: () => void;
}

/** Pending deliveries and their receivers. */
export interface OwedQueue {
  add(owed: Owed, delayMs: number): void;
  /** Adds a connection that accepts deliveries; its end must be reported too. */
  joined(link: SmppLink): void;
  left(link: SmppLink): void;
  /** Outcome of one delivery. */
  settled(key: string, wasTaken: boolean): void;
  size(): number;
  close(): void;
}

const AGAIN_MS = 300;
const OWED_MAX = 1_000_000;

/** A queue that sends pending deliveries again until they are acknowledged. */
export function openOwedQueue(): OwedQueue {
  const waiting: Owed[] = [];
  const onTheWay = new Map<string, Owed>();
  const links = new Set<SmppLink>();
  const timers = new Set<NodeJS.Timeout>();
  let keys = 0;
  let at = 0;

  function later(act: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  }

  function pump(): void {
    for (const link of links) {
      while (link.windowLeft() > 0 && at < waiting.length) {
        const owed = waiting[at];
        at += 1;
        if (owed === undefined) continue;
        keys += 1;
        onTheWay.set(`owed${keys}`, owed);
        link.send({ key: `owed${keys}`, command: "deliver_sm", body: owed.body, tlvs: owed.tlvs });
      }
    }
    if (at > 1_000 || at === waiting.length) waiting.splice(0, at);
    if (at > 1_000 || waiting.length === 0) at = 0;
  }

  function add(owed: Owed): void {
    if (waiting.length < OWED_MAX) waiting.push(owed);
    pump();
  }

  return {
    add: (owed, delayMs) => (delayMs === 0 ? add(owed) : later(() => add(owed), delayMs)),
    joined(link) {
      links.add(link);
      pump();
    },
    left: (link) => void links.delete(link),
    settled(key, wasTaken) {
      const owed = onTheWay.get(key);
      onTheWay.delete(key);
      if (owed !== undefined && wasTaken) owed.onTaken();
      if (owed !== undefined && !wasTaken) later(() => add(owed), AGAIN_MS);
      pump();
    },
    size: () => waiting.length - at + onTheWay.size + timers.size,
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      waiting.length = 0;
      at = 0;
    },
  };
}

/** The receipt of a message, as text and as optional parameters, from its recipient to its sender. */
export function receiptFor(
  taken: { readonly messageId: string; readonly sender: string; readonly recipient: string },
  state: MessageState,
  nowMs: number,
): Pick<Owed, "body" | "tlvs"> {
  const { messageId, sender, recipient } = taken;
  const error = state === "delivered" ? "000" : "069";
  const text = writeReceipt({
    messageId,
    state,
    error,
    submitted: 1,
    delivered: state === "delivered" ? 1 : 0,
    submittedAtMs: nowMs,
    doneAtMs: nowMs,
    minutesAhead: 420,
  });
  return {
    body: { ...message({ from: recipient, to: sender, text }), esmClass: 0x04 },
    tlvs: { receiptedMessageId: messageId, messageState: stateNumber(state) },
  };
}

/** A plain text message. */
export function message({
  from,
  to,
  text,
}: {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}): Owed["body"] {
  return {
    serviceType: "",
    sourceTon: 1,
    sourceNpi: 1,
    sourceAddress: from,
    destTon: 5,
    destNpi: 0,
    destAddress: to,
    esmClass: 0,
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: "",
    validityPeriod: "",
    registeredDelivery: 0,
    replaceIfPresent: 0,
    dataCoding: 0,
    defaultMessageId: 0,
    shortMessage: new TextEncoder().encode(text),
  };
}
