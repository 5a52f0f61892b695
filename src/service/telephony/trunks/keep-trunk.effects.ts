import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citeRule, currentRuleset, officeDate, openRulebook, type RuleCitation } from "../../../regulation/index.ts";
import { type ActedFact, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { TRUNKS_MAX } from "./trunk.store.ts";
import { changedSince, countTrunks, endTrunk, insertTrunk, lockTrunk, updateTrunk } from "./trunk-form.store.ts";
import { changedFields, type TrunkForm, type TrunkRefusal, trunkFaults } from "./trunk-form.ts";
import { forbiddenHostOf } from "./trunk-host.effects.ts";

type Done<Value> = Result<Value, Refused<TrunkRefusal>>;

const OPTIONS = {
  announces: LINES_CHANGED,
  taken: { trunk_name: "trunk-name-taken", trunk_address_pkey: "trunk-address-taken" },
} as const;

/** Refusals of which the rule of agreements is the reason. */
const BY_RULE: ReadonlySet<TrunkRefusal> = new Set([
  "trunk-agreement-missing",
  "trunk-agreement-day-missing",
  "trunk-agreement-over",
]);

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `trunk.${what}`,
  subjectKind: "trunk",
  subjectId,
  detail,
});

/** Adds a trunk to a carrier, with the source addresses of its calls. */
export async function addTrunk(
  kit: Kit,
  requestContext: RequestContext,
  form: TrunkForm,
): Promise<Done<{ readonly id: string }>> {
  const checked = checkForm(kit, form);
  if (!checked.ok) return checked;
  const { tenantId } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if ((await countTrunks(trx, tenantId)) >= TRUNKS_MAX) return refuse("trunk-limit");
    await insertTrunk(trx, { ...form, id, tenantId, createdAt: at });
    const { kind, carrier, agreementNumber, channelsMax, dials } = form;
    await audit(fact("added", id, { kind, carrier, agreementNumber, channelsMax, dials }));
    return ok({ id });
  });
}

interface TrunkChange {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Changes a trunk that was read at `expectedVersion`; a concurrent change is refused with the names of its fields. */
export async function changeTrunk(
  kit: Kit,
  requestContext: RequestContext,
  change: TrunkChange & { readonly form: TrunkForm },
): Promise<Done<null>> {
  const checked = checkForm(kit, change.form);
  if (!checked.ok) return checked;
  return changeStoredTrunk(kit, requestContext, { ...change, formOver: () => ok(change.form) });
}

/** Turns a trunk on or off. A trunk whose agreement is over cannot be turned on. */
export async function switchTrunk(
  kit: Kit,
  requestContext: RequestContext,
  change: TrunkChange & { readonly isOn: boolean },
): Promise<Done<null>> {
  const { isOn } = change;
  const formOver = (before: TrunkForm) => {
    const form = { ...before, isOn };
    // Turning off is never refused, whatever the state of the agreement.
    return isOn ? checkForm(kit, form) : ok(form);
  };
  return changeStoredTrunk(kit, requestContext, { ...change, formOver });
}

/** Ends a trunk: it carries no new calls; calls in progress continue. */
export async function removeTrunk(kit: Kit, requestContext: RequestContext, id: string): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!(await endTrunk(trx, id, at))) return refuse("no-such-trunk");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}

/** Changes a trunk to the form that `formOver` computes from the stored one, under its lock. */
async function changeStoredTrunk(
  kit: Kit,
  requestContext: RequestContext,
  change: TrunkChange & { readonly formOver: (before: TrunkForm) => Done<TrunkForm> },
): Promise<Done<null>> {
  const { id, expectedVersion, formOver } = change;
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const known = await lockTrunk(trx, id);
    if (known === undefined) return refuse("no-such-trunk");
    const { id: _id, version, createdAt: _createdAt, ...before } = known;
    const checked = formOver(before);
    if (!checked.ok) return checked;
    const form = checked.value;
    if (version !== expectedVersion) {
      const names = await changedSince(trx, id, expectedVersion);
      return refuse({ code: "trunk-stale", fields: names.map((path) => ({ path, code: "field-changed-meanwhile" })) });
    }
    const changed = [...changedFields(before, form)];
    if (changed.length === 0) return ok(null);
    await updateTrunk(trx, { ...form, id, tenantId: requestContext.tenantId }, at);
    // The dialling permission is recorded with its value, so that the person who enabled international calls is known.
    const dials = changed.includes("dials") ? { dials: form.dials } : {};
    await audit(fact("changed", id, { version: version + 1, changed, ...dials }));
    return ok(null);
  });
}

/** The form if it has no fault; otherwise the refusal with all of its faults. */
function checkForm(kit: Kit, form: TrunkForm): Done<TrunkForm> {
  const faults = trunkFaults(form, {
    today: officeDate(kit.clock.nowMs()),
    isLocal: kit.settings.isLocal,
    isForbidden: forbiddenHostOf(kit.settings),
  });
  const [first] = faults;
  if (first === undefined) return ok(form);
  const { code } = first;
  return refuse({ code, fields: faults, rule: BY_RULE.has(code) ? trunkRules(kit).agreement : undefined });
}

/** The rules in force: the agreement that a trunk needs, and the definition of an E1. */
export function trunkRules(kit: Kit): {
  readonly agreement: RuleCitation;
  readonly lines: RuleCitation;
  readonly linesPerE1: number;
} {
  const atDate = officeDate(kit.clock.nowMs());
  const opened = openRulebook({ version: currentRuleset.version, atDate });
  const { rules } = present(opened.ok ? opened.value : null, "rulebook of today");
  const lines = rules["lines-per-e1"];
  return { agreement: citeRule(rules["licence-documents"]), lines: citeRule(lines), linesPerE1: lines.value };
}
