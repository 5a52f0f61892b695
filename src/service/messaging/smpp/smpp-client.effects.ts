import type { Clock } from "../../../kernel/index.ts";
import { databaseFault } from "../../../platform/database/index.ts";
import type { TimerWheel } from "../../../platform/sip-sockets/index.ts";
import {
  keepConnected,
  type LinkUser,
  type SmppConnector,
  type SmppLink,
} from "../../../platform/smpp-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { answerTo, type Binding, type InboundRequestPdu, type MessageOutcome } from "../../../protocols/smpp/index.ts";
import {
  AnswersNotWritten,
  type Carrier,
  type CarrierReceipt,
  type DuePart,
  type InboundMessage,
  type MessagingForCarriers,
  type PartAnswer,
} from "../sms/index.ts";
import { openBatch } from "./batch.effects.ts";
import { answerOf, broughtBy, partMessage } from "./carrier-message.ts";
import {
  type CarrierRateLimit,
  type CarrierRateState,
  carrierRateAt,
  carrierRateLimit,
  eased,
  initialCarrierRate,
  slowed,
  spent,
} from "./carrier-rate-limit.ts";

/** Options of the SMPP client of one carrier. */
export interface SmppClientOptions {
  readonly messaging: MessagingForCarriers;
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly wheel: TimerWheel;
  /** PEM certificates of authorities trusted in addition to the system's. */
  readonly authorities: readonly string[];
  readonly log: Log;
}

/** The sessions with one carrier, by its current settings. */
export interface SmppClient {
  readonly version: number;
  /** Call when segments may be due. */
  wake(): void;
  /** Stops sending, waits for responses and writes them, and unbinds. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}

const BATCH_MAX = 200;
const AGAIN_MS = 500;
const BIND_MS_MAX = 10_000;
/** Limit of receipts and messages of a carrier that wait to be written; further ones are refused temporarily, so that the carrier sends them again. */
const OWED_MAX = 500;
const STANDS_AGAIN_MS = 1_000;
const POLL_MS = 20;
/** A larger burst exceeds what carriers permit. */
const AT_ONCE_SECONDS = 0.1;
const INTERFACE_VERSION = 0x34;

/** An item that a carrier delivered, and the function that responds to it. */
interface Arrival<Item> {
  readonly item: Item;
  readonly acknowledge: (status: "ROK" | "RX_T_APPN" | "RX_P_APPN") => void;
}

/** Opens the sessions with a carrier and sends due segments. */
export function openSmppClient(base: SmppClientOptions): SmppClient {
  const desk = new CarrierSmppClient(base);
  return { version: base.carrier.version, wake: () => desk.wake(), close: (graceMs) => desk.close(graceMs) };
}

/** Owns the sessions with a carrier, the segments in flight, and the received items that are not on disk yet. */
class CarrierSmppClient {
  private readonly base: SmppClientOptions;
  private readonly connectors: readonly SmppConnector[];
  private readonly senders = new Set<SmppLink>();
  private readonly answers;
  private readonly receipts;
  private readonly inbound;
  private readonly limits: CarrierRateLimit;
  private pace: CarrierRateState;
  /** Null until known: the state recorded by an earlier gateway may be outdated. */
  private isUp: boolean | null = null;
  private isLooking = false;
  private isDue = false;
  /** Unreadable messages of the carrier since the client was opened. */
  private unreadable = 0;
  private closing: Promise<void> | null = null;

  constructor(base: SmppClientOptions) {
    this.base = base;
    const { messaging, carrier, clock } = base;
    this.limits = carrierRateLimit(carrier.ratePerSecond, AT_ONCE_SECONDS);
    this.pace = initialCarrierRate(this.limits, clock.nowMs());
    const bounds = { most: BATCH_MAX, againMs: AGAIN_MS };
    this.answers = openBatch<PartAnswer>({
      ...bounds,
      write: (answers) => this.tell(answers),
      onFault: (error, answers) => {
        this.warn(error, "smpp.answers-not-written");
        return error instanceof AnswersNotWritten ? answers.filter(({ partId }) => error.partIds.has(partId)) : "again";
      },
      onRoom: () => this.wake(),
    });
    const notKept = (error: unknown): "let-go" => {
      this.warn(error, "smpp.arrivals-not-written");
      return "let-go";
    };
    // Separate batches, so that neither waits for the other or is written again with it.
    this.receipts = openBatch<Arrival<CarrierReceipt>>({
      ...bounds,
      onFault: notKept,
      write: (arrivals) => this.keep(arrivals, messaging.receipts, arrivals.length),
    });
    this.inbound = openBatch<Arrival<InboundMessage>>({
      ...bounds,
      onFault: notKept,
      // Batches of one: after a failure, messages already written in the same batch would be written again.
      write: (arrivals) => this.keep(arrivals, messaging.inbound, 1),
    });
    this.connectors = bindings(carrier).map(({ name, binding }) => this.connect(name, binding));
  }

