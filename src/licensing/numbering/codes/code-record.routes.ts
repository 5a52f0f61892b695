import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany } from "../../../platform/mail/index.ts";
import { endHold, openHoldOn } from "../inventory/hold.store.ts";
import { codeRecordSchema, publicHistorySchema, releaseSchema } from "../inventory/inventory-contract.ts";
import { displayCode } from "./access-code.ts";
import { mayManageInventory } from "./code-order.routes.ts";
import { viewPublicHistory, viewRecord } from "./code-record.effects.ts";

const tags = ["inventory"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const params = z.object({ code: z.string().regex(/^\d{3,15}$/) });

/** Why an officer's release of a hold is refused. */
type ReleaseRefusal = "code-held-by-nobody" | "release-reason-missing" | "not-permitted";

const RELEASE_STATUS: Readonly<Record<ReleaseRefusal, number>> = {
  "code-held-by-nobody": 409,
  "release-reason-missing": 400,
  "not-permitted": 403,
};

/** Routes of a code's history, the public part for everyone and all of it for officers, and of releasing a hold. */
export function addCodeRecordRoutes(
  app: Http,
  doors: { readonly kit: Kit; readonly tellCompany: NotifyCompany },
): void {
  const { kit } = doors;
  app.get(
    "/api/inventory/codes/:code/history",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "The public history of one access code",
        params,
        response: { 200: publicHistorySchema, ...problems },
      },
    },
    async (request) => viewPublicHistory(kit, request.params.code),
  );
  app.get(
    "/api/inventory/codes/:code/record",
    {
      config: { access: "inventory.read" },
      schema: {
        tags,
        summary: "The whole history of one access code",
        params,
        response: { 200: codeRecordSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const record = await viewRecord(kit, { code: request.params.code, mayManage: mayManageInventory(caller) });
      return record ?? sendProblem(reply, kit.texts, 404, { code: "no-such-code" });
    },
  );
  app.post(
    "/api/inventory/codes/:code/release",
    {
      config: { access: "inventory.manage" },
      schema: {
        tags,
        summary: "End a hold that stands in the way",
        params,
        body: releaseSchema,
        response: { 200: codeRecordSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const { code } = request.params;
      const released = await release(doors, { caller, code, reason: request.body.reason, requestId: request.id });
      if (!released.ok) {
        const { refusal } = released;
        const fields = refusal === "release-reason-missing" ? [{ path: "reason", code: refusal }] : [];
        const said = { code: refusal, fields, params: { code: displayCode(code) } };
        return sendProblem(reply, kit.texts, RELEASE_STATUS[refusal], said);
      }
      return present(await viewRecord(kit, { code, mayManage: true }), "code");
    },
  );
}

async function release(
  { kit, tellCompany }: { readonly kit: Kit; readonly tellCompany: NotifyCompany },
  asked: { readonly caller: Caller; readonly code: string; readonly reason: string; readonly requestId: string },
): Promise<Result<string, ReleaseRefusal>> {
  const { caller, code, requestId } = asked;
  const reason = asked.reason.trim();
  if (!mayManageInventory(caller)) return refuse("not-permitted");
  if (reason === "") return refuse("release-reason-missing");
  const role = caller.memberships[0]?.role ?? null;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, ReleaseRefusal>> => {
    const hold = await openHoldOn(trx, code);
    if (hold === undefined) return refuse("code-held-by-nobody");
    const now = new Date(kit.clock.nowMs());
    const by = { by: caller.personId, role, note: reason };
    const ended = await endHold(trx, { ...by, id: hold.id, now, change: "release" });
    if (ended === undefined) return refuse("code-held-by-nobody");
    await recordAudit(trx, kit, {
      actorPersonId: caller.personId,
      actorRole: role,
      action: "code.hold-ended-by-officer",
      subjectKind: "access-code",
      subjectId: code,
      detail: { holdId: hold.id },
      requestId,
    });
    await tellCompany(trx, {
      organisationId: hold.organisationId,
      template: "hold-ended",
      dedupeKey: `hold-ended ${hold.id}`,
      params: { code: displayCode(code), reason, link: `${kit.publicUrl()}/nomor` },
    });
    return ok(code);
  });
  if (done.ok) for (const channel of ["inventory", "outbox"]) kit.changeFeed.announce(channel);
  return done;
}
