import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { REPORT_DAYS_MAX, readRange } from "../reports/index.ts";
import { candidatesIn, insertDraw } from "./draw.store.ts";
import { drawFairly } from "./draw-fairly.ts";
import { dayAfter } from "./local-days.ts";
import type { QualityRefusal } from "./quality-refusal.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

/** The maximum of contacts that one draw considers. */
const CANDIDATES_MAX = 50_000;
/** The maximum of contacts in one draw. */
const PICKS_MAX = 5_000;
const SEED_BYTES = 8;
const MS_PER_SECOND = 1_000;

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
  command: SampleDrawCommand,
): Promise<Result<{ readonly id: string }, Refused<QualityRefusal>>> {
  const { tenantId, personId: madeBy } = requestContext;
  const { perAgent, queueId, from: fromDay, to: toDay } = command;
  const range = readRange({ from: fromDay, until: dayAfter(toDay) }, await zoneOfTenant(kit.db, tenantId));
  if (!range.ok)
    return refuse(
      range.refusal === "report-too-long" ? { code: range.refusal, params: { days: REPORT_DAYS_MAX } } : range.refusal,
    );
  const leastTalkMs = command.leastTalkSeconds * MS_PER_SECOND;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: madeAt, audit }) => {
    const found = await candidatesIn(trx, { ...range.value, leastTalkMs, queueId, limit: CANDIDATES_MAX });
    if (found.length > CANDIDATES_MAX) return refuse("draw-too-many");
    if (found.length === 0) return refuse("draw-nothing");
    const seed = command.seed === "" ? kit.ids.secret(SEED_BYTES) : command.seed;
    const picks = drawFairly(found, { seed, perAgent });
    if (picks.length > PICKS_MAX) return refuse("draw-too-many");
    const id = kit.ids.next();
    const draw = { id, tenantId, seed, fromDay, toDay, perAgent, leastTalkMs, queueId, madeBy, madeAt };
    const rounded = picks.map((pick) => ({ ...pick, talkMs: Math.round(pick.talkMs) }));
    await insertDraw(trx, { ...draw, candidates: found.length }, rounded);
    const detail = { seed, from: fromDay, to: toDay, perAgent, candidates: found.length, picks: picks.length };
    await audit({ action: "evaluation-draw.made", subjectKind: "evaluation-draw", subjectId: id, detail });
    return ok({ id });
  });
}
