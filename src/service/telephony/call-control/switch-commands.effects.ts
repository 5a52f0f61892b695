import type { Clock, IdSource, Result } from "../../../kernel/index.ts";
import { type ChangeFeed, type Database, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { calledNumber, type RoutingDirectory, type ServiceNumber } from "../dial-plan/index.ts";
import type { CallActCommand, CallActRefusal } from "./call-act.ts";
import type { RecordRefusal } from "./record-call.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import {
  type CommandRefusal,
  settleCommand,
  takeWaitingCommands,
  type WaitingCommand,
} from "./switch-command.store.ts";
import { decideTestCall } from "./test-call.ts";

const POLL_MS = 1_000;

/** Where a call is led from: `whileWaiting` for out of a queue only. */
interface Lead {
  readonly whileWaiting: boolean;
}

/** What the reader of commands stands on. */
export interface SwitchCommandOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly book: () => RoutingDirectory;
  /** Phones that can be reached now. */
  readonly reachable: () => ReadonlySet<string>;
  /** Begins the call; false when the switch has no room for it. */
  readonly begin: (call: { readonly callId: string; readonly number: ServiceNumber }) => boolean;
  /** Whether a call that is to end only as long as nobody has answered can end. */
  readonly judgeTakeBack: (callId: string) => Result<unknown, "call-not-open" | "call-answered">;
  /** Ends a call; nothing for one that is over, or that somebody has answered meanwhile where it was to be taken back. */
  readonly end: (callId: string, end: { readonly unlessAnswered: boolean }) => void;
  /** Whether an act means something at a call as it stands. */
  readonly judge: (callId: string, command: CallActCommand) => Result<unknown, CallActRefusal>;
  /** Does it; one that means nothing any more does nothing. */
  readonly act: (callId: string, wish: CallActCommand) => void;
  /** Whether another document can lead a call as it stands. */
  readonly judgeRedirect: (callId: string, lead: Lead) => Result<unknown, RedirectRefusal>;
  /** Has it led by what was ordered; one that was to be led out of a queue and waits no more goes on as it does. */
  readonly redirect: (callId: string, redirect: object, lead: Lead) => void;
  /** Whether what is wanted of the conference of a call means something as it stands, and doing it. */
  readonly judgeConference: (callId: string, act: object) => boolean;
  readonly actOnConference: (callId: string, act: object) => void;
  /** Whether a stream of its sound can begin or end at a call as it stands. */
  readonly judgeStream: (callId: string, stream: object) => Result<unknown, RedirectRefusal>;
  /** Begins or ends it. */
  readonly stream: (callId: string, stream: object) => void;
  /** Whether what is wanted of the recording of a call means something as it stands, and doing it. */
  readonly judgeRecord: (callId: string, record: object) => Result<unknown, RedirectRefusal | RecordRefusal>;
  readonly record: (callId: string, record: object) => void;
  /** The run of this switch, whose calls alone it ends. */
  readonly switchId: string;
}

/**
 * Carries out what waits in `switch_command`. Each is settled before it is begun, so that a switch that dies in between
 * leaves a test that never rang, and never rings twice.
 */
export function followSwitchCommands(options: SwitchCommandOptions): { close(): void } {
  const { db, changeFeed, log } = options;
  const look = async (): Promise<void> => {
    for (const tenantId of await options.tenantIds(db)) await carryOut(options, tenantId);
  };
  return follow({
    look,
    everyMs: POLL_MS,
    onFault: (error) => log.warn({ err: error }, "switch-commands.not-read"),
    wokenBy: { changeFeed, channel: "switch-commands" },
  });
}

/** What is to be done once the transaction has settled what became of its orders. */
type Due = () => Promise<void> | void;

async function carryOut(options: SwitchCommandOptions, tenantId: string): Promise<void> {
  const at = new Date(options.clock.nowMs());
  const due = await inTenant(options.db, tenantId, async (trx) => {
    const all: Due[] = [];
    for (const command of await takeWaitingCommands(trx, options.switchId)) {
      const { outcome, act } = command.callId === null ? tested(options, command, at) : judged(options, command);
      await settleCommand(trx, { id: command.id, outcome, at });
      if (act !== null) all.push(act);
    }
    return all;
  });
  for (const act of due) await act();
}

interface Judged {
  readonly outcome: { readonly callId: string } | { readonly refusal: CommandRefusal };
  readonly act: Due | null;
}

/** What is ordered of a call that goes on. */
function judged(options: SwitchCommandOptions, command: WaitingCommand): Judged {
  const { log } = options;
  const { callId, wish, redirect, conference, stream, record } = command;
  const id = callId ?? "";
  if (conference !== null) return conferred(options, id, conference);
  if (record !== null) {
    const can = options.judgeRecord(id, record);
    if (!can.ok) return { outcome: { refusal: can.refusal }, act: null };
    return { outcome: { callId: id }, act: () => options.record(id, record) };
  }
  if (stream !== null) {
    const can = options.judgeStream(id, stream);
    if (!can.ok) return { outcome: { refusal: can.refusal }, act: null };
    return { outcome: { callId: id }, act: () => options.stream(id, stream) };
  }
  if (redirect !== null) {
    const can = options.judgeRedirect(id, command);
    if (!can.ok) return { outcome: { refusal: can.refusal }, act: null };
    return {
      outcome: { callId: id },
      act: () => {
        log.info({ callId: id }, "call.redirect-ordered");
        options.redirect(id, redirect, command);
      },
    };
  }
  if (wish !== null) {
    const can = options.judge(id, wish);
    if (!can.ok) return { outcome: { refusal: can.refusal }, act: null };
    return {
      outcome: { callId: id },
      act: () => {
        log.info({ callId: id, act: wish.act.act }, "call.act-ordered");
        options.act(id, wish);
      },
    };
  }
  return ended(options, id, command);
}

function ended(options: SwitchCommandOptions, callId: string, { unlessAnswered }: WaitingCommand): Judged {
  const can = unlessAnswered ? options.judgeTakeBack(callId) : null;
  if (can?.ok === false) return { outcome: { refusal: can.refusal }, act: null };
  return {
    outcome: { callId },
    act: () => {
      options.log.info({ callId }, "call.end-ordered");
      options.end(callId, { unlessAnswered });
    },
  };
}

function conferred(options: SwitchCommandOptions, callId: string, conference: object): Judged {
  if (!options.judgeConference(callId, conference))
    return { outcome: { refusal: "conference-act-not-now" }, act: null };
  return {
    outcome: { callId },
    act: () => {
      options.log.info({ callId }, "conference.act-ordered");
      options.actOnConference(callId, conference);
    },
  };
}

/** A number is to be tried. */
function tested(options: SwitchCommandOptions, command: WaitingCommand, at: Date): Judged {
  const decided = decideTestCall(factsOf(options, command), at.getTime());
  if (!decided.ok) return { outcome: { refusal: decided.refusal }, act: null };
  const { db, log } = options;
  const { id, tenantId } = command;
  const [callId, number] = [options.ids.next(), decided.value];
  return {
    outcome: { callId },
    act: async () => {
      if (options.begin({ callId, number })) return log.info({ callId, code: number.code }, "test-call.begun");
      const busy = { id, outcome: { refusal: "test-call-busy" }, at } as const;
      await inTenant(db, tenantId, (trx) => settleCommand(trx, busy));
    },
  };
}

function factsOf({ book, reachable }: SwitchCommandOptions, { tenantId, code, requestedAt }: WaitingCommand) {
  const number = code === null ? undefined : calledNumber(book(), code);
  return { tenantId, number, reachable: reachable(), requestedAtMs: requestedAt.getTime() };
}
