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

/** The condition of a redirect: `whileWaiting` for a call in a queue only. */
interface Lead {
  readonly whileWaiting: boolean;
}

/** Dependencies of the command reader. */
export interface SwitchCommandOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly book: () => RoutingDirectory;
  /** The phones that are registered now. */
  readonly reachable: () => ReadonlySet<string>;
  /** Begins the call; false when the switch has no capacity. */
  readonly begin: (call: { readonly callId: string; readonly number: ServiceNumber }) => boolean;
  /** Whether a call that may end only while unanswered can end. */
  readonly judgeTakeBack: (callId: string) => Result<unknown, "call-not-open" | "call-answered">;
  /** Ends a call; without effect when it is over, or was answered since and the end was conditional. */
  readonly end: (callId: string, end: { readonly unlessAnswered: boolean }) => void;
  /** Whether an action applies to the current state of a call. */
  readonly judge: (callId: string, command: CallActCommand) => Result<unknown, CallActRefusal>;
  /** Executes an action; without effect when it no longer applies. */
  readonly act: (callId: string, wish: CallActCommand) => void;
  /** Whether another document can control a call in its current state. */
  readonly judgeRedirect: (callId: string, lead: Lead) => Result<unknown, RedirectRefusal>;
  /** Redirects the call; without effect when the redirect applies only in a queue and the call waits in none. */
  readonly redirect: (callId: string, redirect: object, lead: Lead) => void;
  /** Whether a command applies to the current state of the call's conference, and its execution. */
  readonly judgeConference: (callId: string, act: object) => boolean;
  readonly actOnConference: (callId: string, act: object) => void;
  /** Whether a media stream can begin or end at a call in its current state. */
  readonly judgeStream: (callId: string, stream: object) => Result<unknown, RedirectRefusal>;
  /** Begins or ends a media stream. */
  readonly stream: (callId: string, stream: object) => void;
  /** Whether a command applies to the current state of the call's recording, and its execution. */
  readonly judgeRecord: (callId: string, record: object) => Result<unknown, RedirectRefusal | RecordRefusal>;
  readonly record: (callId: string, record: object) => void;
  /** The run of this switch, which ends only its own calls. */
  readonly switchId: string;
}

/**
 * Executes the waiting commands in `switch_command`. Each is settled before its execution, so that a switch that dies in between leaves a test
 * call that never rang, and never rings twice.
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

/** The execution of a command, after the transaction has stored its result. */
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

/** Decides a command on a call in progress. */
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

/** Decides a test call. */
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