  wake(): void {
    this.isDue = true;
    if (this.isLooking || this.closing !== null) return;
    this.isLooking = true;
    const run = async () => {
      while (this.isDue && this.closing === null) {
        this.isDue = false;
        await this.look();
      }
    };
    run()
      .catch((error: unknown) =>
        this.base.log.warn({ err: error, carrierId: this.base.carrier.id }, "smpp.parts-not-claimed"),
      )
      .finally(() => {
        this.isLooking = false;
      });
  }

  close(graceMs: number): Promise<void> {
    this.closing ??= this.end(graceMs);
    return this.closing;
  }

  private async end(graceMs: number): Promise<void> {
    const untilMs = performance.now() + graceMs;
    const left = () => Math.max(0, untilMs - performance.now());
    // Waits until segments in flight are answered or can no longer be.
    while (left() > 0 && [...this.senders].some((link) => link.inFlight() > 0))
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    await Promise.all([this.receipts.drained(left()), this.inbound.drained(left())]);
    await Promise.all(this.connectors.map((connector) => connector.close(Math.min(left(), 1_000))));
    await this.answers.drained(left());
    this.base.wheel.disarmAll(this.owner());
  }

  private owner(): string {
    return `carrier ${this.base.carrier.id} ${this.base.carrier.version}`;
  }

  private connect(name: string, binding: Binding): SmppConnector {
    const { carrier, wheel, chance, log, authorities } = this.base;
    return keepConnected({
      name: `${this.owner()} ${name}`,
      host: carrier.host,
      port: carrier.port,
      binding,
      wheel,
      chance,
      log,
      tls: carrier.isTls ? { authorities } : null,
      bind: {
        systemId: carrier.systemId,
        password: carrier.password,
        systemType: carrier.systemType,
        interfaceVersion: INTERFACE_VERSION,
        addressTon: 0,
        addressNpi: 0,
        addressRange: "",
      },
      limits: {
        bindMsMax: BIND_MS_MAX,
        enquireMs: carrier.enquireMs,
        answerMsMax: carrier.answerMs,
        windowMax: carrier.windowMax,
        owedMax: OWED_MAX,
      },
      nowMs: () => performance.now(),
      user: this.userOf(binding),
    });
  }

  private userOf(binding: Binding): LinkUser {
    const { carrier, log } = this.base;
    return {
      onBound: (link) => {
        log.info({ carrierId: carrier.id, binding }, "smpp.carrier-bound");
        if (binding !== "receiver") this.senders.add(link);
        this.stands();
        this.wake();
      },
      onAsked: (link, pdu) => this.brought(link, pdu),
      onOutcome: (_link, key, outcome) => this.settled(key, outcome),
      onEnd: (link, why, status) => {
        log.warn({ carrierId: carrier.id, binding, why, status }, "smpp.carrier-ended");
        this.senders.delete(link);
        this.stands();
      },
    };
  }

  /** Records whether the carrier is reachable, on a change. */
  private stands(): void {
    const isUp = this.senders.size > 0;
    if (isUp === this.isUp || this.closing !== null) return;
    this.isUp = isUp;
    const { messaging, carrier, wheel } = this.base;
    messaging.stands(carrier.id, isUp).catch((error: unknown) => {
      this.warn(error, "smpp.standing-not-written");
      if (this.closing === null) wheel.arm(this.owner(), "stands", STANDS_AGAIN_MS, () => this.standsAnew());
    });
  }

  /** Repeats the record after a failed write, which may have left an outdated state. */
  private standsAnew(): void {
    this.isUp = null;
    this.stands();
  }

  /** Claims as many segments as windows and rate permit, and sends them. */
  private async look(): Promise<void> {
    const { messaging, carrier, clock, wheel } = this.base;
    const room = Math.min(this.room(), BATCH_MAX);
    if (room <= 0) return;
    // A carrier that is slower than the queue is not polled for each single message: it is claimed for once half a burst is permitted.
    const least = Math.min(room, Math.ceil(this.limits.burst / 2));
    const { pace, permitted, waitMs } = carrierRateAt(this.pace, this.limits, clock.nowMs(), least);
    this.pace = pace;
    const limit = Math.min(permitted, room);
    if (permitted === 0) wheel.arm(this.owner(), "pace", waitMs, () => this.wake());
    if (limit <= 0) return;
    const parts = await messaging.claim(carrier.id, limit);
    this.pace = spent(this.pace, parts.length);
    for (const part of parts) {
      try {
        this.send(part);
      } catch (error) {
        // It would fail again, and would block the segments claimed with it.
        this.warn(error, "smpp.part-unwritable");
        this.answers.add(answerOf(part.partId, { kind: "unwritable" }));
      }
    }
    if (parts.length === limit) this.isDue = true;
  }

