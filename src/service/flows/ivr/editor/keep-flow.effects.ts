import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { Flow } from "../contract.ts";
import { giveNumber, isNumberUnknown, takeNumberFrom } from "../flow-number.store.ts";
import { holdQueues, lockPrompts, type QueueNames, surroundingsNow } from "../flow-surroundings.store.ts";
import { holdNamedHours } from "../hours/named-hours.store.ts";
import { checkFlow } from "./check-flow.shared.ts";
import type { FlowFinding } from "./finding.shared.ts";
import {
  endFlow,
  findVersion,
  hasRoomForFlow,
  insertFlow,
  insertVersion,
  isNameTaken,
  lockFlow,
  writeDraft,
} from "./flow.store.ts";
import type { FlowRefusal } from "./flow-refusal.ts";

/** What acts on flows need beside the kit. */
export interface FlowOptions {
  readonly kit: Kit;
  readonly queueNames: QueueNames;
}

/** An act that was refused; with what is wrong with the flow where that is why. */
export interface RefusedFlow {
  readonly refusal: FlowRefusal;
  readonly findings?: readonly FlowFinding[];
}

/** Versions of one flow at the most. */
const VERSIONS_MAX = 9_999;

/** Begins a flow. */
export async function createFlow(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  form: { readonly name: string; readonly draft: Flow },
): Promise<{ readonly id: string } | RefusedFlow> {
  const id = kit.ids.next();
  return named(async () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      if (!(await hasRoomForFlow(trx, requestContext.tenantId))) return { refusal: "flow-limit" as const };
      const row = {
        id,
        tenantId: requestContext.tenantId,
        ...form,
        by: requestContext.personId,
        at: new Date(kit.clock.nowMs()),
      };
      await insertFlow(trx, row);
      await audit(kit, trx, requestContext, { id, action: "flow.created", detail: { name: form.name } });
      return { id };
    }),
  );
}

/** Saves a draft over the one that was read at `expectedVersion`. The same draft once more is no conflict: its answer was lost. */
export async function saveDraft(
  { kit }: FlowOptions,
  requestContext: RequestContext,
  saved: { readonly id: string; readonly expectedVersion: number; readonly name: string; readonly draft: Flow },
): Promise<{ readonly version: number } | RefusedFlow> {
  const { id, name, draft } = saved;
  return named(async () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const kept = await lockFlow(trx, id);
      if (kept === undefined) return { refusal: "no-such-flow" as const };
      if (kept.name === name && digestOf(kept.draft) === digestOf(draft)) return { version: kept.version };
      if (kept.version !== saved.expectedVersion) return { refusal: "flow-stale" as const };
      const written = { id, name, draft, by: requestContext.personId, at: new Date(kit.clock.nowMs()) };
      if (kept.name !== name)
        await audit(kit, trx, requestContext, { id, action: "flow.renamed", detail: { from: kept.name, to: name } });
      return { version: await writeDraft(trx, written) };
    }),
  );
}

/** What a publication came to: the number of the live version, and whether it was made now. */
export interface Published {
  readonly number: number;
  readonly isNew: boolean;
}

/**
 * Publishes the draft that was read at `expectedVersion`. What is live already is not published again, so that a request that
 * is sent twice, or by two people at once, makes one version.
 */
export async function publishFlow(
  options: FlowOptions,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly expectedVersion: number; readonly note: string },
): Promise<Published | RefusedFlow> {
  return commitAndAnnounce(options, requestContext, async (trx) => {
    const kept = await lockFlow(trx, wish.id);
    if (kept === undefined) return { refusal: "no-such-flow" };
    if (kept.version !== wish.expectedVersion) return { refusal: "flow-stale" };
    return addVersion(options, trx, {
      requestContext,
      kept,
      flow: kept.draft,
      note: wish.note,
      broughtBack: null,
    });
  });
}

/**
 * Publishes an earlier version anew. A draft in which nothing had been changed follows it; one with changes stays, so that
 * nobody's work is lost.
 */
export async function restoreVersion(
  options: FlowOptions,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly number: number; readonly note: string },
): Promise<Published | RefusedFlow> {
  const { id, number, note } = wish;
  return commitAndAnnounce(options, requestContext, async (trx) => {
    const kept = await lockFlow(trx, id);
    if (kept === undefined) return { refusal: "no-such-flow" };
    const version = await findVersion(trx, { flowId: id, number });
    if (version === undefined) return { refusal: "no-such-flow-version" };
    const live = await findVersion(trx, { flowId: id, number: kept.live });
    const done = await addVersion(options, trx, {
      requestContext,
      kept,
      flow: version.flow,
      note,
      broughtBack: number,
    });
    if ("refusal" in done || !done.isNew || digestOf(kept.draft) !== live?.digest) return done;
    const at = new Date(options.kit.clock.nowMs());
    await writeDraft(trx, { id, name: kept.name, draft: version.flow, by: requestContext.personId, at });
    return done;
  });
}

