import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { present } from "../src/kernel/index.ts";
import { inTenant, openDatabase } from "../src/platform/database/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { STATUS, statusName } from "../src/protocols/smpp/index.ts";
import { openChance } from "./chance.ts";
import { testLog } from "./database.ts";
import { freePort } from "./free-port.ts";
import { openSmppFixture, type SmppFixture } from "./smpp-fixture.ts";
import { connectSmppPeer, type PeerPdu, type SmppPeer } from "./smpp-peer.ts";
import { startTestSystem, type TestSystem } from "./system.ts";
import { killSurely } from "./voice-scenario.ts";

/** Results of many kills under load. */
export interface SmsChaosFigures {
  readonly rounds: number;
  readonly submitted: number;
  /** Answered with ESME_ROK: they must never be lost. */
  readonly accepted: number;
  /** Other responses, by the name of the status; `unanswered` when the connection ended first. */
  readonly refused: Readonly<Record<string, number>>;
  /** Accepted, and not in a final state at the end. */
  readonly lost: number;
  /** Accepted, but never received by the carrier. */
  readonly neverSent: number;
  /** Accepted messages that the carrier received more than once because of a crash between sending and response. */
  readonly doubledExplained: number;
  /** Duplicates that were not recorded as doubtful when they were sent again. */
  readonly doubled: number;
  /** Number of surplus copies at the carrier. */
  readonly copies: number;
  /** Maximum number of doubtful messages by kills: one window for each kill of the gateway and the database. More copies are not caused by crashes. */
  readonly copiesMost: number;
  /** Accepted, but without a delivery receipt to the ESME. */
  readonly withoutReceipt: number;
  /** Ids of receipts that were acknowledged to the carrier but are not on disk. */
  readonly receiptsLost: number;
  readonly receipts: number;
  /** Time from each kill to the next accepted message. */
  readonly againMs: readonly number[];
  /** Rounds without an accepted message within the limit. */
  readonly stuck: number;
}

const VICTIMS: readonly Victim[] = ["gateway", "portal", "database"];
const LATE_VICTIMS: readonly Victim[] = ["portal", "database"];
type Victim = "gateway" | "portal" | "database";
/** After this share of rounds the gateway is no longer killed: open work must complete without a restart. */
const GATEWAY_KILLS_SHARE = 0.7;
/** Maximum number of messages in transit to the carrier, as in `addTestCarrier`. */
const WINDOW = 50;
const EACH_MS = 20;
const AGAIN_MS_MAX = 60_000;
const SETTLE_MS_MAX = 180_000;

/**
 * Kills gateway, portal and database with SIGKILL, one per round, in random order, while an ESME submits messages and a carrier
 * delivers them; then waits until everything is idle and counts faults, by the responses to the ESME and the messages at the carrier.
 */
export async function runSmsChaos(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}): Promise<SmsChaosFigures> {
  const port = await freePort();
  const system = await startTestSystem({ SAMBUNG_SMPP_PORT: String(port) });
  const chance = openChance(options.seed);
  let fixture: SmppFixture | undefined;
  let load: Load | undefined;
  try {
    const key = await keyFromFile(system.dataFolder, "service");
    fixture = await openSmppFixture({ ...system.kit, key });
    load = openLoad(port, fixture);
    if ((await load.untilAccepted(AGAIN_MS_MAX)) === undefined) throw new Error("nothing is accepted");
    const againMs: number[] = [];
    let kills = 0;
    for (let round = 1; round <= options.rounds; round += 1) {
      await delay(300 + chance.below(1_200));
      // In turn, because a random choice may leave one out.
      const victims = round <= options.rounds * GATEWAY_KILLS_SHARE ? VICTIMS : LATE_VICTIMS;
      const victim = present(victims[(round - 1) % victims.length], "a process to kill");
      if (victim !== "portal") kills += 1;
      await killSurely(system, victim);
      const again = await load.untilAccepted(AGAIN_MS_MAX);
      if (again !== undefined) againMs.push(again);
      options.tell(
        `round ${round}: ${victim}, accepts again after ${again === undefined ? "-" : Math.round(again)} ms`,
      );
    }
    load.stop();
    const found = await settled(system, { stage: fixture, load });
    options.tell(JSON.stringify(found.left));
    const { rounds } = options;
    return { ...found.figures, rounds, againMs, stuck: rounds - againMs.length, copiesMost: kills * WINDOW };
  } finally {
    load?.close();
    await fixture?.close();
    await system.close();
  }
}

interface Load {
  /** Messages answered with ESME_ROK: recipients by ids. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Messages whose final state the ESME has received. */
  readonly receipts: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, number>;
  submitted(): number;
  /** Milliseconds to the next message that is submitted from now on and accepted. */
  untilAccepted(limitMs: number): Promise<number | undefined>;
  /** Stops submitting, and continues to receive. */
  stop(): void;
  close(): void;
}