  /** Free windows, less the answers that are not on disk yet: a segment stays claimed until then. */
  private room(): number {
    return [...this.senders].reduce((sum, link) => sum + link.windowLeft(), 0) - this.answers.size();
  }

  private send(part: DuePart): void {
    let widest: SmppLink | null = null;
    for (const link of this.senders) if (widest === null || link.windowLeft() > widest.windowLeft()) widest = link;
    if (widest === null || this.closing !== null)
      this.answers.add({ partId: part.partId, outcome: { kind: "not-sent" } });
    else widest.send(partMessage(part, this.base.carrier));
  }

  private settled(partId: string, outcome: MessageOutcome): void {
    const answer = answerOf(partId, outcome);
    const { kind } = answer.outcome;
    if (kind === "accepted") this.pace = eased(this.pace);
    if (kind === "refused" && (answer.outcome.why === "throttled" || answer.outcome.why === "full"))
      this.pace = slowed(this.pace, this.base.clock.nowMs());
    this.answers.add(answer);
    this.wake();
  }

  private brought(link: SmppLink, pdu: InboundRequestPdu): void {
    if (pdu.command !== "deliver_sm") return link.answer(answerTo(pdu, "RINVCMDID"));
    const { carrier, clock, log } = this.base;
    const brought = broughtBy(carrier, pdu, clock.nowMs());
    if (brought === null) {
      this.unreadable += 1;
      log.warn({ carrierId: carrier.id, esmClass: pdu.body.esmClass, nth: this.unreadable }, "smpp.arrival-unreadable");
      return link.answer(answerTo(pdu, "RX_P_APPN"));
    }
    const acknowledge = (status: "ROK" | "RX_T_APPN" | "RX_P_APPN") => link.answer(answerTo(pdu, status));
    if (brought.kind === "receipt") this.receipts.add({ item: brought.receipt, acknowledge });
    else this.inbound.add({ item: brought.message, acknowledge });
  }

  /** Acknowledges only what is on disk. An item that the database rejects is refused individually and does not block the others. */
  private async keep<Item>(
    arrivals: readonly Arrival<Item>[],
    write: (items: readonly Item[]) => Promise<void>,
    most: number,
  ): Promise<void> {
    const answer = (those: readonly Arrival<Item>[], status: Parameters<Arrival<Item>["acknowledge"]>[0]) => {
      for (const { acknowledge } of those) acknowledge(status);
    };
    for (let from = 0; from < arrivals.length; from += most) {
      const some = arrivals.slice(from, from + most);
      try {
        await write(some.map(({ item }) => item));
        answer(some, "ROK");
      } catch (error) {
        if (!isDataFault(error)) {
          answer(arrivals.slice(from), "RX_T_APPN");
          throw error;
        }
        if (some.length > 1) await this.keep(some, write, 1);
        else {
          this.warn(error, "smpp.arrival-refused");
          answer(some, "RX_P_APPN");
        }
      }
    }
  }

  /** Writes the answers of segments; an answer that the database rejects does not delay the others. */
  private async tell(answers: readonly PartAnswer[]): Promise<void> {
    const { messaging } = this.base;
    try {
      await messaging.answered(answers);
    } catch (error) {
      if (!isDataFault(error)) throw error;
      if (answers.length > 1) for (const answer of answers) await this.tell([answer]);
      else this.warn(error, "smpp.answer-refused");
    }
  }

  private warn(error: unknown, event: string): void {
    this.base.log.warn({ err: error, carrierId: this.base.carrier.id }, event);
  }
}

/** True when the data are at fault, not the database. */
function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(databaseFault(error)?.state ?? "");
}

/** The sessions by a carrier's settings. */
function bindings({ binds, bindAs }: Carrier): readonly { readonly name: string; readonly binding: Binding }[] {
  const ways: readonly Binding[] = bindAs === "transceiver" ? ["transceiver"] : ["transmitter", "receiver"];
  return Array.from({ length: binds }, (_one, nth) =>
    ways.map((binding) => ({ name: `${binding}${nth}`, binding })),
  ).flat();
}
