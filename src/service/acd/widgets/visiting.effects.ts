import type { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { DayOff } from "../../flows/ivr/index.ts";
import { isCallbackNumber } from "../../telephony/dial-plan/index.ts";
import { NO_TURNS, withTurn, withTurnBack } from "./address-turns.ts";
import type { callbackRequestSchema } from "./contract.ts";
import { decideAsk, homeNumber } from "./decide-ask.ts";
import { type LetIn, letIn } from "./let-in.effects.ts";
import { isOpenNow, isTimeOffered } from "./offered-times.ts";
import {
  countCallbacksSince,
  holdNumber,
  isBlockedNumber,
  localDay,
  lockWidget,
  spendTicket,
  takeNumberTurn,
  widgetOfKey,
} from "./web-caller.store.ts";
import { countOne, type FoundWidget, findWidgets } from "./widget.store.ts";
import {
  type CountKind,
  type DisclosedRefusal,
  toDisclosedRefusal,
  type WebCallerRefusal,
} from "./widget-limits.shared.ts";
import {
  isRenewable,
  issueTicket,
  isWorkDone,
  numberMark,
  readTicket,
  type WidgetTicket,
} from "./widget-secrets.effects.ts";

const HOUR_MS = 3_600_000;
/** Refusals that the web caller can correct do not count for the address: thousands may share the address of a mobile network. */
const MISTYPED: ReadonlySet<WebCallerRefusal> = new Set(["widget-number-bad", "widget-time-gone"]);

/** Schedules a callback; the module that owns these rows provides the function. */
export type PlanWebCallback = (
  trx: DatabaseTransaction,
  plan: {
    readonly id: string;
    readonly tenantId: string;
    readonly widgetId: string;
    readonly number: string;
    readonly called: string;
    readonly queueId: string;
    readonly note: string;
    readonly dueAt: Date;
    readonly at: Date;
  },
) => Promise<boolean>;

/** Dependencies of the public API for web callers. */
export interface VisitingOptions {
  readonly kit: Kit;
  /** The installation's key, which signs tickets. */
  readonly key: Buffer;
  readonly daysOff: (nowMs: number) => readonly DayOff[];
  readonly planForVisitor: PlanWebCallback;
  /** Announced when a callback was scheduled, so that the switch checks at once. */
  readonly news: string;
}

/** A widget for a page, with the ticket of this page view. */
export interface ShownWidget {
  readonly widget: FoundWidget;
  readonly tenantId: string;
  readonly origin: string;
  readonly ticket: { readonly ticket: string; readonly seed: string };
}

type CallbackRequest = z.infer<typeof callbackRequestSchema>;
type Paid = Pick<CallbackRequest, "ticket" | "work">;
/** Why a widget is not shown, or a request is refused. */
type VisitRefusal = DisclosedRefusal | "no-such-widget";
type Earned = Result<{ readonly of: Whose; readonly origin: string; readonly nowMs: number }, VisitRefusal>;

/** The public API for web callers: shows a widget on pages of allowed origins, and accepts requests there. */
export function openVisiting(options: VisitingOptions) {
  const { kit, key } = options;
  let turns = NO_TURNS;

  /** Counts a refusal of a known widget by its reason, and returns the part of it that may be disclosed. */
  const refused = async (of: Whose, refusal: WebCallerRefusal): Promise<Result<never, DisclosedRefusal>> => {
    await counted(kit, of, refusal);
    return refuse(toDisclosedRefusal(refusal));
  };

  /** Takes a ticket with its proof of work, and counts the request for its address; the ticket is spent whatever follows. */
  const earned = async (named: string, { ticket, work }: Paid, address: string): Promise<Earned> => {
    const of = await widgetOfKey(kit.db, named);
    if (of === undefined) return refuse("no-such-widget");
    const nowMs = kit.clock.nowMs();
    const paid = await spentTicket(options, of, { ticket, work, nowMs });
    if (!paid.ok) return refused(of, paid.refusal);
    const left = withTurn(turns, address, nowMs);
    if (left === undefined) return refused(of, "widget-address-often");
    turns = left;
    return ok({ of, origin: paid.value.origin, nowMs });
  };

  return {
    /** Shows the widget on a page of an origin. */
    async show(named: string, origin: string | null): Promise<Result<ShownWidget, VisitRefusal>> {
      const of = await widgetOfKey(kit.db, named);
      const widget = of === undefined ? undefined : await whole(kit, of);
      if (of === undefined || widget === undefined) return refuse("no-such-widget");
      if (origin === null || !widget.origins.includes(origin)) return refused(of, "widget-origin-strange");
      if (!widget.isOn) return refused(of, "widget-off");
      await counted(kit, of, "shown");
      const ticket = issueTicket(key, { widgetId: widget.id, origin, nowMs: kit.clock.nowMs() });
      return ok({ widget, tenantId: of.tenantId, origin, ticket });
    },
    /** Exchanges a ticket that is spent or expired for a new one, on a page that stays open. */
    async renew(named: string, old: string): Promise<Result<ShownWidget["ticket"], VisitRefusal>> {
      const of = await widgetOfKey(kit.db, named);
      if (of === undefined) return refuse("no-such-widget");
      const nowMs = kit.clock.nowMs();
      const read = readTicket(key, old);
      if (read === null || read.widgetId !== of.widgetId || !isRenewable(read, nowMs))
        return refused(of, "widget-ticket-bad");
      const widget = await whole(kit, of);
      if (widget?.origins.includes(read.origin) !== true) return refused(of, "widget-origin-strange");
      if (!widget.isOn) return refused(of, "widget-off");
      return ok(issueTicket(key, { widgetId: of.widgetId, origin: read.origin, nowMs, lookedMs: read.lookedMs }));
    },
    /** Accepts a callback request. */
    async ask(named: string, request: CallbackRequest, address: string): Promise<Result<null, VisitRefusal>> {
      const turn = await earned(named, request, address);
      if (!turn.ok) return turn;
      const { of, origin, nowMs } = turn.value;
      const done = await storeCallbackRequest(options, { of, request, origin });
      if (!done.ok && MISTYPED.has(done.refusal)) turns = withTurnBack(turns, address, nowMs);
      return done.ok ? done : refused(of, done.refusal);
    },
    /** Admits a web caller to one call by WebRTC. */
    async talk(named: string, paid: Paid, address: string): Promise<Result<LetIn, VisitRefusal>> {
      const turn = await earned(named, paid, address);
      if (!turn.ok) return turn;
      const { of, origin } = turn.value;
      const done = await letIn(options, of, { origin, address });
      return done.ok ? done : refused(of, done.refusal);
    },
  };
}

interface Whose {
  readonly tenantId: string;
  readonly widgetId: string;
}

const whole = async (kit: Kit, { tenantId, widgetId }: Whose): Promise<FoundWidget | undefined> =>
  inTenant(kit.db, tenantId, async (trx) => (await findWidgets(trx, widgetId))[0]);

async function counted(kit: Kit, { tenantId, widgetId }: Whose, kind: CountKind): Promise<void> {
  await inTenant(kit.db, tenantId, async (trx) => {
    const day = await localDay(trx, tenantId, new Date(kit.clock.nowMs()));
    await countOne(trx, { widgetId, tenantId, day, kind });
  });
}

/** Reads a ticket, checks its proof of work, and spends it. */
async function spentTicket(
  { kit, key }: Pick<VisitingOptions, "kit" | "key">,
  of: Whose,
  { ticket, work, nowMs }: Paid & { readonly nowMs: number },
): Promise<Result<WidgetTicket, WebCallerRefusal>> {
  const read = readTicket(key, ticket);
  if (read === null || read.widgetId !== of.widgetId || read.untilMs < nowMs) return refuse("widget-ticket-bad");
  if (!isWorkDone(read.nonce, work)) return refuse("widget-work-missing");
  return (await spent(kit, of, read)) ? ok(read) : refuse("widget-ticket-bad");
}

async function spent(kit: Kit, { tenantId }: Whose, { nonce, untilMs }: WidgetTicket): Promise<boolean> {
  const row = { nonce, tenantId, expiresAt: new Date(untilMs), now: new Date(kit.clock.nowMs()) };
  return inTenant(kit.db, tenantId, (trx) => spendTicket(trx, row));
}

/** Internal reasons without a message: the web caller gets the same answer for every refusal that depends on the number. */
const WAITING = { ok: false, refusal: "widget-number-waiting" } as const;
const OFTEN = { ok: false, refusal: "widget-number-often" } as const;

/** Schedules a callback; a refusal leaves no trace of the number. */
async function storeCallbackRequest(
  { kit, key, daysOff, planForVisitor, news }: VisitingOptions,
  { of, request, origin }: { readonly of: Whose; readonly request: CallbackRequest; readonly origin: string },
): Promise<Result<null, WebCallerRefusal>> {
  const { tenantId, widgetId } = of;
  const webCaller = { tenantId, personId: null, role: null, requestId: null };
  return tenantCommand(kit, webCaller, { announces: news }, async ({ trx, at, audit }) => {
    const nowMs = at.getTime();
    await lockWidget(trx, widgetId);
    const [widget] = await findWidgets(trx, widgetId);
    if (widget === undefined || !widget.origins.includes(origin)) return refuse("widget-off");
    const number = homeNumber(request.number);
    const dueAtMs = request.at === null ? nowMs : Date.parse(request.at);
    await holdNumber(trx, number);
    const decided = decideAsk({
      isOn: widget.isOn,
      isServed: widget.isQueueThere && widget.isCodeThere,
      isNumber: isCallbackNumber(number),
      isBlocked: await isBlockedNumber(trx, number),
      isOffered: isOffered(widget, { at: request.at, dueAtMs, nowMs, daysOff: daysOff(nowMs) }),
      inHour: await countCallbacksSince(trx, { widgetId, since: new Date(nowMs - HOUR_MS) }),
      hourMax: widget.hourMax,
    });
    if (!decided.ok) return decided;
    const id = kit.ids.next();
    const plan = { id, tenantId, widgetId, number, called: widget.code, queueId: widget.queueId, note: request.topic };
    if (!(await planForVisitor(trx, { ...plan, dueAt: new Date(dueAtMs), at }))) return WAITING;
    if (!(await takeNumberTurn(trx, numberMark(key, number), at))) return OFTEN;
    await countOne(trx, { widgetId, tenantId, day: await localDay(trx, tenantId, at), kind: "asked" });
    // Neither the number nor the text of the web caller: only the request, its origin, and its time.
    const detail = { callbackId: id, origin, dueAt: request.at };
    await audit({ action: "widget.asked", subjectKind: "widget", subjectId: widgetId, detail });
    return ok(null);
  });
}

function isOffered(
  { hours, daysAhead, offersNow, offersLater }: FoundWidget,
  asked: {
    readonly at: string | null;
    readonly dueAtMs: number;
    readonly nowMs: number;
    readonly daysOff: readonly DayOff[];
  },
): boolean {
  const of = { hours, daysAhead, nowMs: asked.nowMs, daysOff: asked.daysOff };
  return asked.at === null ? offersNow && isOpenNow(of).isOpen : offersLater && isTimeOffered(of, asked.dueAtMs);
}
