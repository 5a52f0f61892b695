import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate, readHoldRules, readNumberingPlan } from "../../../regulation/index.ts";
import { citation, rulebookNow } from "../cases/rules-in-force.ts";
import { type AccessCodeRefusal, displayCode, parseAccessCode } from "../codes/access-code.ts";
import { holdRequestSchema, holdSchema, holdsSchema } from "../contract.ts";
import { endHold, findHold, type HoldRefusal, openHolds, takeHold } from "./hold.store.ts";

/** Why a hold is refused: by the parser of the code, or by the store. */
type PickRefusal = HoldRefusal | "code-reserved";

/** HTTP status and rule of each refusal. */
const REFUSALS: Readonly<Record<PickRefusal, { readonly status: number; readonly ruleId: string }>> = {
  "organisation-not-verified": { status: 403, ruleId: "promise-account-verification" },
  "nib-not-in-force": { status: 403, ruleId: "oss-nib-blocks" },
  "code-not-in-plan": { status: 404, ruleId: "pattern-1500xyz" },
  "code-reserved": { status: 409, ruleId: "emergency-codes" },
  "code-not-free": { status: 409, ruleId: "claim-on-submit" },
  "prefix-conflict": { status: 409, ruleId: "prefix-conflict-check" },
  "hold-limit-at-once": { status: 409, ruleId: "holds-at-once" },
  "hold-limit-day": { status: 409, ruleId: "holds-per-day" },
  "hold-again-too-soon": { status: 409, ruleId: "hold-again-minutes" },
};

const config = { access: "code.hold" } as const;
const tags = ["holds"];
const problems = { 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** True when the caller acts for the organisation. */
export function isRepresentative(caller: Caller, organisationId: string): boolean {
  return caller.memberships.some((membership) => membership.organisationId === organisationId);
}

/** Routes of holds: a company holds a free code for thirty minutes. */
export function addHoldRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/holds",
    {
      config: { ...config, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Hold a free access code",
        body: holdRequestSchema,
        response: { 201: holdSchema, ...problems },
      },
    },
    async (request, reply) => {
      if (!isRepresentative(present(request.caller, "caller"), request.body.organisationId))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      const outcome = await hold(kit, request, request.body);
      kit.metrics.claims.inc({ outcome: outcome.ok ? "held" : outcome.refusal });
      if (!outcome.ok) return sendHoldRefusal(kit, reply, { ...outcome, code: request.body.code });
      const { id, heldUntil, code } = outcome;
      return reply.code(201).send({ id, code, display: displayCode(code), heldUntil: heldUntil.toISOString() });
    },
  );

  app.get(
    "/api/holds",
    {
      config,
      schema: {
        tags,
        summary: "Open holds of a company",
        querystring: z.strictObject({ organisationId: z.uuid() }),
        response: { 200: holdsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { organisationId } = request.query;
      if (!isRepresentative(present(request.caller, "caller"), organisationId)) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      }
      const rows = await openHolds(kit.db, organisationId);
      const items = rows.map((row) => ({
        ...row,
        display: displayCode(row.code),
        heldUntil: row.heldUntil.toISOString(),
      }));
      return { items };
    },
  );

  app.delete(
    "/api/holds/:id",
    {
      config,
      schema: {
        tags,
        summary: "Give a held code back",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const released = await release(kit, request, request.params.id);
      if (!released) return sendProblem(reply, kit.texts, 404, { code: "no-such-hold" });
      return reply.code(204).send(null);
    },
  );
}

function sendHoldRefusal(
  kit: Kit,
  reply: FastifyReply,
  refused: { readonly refusal: PickRefusal; readonly code: string; readonly other?: string },
): FastifyReply {
  const { status, ruleId } = REFUSALS[refused.refusal];
  const rulebook = rulebookNow(kit.clock.nowMs());
  const code = displayCode(refused.code);
  const { blockedNibStatuses: _statuses, ...limits } = readHoldRules(rulebook);
  const params = { ...limits, code, accessCode: code, other: refused.other ?? "" };
  const rule = citation(rulebook, ruleId) ?? undefined;
  return sendProblem(reply, kit.texts, status, { code: refused.refusal, params, rule });
}

async function hold(kit: Kit, request: FastifyRequest, body: z.infer<typeof holdRequestSchema>) {
  const caller = present(request.caller, "caller");
  const rulebook = rulebookNow(kit.clock.nowMs());
  const parsed = parseAccessCode(body.code, readNumberingPlan(rulebook));
  if (!parsed.ok) {
    const { refusal } = parsed;
    const other = refusal.code === "prefix-conflict" ? displayCode(refusal.other) : "";
    return { ok: false, refusal: pickRefusal(refusal), other } as const;
  }
  const { organisationId } = body;
  const day = officeDate(kit.clock.nowMs());
  const wish = { code: parsed.value, organisationId, personId: caller.personId, requestId: request.id, day };
  const outcome = await takeHold(kit.db, kit, { wish, rules: readHoldRules(rulebook) });
  if (outcome.ok) announce(kit);
  return outcome.ok ? { ...outcome, code: parsed.value } : outcome;
}

function pickRefusal({ code }: AccessCodeRefusal): PickRefusal {
  return code === "code-malformed" ? "code-not-in-plan" : code;
}

async function release(kit: Kit, request: FastifyRequest, id: string): Promise<boolean> {
  const caller = present(request.caller, "caller");
  const known = await findHold(kit.db, id);
  if (known === undefined || !isRepresentative(caller, known.organisationId)) return false;
  const done = await kit.db.transaction().execute(async (trx) => {
    const role = caller.memberships[0]?.role ?? null;
    const now = new Date(kit.clock.nowMs());
    const code = await endHold(trx, { id, now, change: "let-go", by: caller.personId, role });
    if (code === undefined) return false;
    await recordAudit(trx, kit, {
      actorPersonId: caller.personId,
      actorRole: null,
      action: "code.hold-released",
      subjectKind: "access-code",
      subjectId: code,
      detail: { holdId: id },
      requestId: request.id,
    });
    return true;
  });
  if (done) announce(kit);
  return done;
}

function announce(kit: Kit): void {
  kit.changeFeed.announce("inventory");
  kit.changeFeed.announce("outbox");
}
