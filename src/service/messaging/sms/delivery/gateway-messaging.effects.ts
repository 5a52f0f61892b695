import { ok, refuse } from "../../../../kernel/index.ts";
import { type Database, inTenant } from "../../../../platform/database/index.ts";
import { unseal } from "../../../../platform/sealing/index.ts";
import { keepInbound } from "../inbound/inbound.store.ts";
import { keepAnswers, readAnswers } from "../inbound/keep-answers.store.ts";
import { keepUnowned } from "../inbound/unowned.store.ts";
import { draftSubmitted } from "../intake/draft-message.ts";
import type { FairShare } from "../intake/fair-share.ts";
import { type Intake, type MessagingBase, openIntake, PARTS_DUE } from "../intake/intake.effects.ts";
import { cancelMessage, findMessage } from "../intake/message.store.ts";
import { normalisedId } from "../intake/part-state.ts";
import { writeAnswers } from "../intake/write-answers.effects.ts";
import { leaseNotices, NOTICES_DUE, putOffNotices, takeNotices } from "../receipts/notice.store.ts";
import { keepReceipts } from "../receipts/receipt.store.ts";
import { type Matcher, openMatcher } from "../receipts/receipt-matcher.effects.ts";
import { listCarriers } from "../routing/carrier.store.ts";
import { claimParts } from "./delivery.store.ts";
import type {
  Carrier,
  CarrierQuirks,
  CarrierReceipt,
  GatewayMessaging,
  MessagingForCarriers,
  MessagingForEsmes,
  WorkDue,
} from "./gateway-port.ts";
import { accountsNow, type CheckPassword, openSignIn } from "./gateway-sign-in.effects.ts";
import { keepHouse, type OwnRun, openRun } from "./house-keeping.effects.ts";

/** Dependencies of a gateway's messaging. */
export interface GatewayBase extends MessagingBase {
  /** Decrypts the passwords of carriers. */
  readonly key: Buffer;
  readonly checkPassword: CheckPassword;
  /** Separate connection for the run's heartbeats, so that no message statement delays them and the run is not taken for dead; by default the main one. */
  readonly beats?: Database;
}

/** Opens messaging for a gateway: its run, its intake, and the periodic work (leases of dead runs, receipts, expiry). */
export async function openGatewayMessaging(base: GatewayBase): Promise<GatewayMessaging> {
  const { changeFeed } = base;
  const intake = await openIntake(base);
  const run = await openRun({ ...base, db: base.beats ?? base.db });
  const matcher = openMatcher(base);
  const housekeeping = keepHouse(base, intake);
  const wakes = new Set<(due: WorkDue) => void>();
  const wakeAll = (due: WorkDue) => () => {
    for (const wake of wakes) wake(due);
  };
  const stops = [changeFeed.listen(PARTS_DUE, wakeAll("parts")), changeFeed.listen(NOTICES_DUE, wakeAll("notices"))];
  let closing: Promise<void> | undefined;
  const parts = { base, run, intake, matcher };
  return {
    esmes: forEsmes(parts),
    carriers: forCarriers(parts),
    onWork: (wake) => void wakes.add(wake),
    close: (graceMs) => {
      closing ??= (async () => {
        for (const stop of stops) stop();
        await intake.close(graceMs);
        await Promise.all([housekeeping.close(), matcher.close()]);
        await run.close();
      })();
      return closing;
    },
  };
}

interface Parts {
  readonly base: GatewayBase;
  readonly run: OwnRun;
  readonly intake: Intake;
  readonly matcher: Matcher;
}

