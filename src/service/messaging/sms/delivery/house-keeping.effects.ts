import { follow } from "../../../../platform/database/index.ts";
import { answerByKeyword } from "../inbound/auto-reply.effects.ts";
import { handOverOwned } from "../inbound/unowned.store.ts";
import { type Intake, type MessagingBase, PARTS_DUE } from "../intake/intake.effects.ts";
import { NOTICES_DUE } from "../receipts/notice.store.ts";
import { expireParts, giveUpReceipts, type OverduePlaces } from "../receipts/receipt.store.ts";
import {
  beatGatewayRun,
  beginGatewayRun,
  endGatewayRun,
  type GatewayRun,
  noteCarrierStands,
  purgeRemains,
  releaseLeases,
  reroute,
  type StrandedPlaces,
} from "./gateway-run.store.ts";

const BEAT_MS = 1_000;
const POLL_EVERY_MS = 1_000;
const PURGE_EVERY_MS = 60_000;

/** The run of a gateway process: the id of its leases, replaced when the run has been declared dead. */
export interface OwnRun {
  id(): string;
  /** Records whether a carrier is reached. Throws when the write failed: the next heartbeat writes it. */
  stands(carrierId: string, isUp: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Begins a run and its heartbeat, independent of other periodic work, so that a slow step does not make the run appear dead. */
export async function openRun({ db, clock, newId, log }: MessagingBase): Promise<OwnRun> {
  let id = newId();
  const stands = new Map<string, boolean>();
  const run = (): GatewayRun => {
    const of = (isUp: boolean) => [...stands].flatMap(([carrierId, one]) => (one === isUp ? [carrierId] : []));
    return { id, reached: of(true), unreached: of(false) };
  };
  const at = () => new Date(clock.nowMs());
  await beginGatewayRun(db, { run: run(), at: at() });
  const beat = async () => {
    if (await beatGatewayRun(db, run())) return;
    // The leases of the old id were released; new leases need another id.
    const next = newId();
    await beginGatewayRun(db, { run: { ...run(), id: next }, at: at() });
    log.warn({ runId: id, nextRunId: next }, "sms-run.taken-for-dead");
    id = next;
  };
  let beating: Promise<void> = Promise.resolve();
  // One after the other: two concurrent writes might be applied in the wrong order and leave an outdated carrier state for one heartbeat.
  const beatInTurn = (): Promise<void> => {
    beating = beating.catch(() => undefined).then(beat);
    return beating;
  };
  const following = follow({
    look: beatInTurn,
    everyMs: BEAT_MS,
    onFault: (error) => log.warn({ err: error }, "sms-run.not-beaten"),
  });
  return {
    id: () => id,
    stands: async (carrierId, isUp) => {
      stands.set(carrierId, isUp);
      await beatInTurn();
      await noteCarrierStands(db, at());
    },
    close: async () => {
      following.close();
      await beating.catch(() => undefined);
      await endGatewayRun(db, id).catch((error: unknown) => log.warn({ err: error }, "sms-run.not-ended"));
    },
  };
}

/**
 * Periodic work: releases leases, reroutes, expires, drops receipts, assigns inbound messages, sends automatic replies and purges. Each step is independent: a
 * failure stops no other.
 */
export function keepHouse(base: MessagingBase, intake: Intake): { close(): Promise<void> } {
  const { db, clock, log } = base;
  const places: StrandedPlaces = new Map();
  const steps = stepsOf(base, { intake, places });
  let purgedMs = clock.nowMs();
  const look = async () => {
    for (const [step, act] of Object.entries(steps))
      await act().catch((error: unknown) => log.warn({ err: error, step }, "sms-house.not-kept"));
    if (clock.nowMs() < purgedMs + PURGE_EVERY_MS) return;
    purgedMs = clock.nowMs();
    await purgeRemains(db, purgedMs);
  };
  let looking: Promise<void> = Promise.resolve();
  const following = follow({
    look: () => (looking = look()),
    everyMs: POLL_EVERY_MS,
    onFault: (error) => log.warn({ err: error, step: "purge" }, "sms-house.not-kept"),
  });
  return {
    close: async () => {
      following.close();
      await looking.catch(() => undefined);
    },
  };
}

function stepsOf(
  base: MessagingBase,
  { intake, places }: { readonly intake: Intake; readonly places: StrandedPlaces },
): Readonly<Record<string, () => Promise<void>>> {
  const { db, clock, changeFeed, newId, log, rules } = base;
  const overdue: OverduePlaces = new Map();
  return {
    expire: async () => {
      const ground = { nowMs: clock.nowMs(), newId, rules: rules() };
      const expired = await expireParts(db, ground, { places: overdue });
      if (expired > 0) changeFeed.announce(NOTICES_DUE);
    },
    release: async () => {
      const released = await releaseLeases(db, clock.nowMs());
      if (released === 0) return;
      log.warn({ parts: released }, "sms-leases.taken-back");
      changeFeed.announce(PARTS_DUE);
    },
    stands: () => noteCarrierStands(db, new Date(clock.nowMs())),
    reroute: async () => {
      const moved = await reroute(db, { book: intake.book(), nowMs: clock.nowMs(), places });
      if (moved > 0) changeFeed.announce(PARTS_DUE);
    },
    giveUp: async () => {
      const unmatched = await giveUpReceipts(db, clock.nowMs());
      if (unmatched > 0) log.warn({ receipts: unmatched }, "sms-receipts.unmatched");
    },
    handOver: async () => {
      const handedOver = await handOverOwned(db, { nowMs: clock.nowMs(), newId, onInbound: base.onInbound });
      if (handedOver === 0) return;
      changeFeed.announce(NOTICES_DUE);
      base.afterInbound?.();
    },
    answer: async () => void (await answerByKeyword(base, intake)),
  };
}
