import { createHash } from "node:crypto";
import { canonicalJson, type Json, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type TenantCommand, tenantCommand } from "../../../../platform/commands/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type ActedFact, LINES_CHANGED, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { Flow } from "../contract.ts";
import { giveNumber, takeNumberFrom } from "../flow-number.store.ts";
import { holdQueues, lockPrompts, type QueueNames, surroundingsNow } from "../flow-surroundings.store.ts";
import { holdNamedHours } from "../hours/named-hours.store.ts";
import { checkFlow } from "./check-flow.shared.ts";
import { endFlow, findVersion, hasRoomForFlow, insertFlow, insertVersion, lockFlow, writeDraft } from "./flow.store.ts";
import type { FlowRefusal } from "./flow-refusal.ts";

/** Dependencies of commands on flows beside the kit. */
export interface FlowOptions {
  readonly kit: Kit;
  readonly queueNames: QueueNames;
}

type Done<Value> = Result<Value, FlowRefusal>;

/** The maximum of versions of one flow. */
const VERSIONS_MAX = 9_999;

const TAKEN = { taken: { flow_name: "flow-name-taken" } } as const;
const ANNOUNCED = { announces: LINES_CHANGED } as const;

const fact = (
  what: "created" | "renamed" | "published" | "restored" | "number-assigned" | "number-freed" | "ended",
  subjectId: string,
  detail: ActedFact["detail"],
): ActedFact => ({ action: `flow.${what}`, subjectKind: "flow", subjectId, detail });

/** Creates a flow. */
export async function createFlow(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  form: { readonly name: string; readonly draft: Flow },
): Promise<Done<{ readonly id: string }>> {
  const id = kit.ids.next();
  const { tenantId, personId: by } = requestContext;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    if (!(await hasRoomForFlow(trx, tenantId))) return refuse("flow-limit");
    await insertFlow(trx, { id, tenantId, ...form, by, at });
    await audit(fact("created", id, { name: form.name }));
    return ok({ id });
  });
}

/** Saves a draft at the version that was read. An unchanged draft is no conflict: the response of its first request was lost. */
export async function saveDraft(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  form: { readonly id: string; readonly expectedVersion: number; readonly name: string; readonly draft: Flow },
): Promise<Done<{ readonly version: number }>> {
  const { id, name, draft } = form;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    const known = await lockFlow(trx, id);
    if (known === undefined) return refuse("no-such-flow");
    if (known.name === name && digestOf(known.draft) === digestOf(draft)) return ok({ version: known.version });
    if (known.version !== form.expectedVersion) return refuse("flow-stale");
    if (known.name !== name) await audit(fact("renamed", id, { from: known.name, to: name }));
    return ok({ version: await writeDraft(trx, { id, name, draft, by: requestContext.personId, at }) });
  });
}

/** The result of a publication: the number of the live version, and whether it is new. */
interface Publication {
  readonly number: number;
  readonly isNew: boolean;
}

type RefusedPublication = { readonly refusal: FlowRefusal };

/**
 * Publishes the draft that was read at `expectedVersion`. A draft that is live already is not published again, so that a repeated request, or two
 * people at once, create one version.
 */
export async function publishFlow(
  options: FlowOptions,
  requestContext: RequestContext,
  request: { readonly id: string; readonly expectedVersion: number; readonly note: string },
): Promise<Publication | RefusedPublication> {
  const { id, expectedVersion, note } = request;
  const published = await tenantCommand<Publication, FlowRefusal>(
    options.kit,
    requestContext,
    ANNOUNCED,
    async (command) => {
      const known = await lockFlow(command.trx, id);
      if (known === undefined) return refuse("no-such-flow");
      if (known.version !== expectedVersion) return refuse("flow-stale");
      return addVersion(options, command, { requestContext, known, flow: known.draft, note, broughtBack: null });
    },
  );
  return published.ok ? published.value : { refusal: published.refusal };
}

