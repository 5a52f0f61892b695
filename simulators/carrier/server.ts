import { openTimerWheel } from "../../src/platform/sip-sockets/index.ts";
import { openSmppListener, type SmppLink } from "../../src/platform/smpp-sockets/index.ts";
import { openLog } from "../../src/platform/telemetry/index.ts";
import { answerTo, answerWith, type InboundRequestPdu, type MessageState } from "../../src/protocols/smpp/index.ts";
import { type AcknowledgedReceipt, openCarrierJournal, type TakenMessage } from "./journal.ts";
import { message, openOwedQueue, receiptFor } from "./receipts.ts";
import { type Trouble, troubleOf } from "./troubles.ts";

/** Options of the simulator. */
export interface CarrierSimulatorOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Folder of the accepted messages. */
  readonly folder: string;
  readonly systemId: string;
  readonly password: string;
  readonly nowMs: () => number;
  /** Notation of ids in responses and in receipts; real carriers are inconsistent. */
  readonly ids?: "decimal" | "hex-in-answer" | "hex-in-receipt";
  /** Delay of slow responses and late receipts. */
  readonly slowMs?: number;
  readonly lateMs?: number;
}

/** A running simulator. */
export interface CarrierSimulator {
  readonly port: number;
  /** All messages accepted in all runs, duplicates included. */
  taken(): readonly TakenMessage[];
  /** The receipts that were acknowledged. */
  receipts(): readonly AcknowledgedReceipt[];
  /** Pending receipts and messages. */
  owed(): number;
  /** Delivers a message from a recipient; resolves when it was acknowledged. */
  bring(from: string, to: string, text: string): Promise<void>;
  /** Closes all connections without an unbind. */
  disconnect(): void;
  /** Safe to call twice. */
  close(): Promise<void>;
}

const LIMITS = { bindMsMax: 5_000, enquireMs: 30_000, answerMsMax: 10_000, windowMax: 100, owedMax: 2_000 };
const SLOW_MS = 2_000;
const LATE_MS = 10_000;
/** Number of temporary refusals before a message is accepted. */
const REFUSALS = 2;

/** Starts the simulator on loopback. Rejects when the port is in use. */
export async function startCarrierSimulator(options: CarrierSimulatorOptions): Promise<CarrierSimulator> {
  const wheel = openTimerWheel(
    () => performance.now(),
    (error) => process.stderr.write(`${String(error)}\n`),
  );
  const centre = openCentre(options);
  const listener = await openSmppListener({
    host: "127.0.0.1",
    port: options.port,
    tls: null,
    connectionsMax: 100,
    perAddressMax: 100,
    limits: LIMITS,
    systemId: "carrier",
    wheel,
    nowMs: () => performance.now(),
    log: openLog({ process: "carrier-simulator", level: "warn" }),
    user: {
      onBindAsked: (link, pdu) => {
        const isKnown = pdu.body.systemId === options.systemId && pdu.body.password === options.password;
        link.decideBind(isKnown ? "ROK" : "RINVPASWD", pdu.sequence);
      },
      onBound: (link, binding) => {
        if (binding !== "transmitter") centre.queue.joined(link);
      },
      onAsked: centre.asked,
      onOutcome: (_link, key, outcome) => {
        centre.queue.settled(key, outcome.kind === "answered" && outcome.pdu.status === 0);
      },
      onEnd: (link) => centre.queue.left(link),
    },
  });
  return {
    port: listener.port,
    taken: centre.book.taken,
    receipts: centre.book.receipts,
    owed: centre.queue.size,
    bring: (from, to, text) =>
      new Promise((resolve) => centre.queue.add({ body: message({ from, to, text }), tlvs: {}, onTaken: resolve }, 0)),
    disconnect: () => {
      for (const link of listener.links()) link.destroy();
    },
    async close() {
      centre.queue.close();
      await listener.close();
      centre.book.close();
      wheel.close();
    },
  };
}