function forEsmes({ base, run, intake }: Parts): MessagingForEsmes {
  const { db, clock, newId, rules } = base;
  return {
    signIn: openSignIn(base),
    standing: (bound) => accountsNow(db, bound),
    accept: async (account, submission) => {
      const draft = draftSubmitted(submission, account, { id: newId(), nowMs: clock.nowMs(), rules: rules() });
      if (!draft.ok) return draft;
      const taken = await intake.take({ tenantId: account.tenantId, drafts: [draft.value], request: null });
      if (!taken.ok) return refuse(taken.refusal.code);
      const [first] = taken.value === "request-differs" ? [] : taken.value;
      return first ?? refuse("storage-away");
    },
    query: async (account, messageId) => {
      const found = await inTenant(db, account.tenantId, (trx) => findMessage(trx, messageId, account.id));
      if (found === undefined) return undefined;
      const { state, errorCode, finalAt } = found;
      return { messageId, state, errorCode, finalAtMs: finalAt?.getTime() ?? null };
    },
    cancel: async (account, messageId) => {
      const own = { tenantId: account.tenantId, id: messageId, accountId: account.id };
      const asked = { ...own, nowMs: clock.nowMs(), newId, rules: rules() };
      const done = await inTenant(db, account.tenantId, (trx) => cancelMessage(trx, asked));
      return done === "cancelled" ? ok(null) : refuse(done);
    },
    notices: (account, limit) => leaseNotices(db, account, { runId: run.id(), limit, nowMs: clock.nowMs() }),
    noticesTaken: async (account, ids) => (ids.length === 0 ? undefined : takeNotices(db, account, ids)),
    noticesRefused: (account, ids) => putOffNotices(db, account, { ids, nowMs: clock.nowMs() }),
  };
}

/** Quirks of carriers by id, switched-off ones included, since their responses still arrive for a while. */
type Quirks = ReadonlyMap<string, CarrierQuirks>;

function forCarriers({ base, run, intake, matcher }: Parts): MessagingForCarriers {
  const { db, clock, newId, rules, key, changeFeed, log } = base;
  let known: Quirks = new Map();
  const ground = () => ({ book: intake.book(), rules: rules(), nowMs: clock.nowMs(), newId });
  const readCarriers = async (): Promise<readonly Carrier[]> => {
    const kept = await listCarriers(db);
    known = new Map([...known, ...kept.map(({ id, quirks }) => [id, quirks] as const)]);
    return kept
      .filter(({ isOn }) => isOn)
      .map(({ sealedPassword, isOn: _isOn, downSince: _down, ...carrier }) => ({
        ...carrier,
        password: unseal(key, carrier.id, sealedPassword).toString(),
      }));
  };
  const quirksOf = async (carrierIds: readonly string[]): Promise<Quirks> => {
    if (carrierIds.some((carrierId) => !known.has(carrierId))) await readCarriers();
    return known;
  };
  const shares = new Map<string, FairShare>();
  const notClaimed = (error: unknown) => log.warn({ err: error }, "sms-parts.not-turned-away");
  return {
    carriers: readCarriers,
    claim: (carrierId, limit) =>
      claimParts(db, { runId: run.id(), carrierId, limit, shares, onFault: notClaimed }, ground()),
    answered: async (told) => {
      const answers = readAnswers(told);
      const quirks = await quirksOf(answers.map((one) => one.key.carrierId));
      const idOf = (carrierId: string, written: string) =>
        normalisedId(written, quirks.get(carrierId)?.idInAnswer ?? "text");
      await writeAnswers(answers, {
        log,
        write: async (some) => {
          const { given, owed, isDueAgain } = await keepAnswers(db, some, { ...ground(), idOf });
          if (given.length > 0) matcher.wake(given);
          if (owed > 0) changeFeed.announce(NOTICES_DUE);
          if (isDueAgain) changeFeed.announce(PARTS_DUE);
        },
      });
    },
    receipts: async (receipts) => {
      const quirks = await quirksOf(receipts.map(({ carrierId }) => carrierId));
      const read = receipts.map((one): CarrierReceipt => {
        const idBase = quirks.get(one.carrierId)?.idInReceipt ?? "text";
        return { ...one, carrierMessageId: normalisedId(one.carrierMessageId, idBase) };
      });
      if (read.length > 0) await keepReceipts(db, read, { nowMs: clock.nowMs(), newId });
      matcher.wake([]);
    },
    inbound: async (messages) => {
      for (const message of messages) {
        const isKept = await keepInbound(db, message, { nowMs: clock.nowMs(), newId, onInbound: base.onInbound });
        if (isKept) continue;
        const waits = await keepUnowned(db, message, { newId });
        log.warn({ carrierId: message.carrierId, waits }, "sms-inbound.unowned");
      }
      changeFeed.announce(NOTICES_DUE);
      base.afterInbound?.();
    },
    stands: (carrierId, isUp) => run.stands(carrierId, isUp),
  };
}
