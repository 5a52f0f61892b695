import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { codeRecordSchema, releaseSchema } from "../inventory/inventory-contract.ts";
import { changeCodes } from "./code-change.store.ts";
import { mayManageInventory } from "./code-order.routes.ts";
import { viewRecord } from "./code-record.effects.ts";

/** Why a quarantine is not ended early. */
type CutRefusal = "quarantine-not-on" | "release-reason-missing" | "not-permitted";

const STATUS: Readonly<Record<CutRefusal, number>> = {
  "quarantine-not-on": 409,
  "release-reason-missing": 400,
  "not-permitted": 403,
};

const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Route by which an officer ends a quarantine early, with a reason that is stored in the code's history. */
export function addQuarantineRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/inventory/codes/:code/end-quarantine",
    {
      config: { access: "inventory.manage" },
      schema: {
        tags: ["inventory"],
        summary: "End a quarantine before its time",
        params: z.object({ code: z.string().regex(/^\d{3,15}$/) }),
        body: releaseSchema,
        response: { 200: codeRecordSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const { code } = request.params;
      const cut = await cutQuarantine(kit, { ...request.body, caller, code, requestId: request.id });
      if (!cut.ok) {
        const { refusal } = cut;
        const fields = refusal === "release-reason-missing" ? [{ path: "reason", code: refusal }] : [];
        return sendProblem(reply, kit.texts, STATUS[refusal], { code: refusal, fields });
      }
      return present(await viewRecord(kit, { code, mayManage: true }), "record of the code");
    },
  );
}

async function cutQuarantine(
  kit: Kit,
  asked: { readonly caller: Caller; readonly code: string; readonly reason: string; readonly requestId: string },
): Promise<Result<string, CutRefusal>> {
  const { caller, code, requestId } = asked;
  const reason = asked.reason.trim();
  if (!mayManageInventory(caller)) return refuse("not-permitted");
  if (reason === "") return refuse("release-reason-missing");
  const role = caller.memberships[0]?.role ?? null;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, CutRefusal>> => {
    const now = new Date(kit.clock.nowMs());
    const by = { by: caller.personId, role, note: reason };
    const freed = await changeCodes(trx, { ...by, change: "cut-quarantine", codes: [code], now });
    if (freed.length === 0) return refuse("quarantine-not-on");
    await recordAudit(trx, kit, {
      actorPersonId: caller.personId,
      actorRole: role,
      action: "code.quarantine-ended-by-officer",
      subjectKind: "access-code",
      subjectId: code,
      detail: {},
      requestId,
    });
    return ok(code);
  });
  if (done.ok) kit.changeFeed.announce("inventory");
  return done;
}