async function addVersion(
  { kit, queueNames }: FlowOptions,
  trx: DatabaseTransaction,
  added: {
    readonly requestContext: RequestContext;
    readonly kept: { readonly id: string; readonly live: number };
    readonly flow: Flow;
    readonly note: string;
    readonly broughtBack: number | null;
  },
): Promise<Published | RefusedFlow> {
  const { requestContext, kept, flow, note, broughtBack } = added;
  const digest = digestOf(flow);
  await lockPrompts(trx, requestContext.tenantId);
  await holdNamedHours(trx, requestContext.tenantId);
  const live = await findVersion(trx, { flowId: kept.id, number: kept.live });
  if (live?.digest === digest) return { number: kept.live, isNew: false };
  await holdQueues(trx, flow);
  const findings = checkFlow(flow, await surroundingsNow(trx, queueNames));
  if (findings.length > 0) return { refusal: "flow-not-sound", findings };
  if (kept.live >= VERSIONS_MAX) return { refusal: "flow-version-limit" };
  const number = kept.live + 1;
  await insertVersion(trx, {
    flowId: kept.id,
    number,
    tenantId: requestContext.tenantId,
    flow,
    digest,
    note,
    broughtBack,
    publishedBy: requestContext.personId,
    publishedAt: new Date(kit.clock.nowMs()),
  });
  const action = broughtBack === null ? "flow.published" : "flow.restored";
  await audit(kit, trx, requestContext, { id: kept.id, action, detail: { number, digest, note, broughtBack } });
  return { number, isNew: true };
}

/** Gives a number to a flow, from the flow that was said to have it. */
export async function assignNumber(
  options: FlowOptions,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly code: string; readonly from: string | null },
): Promise<"assigned" | RefusedFlow> {
  const { id, code, from } = wish;
  try {
    return await commitAndAnnounce(options, requestContext, async (trx) => {
      if ((await lockFlow(trx, id)) === undefined) return { refusal: "no-such-flow" };
      const given = { code, tenantId: requestContext.tenantId, flowId: id, from };
      if (!(await giveNumber(trx, given))) return { refusal: "flow-number-taken" };
      await audit(options.kit, trx, requestContext, { id, action: "flow.number-assigned", detail: { code, from } });
      return "assigned";
    });
  } catch (error) {
    if (isNumberUnknown(error)) return { refusal: "flow-number-unknown" };
    throw error;
  }
}

/** Takes a number from a flow; its calls ring phones again. */
export async function freeNumber(
  options: FlowOptions,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly code: string },
): Promise<"freed" | RefusedFlow> {
  const { id, code } = wish;
  return commitAndAnnounce(options, requestContext, async (trx) => {
    if (!(await takeNumberFrom(trx, { code, flowId: id }))) return { refusal: "flow-number-unknown" };
    await audit(options.kit, trx, requestContext, { id, action: "flow.number-freed", detail: { code } });
    return "freed";
  });
}

/** Ends a flow that answers no number. Its versions stay: calls of the past went through them. */
export async function removeFlow(
  options: FlowOptions,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | RefusedFlow> {
  return commitAndAnnounce(options, requestContext, async (trx) => {
    const kept = await lockFlow(trx, id);
    if (kept === undefined) return { refusal: "no-such-flow" };
    if (!(await endFlow(trx, { id, at: new Date(options.kit.clock.nowMs()) }))) return { refusal: "flow-in-use" };
    await audit(options.kit, trx, requestContext, { id, action: "flow.ended", detail: { name: kept.name } });
    return "ended";
  });
}

/** The digest a version is known by: equal flows have equal ones, in whatever order their members are written. */
function digestOf(flow: Flow): string {
  return createHash("sha256")
    .update(canonicalJson(flow as unknown as Json))
    .digest("hex");
}

async function named<Done>(act: () => Promise<Done>): Promise<Done | RefusedFlow> {
  try {
    return await act();
  } catch (error) {
    if (isNameTaken(error)) return { refusal: "flow-name-taken" };
    throw error;
  }
}

/** Carries an act out, and tells the switch after it. */
async function commitAndAnnounce<Done>(
  { kit }: FlowOptions,
  { tenantId }: RequestContext,
  act: (trx: DatabaseTransaction) => Promise<Done | RefusedFlow>,
): Promise<Done | RefusedFlow> {
  const done = await inTenant(kit.db, tenantId, act);
  kit.changeFeed.announce(LINES_CHANGED);
  return done;
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  fact: { readonly id: string; readonly action: string; readonly detail: { readonly [key: string]: Json } },
): Promise<void> {
  const { id: subjectId, ...rest } = fact;
  return recordAudit(trx, kit, actedEntry(requestContext, { ...rest, subjectKind: "flow", subjectId }));
}
