import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { RecordRefusal } from "./record-call.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import { type ApiClientCommand, orderByProgram } from "./switch-command.store.ts";

/** Why a command of an API client was refused. */
type OrderRefusal = RedirectRefusal | RecordRefusal | "call-act-not-now";

/** Sends a command of an API client to a call in progress: resolves once a switch has taken it. */
export async function orderOfProgram(
  kit: Pick<Kit, "db" | "clock" | "ids" | "changeFeed">,
  order: Exclude<ApiClientCommand, { readonly conference: object }> & {
    readonly tenantId: string;
    readonly callId: string;
  },
): Promise<Result<null, OrderRefusal>> {
  const { tenantId } = order;
  const [id, at] = [kit.ids.next(), new Date(kit.clock.nowMs())];
  const ordered = await inTenant(kit.db, tenantId, (trx) => orderByProgram(trx, { ...order, id, at }));
  if (!ordered.ok) return ordered;
  kit.changeFeed.announce("switch-commands");
  const other = "record" in order ? "record-call" : "stream-call";
  const kind = "redirect" in order ? "redirect-call" : other;
  const answer = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind });
  if (answer === "withdrawn") return refuse("redirect-late");
  return answer !== null && isKnown(answer) ? refuse(answer) : ok(null);
}

const KNOWN: Readonly<Record<OrderRefusal, true>> = {
  "call-not-open": true,
  "call-not-programmable": true,
  "call-not-waiting": true,
  "redirect-late": true,
  "recording-not-now": true,
  "recording-not-told": true,
  "call-act-not-now": true,
};

const isKnown = (refusal: string): refusal is OrderRefusal => Object.hasOwn(KNOWN, refusal);