/** An ESME that submits a message every few milliseconds and binds again whenever its connection ends. */
function openLoad(port: number, fixture: SmppFixture): Load {
  const accepted = new Map<string, string>();
  const receipts = new Set<string>();
  const refused = new Map<string, number>();
  const refuse = (why: string) => void refused.set(why, (refused.get(why) ?? 0) + 1);
  let peer: SmppPeer | null = null;
  let [count, isClosed, isSending] = [0, false, true];
  let acceptedOfNth = 0;

  const hear = (pdu: PeerPdu) => {
    receipts.add(String(pdu["receipted_message_id"]));
    return 0;
  };
  const keepBound = async () => {
    while (!isClosed) {
      const next = await bound(port, fixture, hear).catch(() => null);
      if (next === null) {
        await delay(100);
        continue;
      }
      peer = next;
      await next.closed;
      peer = null;
    }
  };
  keepBound().catch(() => undefined);

  const beat = setInterval(() => {
    if (peer === null || !isSending) return;
    count += 1;
    const nth = count;
    const recipient = `6281${String(nth).padStart(9, "0")}`;
    const fields = {
      source_addr: fixture.sender,
      source_addr_ton: 5,
      destination_addr: recipient,
      short_message: "Kode 1234",
    };
    peer.ask("submit_sm", { ...fields, registered_delivery: 1 }).then(
      (answer) => {
        const { command_status: status } = answer;
        if (status !== STATUS.ROK) return refuse(statusName(status) ?? String(status));
        accepted.set(String(answer["message_id"]), recipient);
        acceptedOfNth = Math.max(acceptedOfNth, nth);
      },
      () => refuse("unanswered"),
    );
  }, EACH_MS);

  return {
    accepted,
    refused,
    receipts,
    submitted: () => count,
    async untilAccepted(limitMs) {
      const [fromMs, before] = [performance.now(), count];
      while (performance.now() - fromMs < limitMs) {
        if (acceptedOfNth > before) return performance.now() - fromMs;
        await delay(10);
      }
      return undefined;
    },
    stop: () => {
      isSending = false;
    },
    close() {
      isClosed = true;
      clearInterval(beat);
      peer?.close();
    },
  };
}

async function bound(
  port: number,
  { systemId, password }: SmppFixture,
  hear: SmppPeer["answers"],
): Promise<SmppPeer | null> {
  const peer = await connectSmppPeer(port);
  // Before the bind: waiting receipts follow its response immediately.
  peer.answers = hear;
  const answer = await Promise.race([
    peer.ask("bind_transceiver", { system_id: systemId, password }),
    peer.closed.then(() => null),
  ]).catch(() => null);
  if (answer?.command_status === 0) return peer;
  peer.close();
  return null;
}

interface DeliverySnapshot {
  readonly final: ReadonlySet<string>;
  readonly unsure: ReadonlySet<string>;
  readonly receiptIds: ReadonlySet<string>;
}

/** Waits until every accepted message is final and reported, or nothing changes for a long time; then counts. */
async function settled(system: TestSystem, { stage, load }: { readonly stage: SmppFixture; readonly load: Load }) {
  let endsMs = performance.now() + SETTLE_MS_MAX;
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    const snapshot = await readDeliverySnapshot(system, stage).catch(() => null);
    const ids = [...load.accepted.keys()];
    const lost = snapshot === null ? ids.length : ids.filter((id) => !snapshot.final.has(id)).length;
    const withoutReceipt = ids.filter((id) => !load.receipts.has(id)).length;
    const left = lost + withoutReceipt + stage.carrier.owed();
    if (left < least) endsMs = performance.now() + SETTLE_MS_MAX;
    least = Math.min(least, left);
    if (snapshot !== null && (left === 0 || performance.now() > endsMs))
      return {
        left: { lost, withoutReceipt, owed: stage.carrier.owed() },
        figures: figuresOf(snapshot, { stage, load, lost, withoutReceipt }),
      };
    await delay(500);
  }
}

function figuresOf(
  snapshot: DeliverySnapshot,
  {
    stage,
    load,
    lost,
    withoutReceipt,
  }: { readonly stage: SmppFixture; readonly load: Load; readonly lost: number; readonly withoutReceipt: number },
) {
  const times = Map.groupBy(stage.carrier.taken(), ({ recipient }) => recipient);
  const accepted = [...load.accepted];
  const twice = accepted.filter(([, recipient]) => (times.get(recipient)?.length ?? 0) > 1);
  const receipts = new Set(stage.carrier.receipts().map(({ messageId }) => messageId));
  return {
    submitted: load.submitted(),
    accepted: accepted.length,
    lost,
    withoutReceipt,
    receipts: receipts.size,
    refused: Object.fromEntries([...load.refused].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    copies: [...times.values()].reduce((sum, copies) => sum + copies.length - 1, 0),
    neverSent: accepted.filter(([, recipient]) => !times.has(recipient)).length,
    doubledExplained: twice.filter(([id]) => snapshot.unsure.has(id)).length,
    doubled: twice.filter(([id]) => !snapshot.unsure.has(id)).length,
    receiptsLost: [...receipts].filter((id) => !snapshot.receiptIds.has(id)).length,
  };
}

async function readDeliverySnapshot(
  system: TestSystem,
  { tenantId, carrierId }: SmppFixture,
): Promise<DeliverySnapshot> {
  const messages = await inTenant(system.database.db, tenantId, (trx) =>
    sql<{ readonly id: string; readonly isFinal: boolean; readonly isUnsure: boolean }>`
      select m.id, m.final_at is not null as is_final, bool_or(p.sent_unsure) as is_unsure
      from sms_message m join sms_segment p on p.message_id = m.id group by m.id`.execute(trx),
  );
  // Receipts reference numbers of every tenant: only the owner of the tables may count them.
  const owner = openDatabase({ access: system.access, role: "owner", max: 1, log: testLog });
  try {
    const receipts = await sql<{ readonly carrierMessageId: string }>`
      select distinct carrier_message_id from sms_receipt where carrier_id = ${carrierId}`.execute(owner.db);
    const idsWhere = (fits: (row: (typeof messages.rows)[number]) => boolean) =>
      new Set(messages.rows.filter(fits).map(({ id }) => id));
    return {
      final: idsWhere(({ isFinal }) => isFinal),
      unsure: idsWhere(({ isUnsure }) => isUnsure),
      receiptIds: new Set(receipts.rows.map(({ carrierMessageId }) => carrierMessageId)),
    };
  } finally {
    await owner.close();
  }
}