/** Publishes an earlier version again. The draft follows it unless the draft has changes, which are not lost. */
export async function restoreVersion(
  options: FlowOptions,
  requestContext: RequestContext,
  request: { readonly id: string; readonly number: number; readonly note: string },
): Promise<Publication | RefusedPublication> {
  const { id, number, note } = request;
  const published = await tenantCommand<Publication, FlowRefusal>(
    options.kit,
    requestContext,
    ANNOUNCED,
    async (command) => {
      const { trx, at } = command;
      const known = await lockFlow(trx, id);
      if (known === undefined) return refuse("no-such-flow");
      const version = await findVersion(trx, { flowId: id, number });
      if (version === undefined) return refuse("no-such-flow-version");
      const { flow } = version;
      const live = await findVersion(trx, { flowId: id, number: known.live });
      const done = await addVersion(options, command, { requestContext, known, flow, note, broughtBack: number });
      if (!done.ok || !done.value.isNew || digestOf(known.draft) !== live?.digest) return done;
      await writeDraft(trx, { id, name: known.name, draft: flow, by: requestContext.personId, at });
      return done;
    },
  );
  return published.ok ? published.value : { refusal: published.refusal };
}

async function addVersion(
  { queueNames }: FlowOptions,
  { trx, at, audit }: TenantCommand,
  added: {
    readonly requestContext: RequestContext;
    readonly known: { readonly id: string; readonly live: number };
    readonly flow: Flow;
    readonly note: string;
    readonly broughtBack: number | null;
  },
): Promise<Done<Publication>> {
  const { requestContext, known, flow, note, broughtBack } = added;
  const { tenantId, personId: publishedBy } = requestContext;
  const digest = digestOf(flow);
  await lockPrompts(trx, tenantId);
  await holdNamedHours(trx, tenantId);
  const live = await findVersion(trx, { flowId: known.id, number: known.live });
  if (live?.digest === digest) return ok({ number: known.live, isNew: false });
  await holdQueues(trx, flow);
  if (checkFlow(flow, await surroundingsNow(trx, queueNames)).length > 0) return refuse("flow-not-sound");
  if (known.live >= VERSIONS_MAX) return refuse("flow-version-limit");
  const number = known.live + 1;
  await insertVersion(trx, {
    flowId: known.id,
    number,
    tenantId,
    flow,
    digest,
    note,
    broughtBack,
    publishedBy,
    publishedAt: at,
  });
  const what = broughtBack === null ? "published" : "restored";
  await audit(fact(what, known.id, { number, digest, note, broughtBack }));
  return ok({ number, isNew: true });
}

/** Assigns a number to a flow, from the flow that the client read as its current one. */
export async function assignNumber(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  request: { readonly id: string; readonly code: string; readonly from: string | null },
): Promise<Done<null>> {
  const { id, code, from } = request;
  const { tenantId } = requestContext;
  // The foreign key of a number that the tenant does not have in service.
  const taken = { flow_number_tenant_id_code_fkey: "flow-number-unknown" } as const;
  return tenantCommand(kit, requestContext, { ...ANNOUNCED, taken }, async ({ trx, audit }) => {
    if ((await lockFlow(trx, id)) === undefined) return refuse("no-such-flow");
    if (!(await giveNumber(trx, { code, tenantId, flowId: id, from }))) return refuse("flow-number-taken");
    await audit(fact("number-assigned", id, { code, from }));
    return ok(null);
  });
}

/** Removes a number from a flow; its calls ring phones again. */
export async function freeNumber(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, ANNOUNCED, async ({ trx, audit }) => {
    if (!(await takeNumberFrom(trx, { code, flowId: id }))) return refuse("flow-number-unknown");
    await audit(fact("number-freed", id, { code }));
    return ok(null);
  });
}

/** Ends a flow that answers no number. Its versions stay, because past calls used them. */
export async function removeFlow(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  id: string,
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, ANNOUNCED, async ({ trx, at, audit }) => {
    const known = await lockFlow(trx, id);
    if (known === undefined) return refuse("no-such-flow");
    if (!(await endFlow(trx, { id, at }))) return refuse("flow-in-use");
    await audit(fact("ended", id, { name: known.name }));
    return ok(null);
  });
}

/** The digest of a version: equal for equal flows, regardless of the order of members. */
function digestOf(flow: Flow): string {
  return createHash("sha256")
    .update(canonicalJson(flow as unknown as Json))
    .digest("hex");
}
