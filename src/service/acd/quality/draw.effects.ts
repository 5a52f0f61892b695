import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { type RangeRefusal, readRange } from "../reports/index.ts";
import { candidatesIn, insertDraw } from "./draw.store.ts";
import { drawFairly } from "./draw-fairly.ts";
import { dayAfter } from "./local-days.ts";

/** The maximum of contacts that one draw considers. */
const CANDIDATES_MAX = 50_000;
/** The maximum of contacts in one draw. */
const PICKS_MAX = 5_000;
const SEED_BYTES = 8;
const MS_PER_SECOND = 1_000;

/** Why a draw is refused. */
export type DrawRefusal = RangeRefusal | "draw-too-many" | "draw-nothing";

/** The parameters of a draw; an empty seed is replaced by a random one. */
export interface SampleDrawCommand {
  readonly from: string;
  readonly to: string;
  readonly perAgent: number;
  readonly leastTalkSeconds: number;
  readonly queueId: string | null;
  readonly seed: string;
}

/** Draws contacts for evaluation, and stores the seed and the number of candidates. */
export async function drawContacts(
  kit: Kit,
  requestContext: RequestContext,
  { wish, zone }: { readonly wish: SampleDrawCommand; readonly zone: string },
): Promise<Result<string, DrawRefusal>> {
  const range = readRange({ from: wish.from, until: dayAfter(wish.to) }, zone);
  if (!range.ok) return range;
  const { tenantId, personId: madeBy } = requestContext;
  const { perAgent, queueId, from: fromDay, to: toDay } = wish;
  const leastTalkMs = wish.leastTalkSeconds * MS_PER_SECOND;
  return inTenant(kit.db, tenantId, async (trx) => {
    const found = await candidatesIn(trx, { ...range.value, leastTalkMs, queueId, limit: CANDIDATES_MAX });
    if (found.length > CANDIDATES_MAX) return refuse("draw-too-many");
    if (found.length === 0) return refuse("draw-nothing");
    const seed = wish.seed === "" ? kit.ids.secret(SEED_BYTES) : wish.seed;
    const picks = drawFairly(found, { seed, perAgent });
    if (picks.length > PICKS_MAX) return refuse("draw-too-many");
    const [id, madeAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
    const draw = { id, tenantId, seed, fromDay, toDay, perAgent, leastTalkMs, queueId, madeBy, madeAt };
    const rounded = picks.map((pick) => ({ ...pick, talkMs: Math.round(pick.talkMs) }));
    await insertDraw(trx, { ...draw, candidates: found.length }, rounded);
    const detail = { seed, from: fromDay, to: toDay, perAgent, candidates: found.length, picks: picks.length };
    const fact = { action: "evaluation-draw.made", subjectKind: "evaluation-draw", subjectId: id, detail } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return ok(id);
  });
}