/** Request handling of the carrier. */
function openCentre(options: CarrierSimulatorOptions) {
  const { nowMs, slowMs = SLOW_MS, lateMs = LATE_MS } = options;
  const book = openCarrierJournal(options.folder);
  const queue = openOwedQueue();
  const refusals = new Map<string, number>();
  const ids = idSource(options);

  function take(
    link: SmppLink,
    pdu: InboundRequestPdu & { readonly command: "submit_sm" },
    trouble: Trouble | null,
  ): void {
    const id = ids();
    const taken = takenOf(pdu, id.receipt);
    book.took(taken, () => {
      const answer = () =>
        link.answer(answerWith({ command: "submit_sm", sequence: pdu.sequence }, { messageId: id.answer }));
      const isAgain = (refusals.get(taken.recipient) ?? 0) > 0;
      if (trouble === "silent-once") refusals.set(taken.recipient, 1);
      if (trouble === "receipt-first") queue.add(receipt(taken, trouble), 0);
      if (trouble === "disconnect" && !isAgain) {
        refusals.set(taken.recipient, 1);
        link.destroy();
      } else if (trouble === "slow" || trouble === "receipt-first") setTimeout(answer, slowMs).unref();
      else if (trouble !== "silent" && (trouble !== "silent-once" || isAgain)) answer();
      if (pdu.body.registeredDelivery === 0 || trouble === "no-receipt" || trouble === "receipt-first") return;
      queue.add(receipt(taken, trouble), trouble === "receipt-late" ? lateMs : 0);
      if (trouble === "receipt-twice") queue.add(receipt(taken, trouble), 0);
      if (trouble !== "stop") return;
      const text = message({ from: taken.recipient, to: taken.sender, text: "STOP" });
      queue.add({ body: text, tlvs: {}, onTaken: () => undefined }, 0);
    });
  }

  function receipt(taken: TakenMessage, trouble: Trouble | null) {
    const state: MessageState = trouble === "undelivered" ? "undeliverable" : "delivered";
    const { messageId, recipient } = taken;
    return { ...receiptFor(taken, state, nowMs()), onTaken: () => book.told({ messageId, recipient }) };
  }

  function asked(link: SmppLink, pdu: InboundRequestPdu): void {
    if (pdu.command !== "submit_sm") return link.answer(answerTo(pdu, "RINVCMDID"));
    const recipient = pdu.body.destAddress;
    const trouble = troubleOf(recipient);
    if (trouble === "rejected") return link.answer(answerTo(pdu, "RINVDSTADR"));
    const refused = refusals.get(recipient) ?? 0;
    if ((trouble === "throttled" || trouble === "full") && refused < REFUSALS) {
      refusals.set(recipient, refused + 1);
      return link.answer(answerTo(pdu, trouble === "full" ? "RMSGQFUL" : "RTHROTTLED"));
    }
    take(link, pdu, trouble);
  }

  return { book, queue, asked };
}

function takenOf(pdu: InboundRequestPdu & { readonly command: "submit_sm" }, messageId: string): TakenMessage {
  const { body, tlvs } = pdu;
  const { sarReference: reference, sarTotal: total, sarPart: sequence } = tlvs;
  const hasSar = reference !== undefined && total !== undefined && sequence !== undefined;
  return {
    messageId,
    sender: body.sourceAddress,
    recipient: body.destAddress,
    dataCoding: body.dataCoding,
    esmClass: body.esmClass,
    data: Buffer.from(tlvs.messagePayload ?? body.shortMessage).toString("hex"),
    sar: hasSar ? { reference, total, sequence } : null,
  };
}

/** Ids unique over all runs of this simulator, in the notations of responses and receipts. */
function idSource({ nowMs, ids = "decimal" }: CarrierSimulatorOptions) {
  let last = BigInt(Math.floor(nowMs())) * 10_000n;
  return () => {
    last += 1n;
    const [decimal, hex] = [last.toString(10), last.toString(16).toUpperCase()];
    return {
      answer: ids === "hex-in-answer" ? hex : decimal,
      receipt: ids === "hex-in-receipt" ? hex : decimal,
    };
  };
}
