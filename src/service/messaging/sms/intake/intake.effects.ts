import { type Clock, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type ChangeFeed, type Database, type Following, follow } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import type { InboundHook } from "../inbound/inbound.store.ts";
import { readSmsRoutingTable, type SmsRoutingTable } from "../routing/routing-table.store.ts";
import { openGroupWriter } from "./group-writer.effects.ts";
import { takeOrders } from "./intake.store.ts";
import type { IntakeAnswer, IntakeOrder } from "./intake.ts";
import { type Bucket, type BucketSize, takeTokens } from "./token-bucket.ts";

/** Change-feed topic of due messages. */
export const PARTS_DUE = "sms-parts";
const ROUTING_REFRESH_MS = 1_000;
const GROUP_MAX = 200;
const TAKE_MAX = 1_000;
const WAITING_MAX = 20_000;
const PATIENCE_MS = 5_000;
const BUCKETS_MAX = 10_000;
/** Rate limit of one call centre. */
const RATE: BucketSize = { perSecond: 1_000, most: 5_000 };

/** Dependencies of messaging in any process. */
export interface MessagingBase {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** The rules in force. */
  readonly rules: () => ShortMessageRules;
  /** Continues with a message from a recipient; optional. */
  readonly onInbound?: InboundHook;
  /** Called once a message from a recipient is on disk. */
  readonly afterInbound?: () => void;
  /** Rate limit of one call centre; larger in measurements. */
  readonly rate?: BucketSize;
}

/** Why a request was refused as a whole. */
export type IntakeFault =
  | { readonly code: "too-fast"; readonly waitMs: number }
  | { readonly code: "queue-full" | "storage-away" };

/** The only entry for outbound messages. */
export interface Intake {
  /** Resolves when every accepted message is on disk. */
  take(order: IntakeOrder): Promise<Result<IntakeAnswer, IntakeFault>>;
  /** The routing table, at most a second old. */
  book(): SmsRoutingTable;
  /** Reloads the routing table. */
  refresh(): Promise<void>;
  close(graceMs: number): Promise<void>;
}

/** Opens the intake of a process; the routing table is loaded before it resolves. */
export async function openIntake(base: MessagingBase): Promise<Intake> {
  const { db, clock, changeFeed, log } = base;
  let book = await readSmsRoutingTable(db, clock.nowMs());
  const refresh = async () => {
    book = await readSmsRoutingTable(db, clock.nowMs());
  };
  const following: Following = follow({
    look: refresh,
    everyMs: ROUTING_REFRESH_MS,
    onFault: (error) => log.warn({ err: error }, "sms-routes.not-read"),
  });
  const buckets = new Map<string, Bucket>();
  const writer = openGroupWriter<IntakeOrder, IntakeAnswer>({
    clock,
    log,
    name: "sms-intake",
    groupMax: GROUP_MAX,
    takeMax: TAKE_MAX,
    waitingMax: WAITING_MAX,
    patienceMs: PATIENCE_MS,
    sizeOf: ({ drafts }) => Math.max(1, drafts.length),
    flush: async (orders, { isAgain, committing }) => {
      const answers = await takeOrders(db, orders, {
        book,
        rules: base.rules(),
        nowMs: clock.nowMs(),
        newId: base.newId,
        isAgain,
        committing,
      });
      changeFeed.announce(PARTS_DUE);
      return answers;
    },
  });
  const mayTake = ({ tenantId, drafts }: IntakeOrder): number => {
    if (buckets.size >= BUCKETS_MAX) buckets.clear();
    const wish = { wanted: drafts.length, nowMs: clock.nowMs() };
    const { bucket, waitMs } = takeTokens(buckets.get(tenantId), wish, base.rate ?? RATE);
    buckets.set(tenantId, bucket);
    return waitMs;
  };
  return {
    take: async (order) => {
      const waitMs = mayTake(order);
      if (waitMs > 0) return refuse({ code: "too-fast", waitMs });
      const answer = await writer.write(order);
      if (answer === "queue-full" || answer === "storage-away") return refuse({ code: answer });
      if (answer === "fault") throw new Error("a message could not be written");
      return ok(answer);
    },
    book: () => book,
    refresh,
    close: async (graceMs) => {
      following.close();
      await writer.close(graceMs);
    },
  };
}
