import type { Clock, IdSource, Result } from "../../kernel/index.ts";
import { type Database, follow, inTenant, type News } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { CallActRefusal, CallActWish } from "./call-act.ts";
import { calledNumber, type LineBook, type ServiceNumber } from "./dial-plan.ts";
import { settleCommand, takeWaitingCommands, type WaitingCommand } from "./switch-command.store.ts";
import { decideTestCall } from "./test-call.ts";

const LOOK_MS = 1_000;

/** What the reader of commands stands on. */
export interface SwitchCommandOptions {
  readonly db: Database;
  readonly news: News;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly book: () => LineBook;
  /** Phones that can be reached now. */
  readonly reachable: () => ReadonlySet<string>;
  /** Begins the call; false when the switch has no room for it. */
  readonly begin: (call: { readonly callId: string; readonly number: ServiceNumber }) => boolean;
  /** Ends a call; nothing for one that is over. */
  readonly end: (callId: string) => void;
  /** Whether an act means something at a call as it stands. */
  readonly judge: (callId: string, wish: CallActWish) => Result<unknown, CallActRefusal>;
  /** Does it; one that means nothing any more does nothing. */
  readonly act: (callId: string, wish: CallActWish) => void;
  /** The run of this switch, whose calls alone it ends. */
  readonly switchId: string;
}

/**
 * Carries out what waits in `switch_command`. Each is settled before it is begun, so that a switch that dies in between
 * leaves a test that never rang, and never rings twice.
 */
export function followSwitchCommands(options: SwitchCommandOptions): { close(): void } {
  const { db, news, log } = options;
  const look = async (): Promise<void> => {
    for (const tenantId of await options.tenantIds(db)) await carryOut(options, tenantId);
  };
  return follow({
    look,
    everyMs: LOOK_MS,
    onFault: (error) => log.warn({ err: error }, "switch-commands.not-read"),
    wokenBy: { news, channel: "switch-commands" },
  });
}

async function carryOut(options: SwitchCommandOptions, tenantId: string): Promise<void> {
  const { db, clock, ids, log } = options;
  const at = new Date(clock.nowMs());
  const ends: string[] = [];
  const acts: { readonly callId: string; readonly wish: CallActWish }[] = [];
  const due = await inTenant(db, tenantId, async (trx) => {
    const begun: { readonly id: string; readonly callId: string; readonly number: ServiceNumber }[] = [];
    for (const command of await takeWaitingCommands(trx, options.switchId)) {
      const { callId: ofCall, wish } = command;
      if (ofCall !== null && wish !== null) {
        const judged = options.judge(ofCall, wish);
        const outcome = judged.ok ? { callId: ofCall } : { refusal: judged.refusal };
        await settleCommand(trx, { id: command.id, outcome, at });
        if (judged.ok) acts.push({ callId: ofCall, wish });
        continue;
      }
      if (command.callId !== null) {
        await settleCommand(trx, { id: command.id, outcome: { callId: command.callId }, at });
        ends.push(command.callId);
        continue;
      }
      const decided = decideTestCall(factsOf(options, command), at.getTime());
      if (!decided.ok) {
        await settleCommand(trx, { id: command.id, outcome: { refusal: decided.refusal }, at });
        continue;
      }
      const callId = ids.next();
      await settleCommand(trx, { id: command.id, outcome: { callId }, at });
      begun.push({ id: command.id, callId, number: decided.value });
    }
    return begun;
  });
  for (const callId of ends) {
    log.info({ callId }, "call.end-ordered");
    options.end(callId);
  }
  for (const { callId, wish } of acts) {
    log.info({ callId, act: wish.act.act }, "call.act-ordered");
    options.act(callId, wish);
  }
  for (const { id, callId, number } of due) {
    if (options.begin({ callId, number })) log.info({ callId, code: number.code }, "test-call.begun");
    else await inTenant(db, tenantId, (trx) => settleCommand(trx, { id, outcome: { refusal: "test-call-busy" }, at }));
  }
}

function factsOf({ book, reachable }: SwitchCommandOptions, { tenantId, code, requestedAt }: WaitingCommand) {
  const number = code === null ? undefined : calledNumber(book(), code);
  return { tenantId, number, reachable: reachable(), requestedAtMs: requestedAt.getTime() };
}
