import { ok, refuse } from "../../../kernel/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { notifyOrganisation } from "../notify-organisation.effects.ts";
import { decideOrganisation, findOrganisation } from "../organisation.store.ts";
import {
  actorOf,
  auditOrganisation,
  type CallerContext,
  type OrganisationOptions,
  type Written,
} from "../organisation-dependencies.effects.ts";
import { factsOf, promiseOf } from "../organisation-view.ts";
import { acceptRegistration, type ReturnReason, returnRegistration } from "../registration/registration.ts";
import { dueDateOf, withPromiseEvent } from "../registration/registration-promise.ts";
import { auditLetter } from "./authority.effects.ts";
import { answerLetter, letterOfRegistration } from "./authority.store.ts";

/** Stores a verifier's decision; the company's members are notified by mail. */
export async function verify(
  options: OrganisationOptions,
  asked: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly verdict: "accept" | "return";
    readonly reasons: readonly ReturnReason[];
    readonly callerContext: CallerContext;
  },
): Promise<Written> {
  const { kit } = options;
  const { id, verdict, reasons, callerContext } = asked;
  const actor = actorOf(callerContext.caller);
  const written = await kit.db.transaction().execute(async (trx): Promise<Written> => {
    const row = await findOrganisation(trx, id, { lock: true });
    if (row === undefined) return refuse([{ code: "no-such-organisation", path: null }]);
    if (row.version !== asked.expectedVersion) return refuse([{ code: "registration-changed", path: null }]);
    const facts = factsOf(row);
    const decided =
      verdict === "accept" ? acceptRegistration(facts, actor) : returnRegistration(facts, { actor, reasons });
    if (!decided.ok) return decided;
    const { state, reasons: kept, promise } = decided.value;
    const atMs = kit.clock.nowMs();
    const letter = await letterOfRegistration(trx, id);
    const isOver = letter !== undefined && letter.validTo < officeDate(atMs);
    if (verdict === "accept" && isOver) return refuse([{ code: "authority-over", path: "authority.validTo" }]);
    const events = withPromiseEvent(promiseOf(row), { type: promise, atMs });
    if (!events.ok) return refuse([{ code: events.refusal, path: null }]);
    const due = dueDateOf({ ...promiseOf(row), events: events.value }, atMs);
    const by = { decidedBy: actor.personId, decidedAt: new Date(atMs) };
    await decideOrganisation(trx, { id, state, reasons: kept, promiseEvents: events.value, dueDate: due, ...by });
    if (verdict === "accept" && letter?.state === "offered") {
      const { membershipId } = letter;
      await answerLetter(trx, { id: letter.id, state: "accepted", membershipId, reason: null, ...by });
      await auditLetter(kit, trx, {
        callerContext,
        action: "authority.accepted",
        id: letter.id,
        organisationId: id,
      });
    }
    await auditOrganisation(kit, trx, {
      callerContext,
      id,
      action: verdict === "accept" ? "organisation.verified" : "organisation.returned",
    });
    await notifyOrganisation(options, trx, { row, verdict, reasons: kept });
    return ok({ id });
  });
  if (written.ok) kit.changeFeed.announce("outbox");
  return written;
}
