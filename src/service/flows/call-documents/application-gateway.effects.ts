import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type {
  ApplicationAnswer,
  ApplicationCallContext,
  ApplicationPort,
  ApplicationRequest,
  Hook,
  Verb,
} from "../../telephony/calls/index.ts";
import { type AbortableRequestContext, askHook, type HookOptions, type HookQuestion } from "./call-webhook.effects.ts";
import { DOCUMENT_FAULTS, type DocumentWarning, SCHEMA_WARNING } from "./documents/document-fault.ts";
import { type ReadDocument, readDocument } from "./documents/read-document.ts";
import { OUR_FAULT } from "./hook-error.ts";
import { makeSounds, openFetching, type SoundOptions, speakAhead } from "./make-sounds.effects.ts";
import { queuesNamed } from "./number-hook.store.ts";
import { sendText, type TextOptions } from "./send-text.effects.ts";
import { sidOf } from "./sid.ts";
import { within } from "./within.effects.ts";

/** Timeout of the webhook, within the remaining budget; the rest of the budget is for the fallback. */
const HOOK_MS_MAX = 5_000;
/** Minimum remaining time for which a webhook is still requested. */
const HOOK_MS_MIN = 250;
/** Extra time for our own work, such as a hanging database, after which the request fails, so that the caller does not wait longer. */
const GRACE_MS = 500;

/** Dependencies of the application gateway. */
export interface ApplicationGatewayOptions extends HookOptions, SoundOptions, TextOptions {
  readonly db: Database;
  /** Whether speech recognition is available. */
  readonly hearsSpeech: boolean;
  /** The place of a call in a queue: 1 for the next call, the length of the queue, and the mean wait so far in seconds. */
  readonly queuePlace: (
    trx: DatabaseTransaction,
    call: { readonly callId: string; readonly queueId: string; readonly at: Date },
  ) => Promise<{ readonly position: number; readonly size: number; readonly waitedSeconds: number }>;
}

/** Maximum number of ended calls that are remembered. */
const OVER_MAX = 2_000;

/** Opens the application gateway. */
export function openApplicationGateway(options: ApplicationGatewayOptions): ApplicationPort {
  const going = new Map<string, AbortController>();
  // A request with several steps may reach its next step after its call has ended.
  const over = new Set<string>();
  const fetching = openFetching();
  /** Adds the abort signal of the call to a request. */
  const lasting = (callContext: ApplicationCallContext): AbortableRequestContext => {
    if (over.has(callContext.callId)) return { ...callContext, signal: AbortSignal.abort() };
    const controller = going.get(callContext.callId) ?? new AbortController();
    going.set(callContext.callId, controller);
    return { ...callContext, signal: controller.signal };
  };
  return {
    ask: async (asking, request) => {
      const late: ApplicationAnswer = { is: "failed", error: OUR_FAULT };
      return within(request.budgetMs + GRACE_MS, answered(options, lasting(asking), request), late);
    },
    sounds: (asking, wish) => makeSounds({ ...options, fetching }, lasting(asking), wish),
    text: (asking, wish) => sendText(options, asking, wish),
    letGo: (callId) => {
      going.get(callId)?.abort();
      going.delete(callId);
      over.add(callId);
      for (const oldest of over) {
        if (over.size <= OVER_MAX) break;
        over.delete(oldest);
      }
    },
    tell: async (asking, { instructions, fields, budgetMs }) => {
      if (instructions.from !== "hook") return;
      const told: HookQuestion = { kind: "voice", hook: instructions.voice, fields, budgetMs };
      await within(budgetMs + GRACE_MS, askHook(options, asking, told), null);
    },
  };
}

async function answered(
  options: ApplicationGatewayOptions,
  requestContext: AbortableRequestContext,
  request: ApplicationRequest,
): Promise<ApplicationAnswer> {
  try {
    const { instructions } = request;
    const answer =
      instructions.from === "document"
        ? ordered(options, requestContext, instructions.document)
        : await fetchDocument(options, requestContext, {
            ...instructions,
            wish: await placed(options, requestContext, request),
          });
    if (answer.is === "failed") return answer;
    speakAhead(options, requestContext.tenantId, answer.verbs);
    const verbs = await withQueues(options, requestContext.tenantId, answer.verbs);
    warnOf(options, requestContext, { ...answer, verbs });
    return { ...answer, verbs: options.hearsSpeech ? verbs : verbs.map(byKeysAlone) };
  } catch (error) {
    options.log.error({ err: error, callId: requestContext.callId }, "application.not-asked");
    return { is: "failed", error: OUR_FAULT };
  }
}

/** Adds the queue position of a waiting call to the request; omits it if unknown. */
async function placed(
  { db, clock, log, queuePlace }: ApplicationGatewayOptions,
  { tenantId, callId }: ApplicationCallContext,
  request: ApplicationRequest,
): Promise<ApplicationRequest> {
  const { inQueue: queueId, fields } = request;
  if (queueId === undefined) return request;
  const at = new Date(clock.nowMs());
  const place = await inTenant(db, tenantId, (trx) => queuePlace(trx, { callId, queueId, at })).catch(
    (error: unknown) => log.warn({ err: error, callId }, "application.place-unknown"),
  );
  if (place === undefined) return request;
  const { position, size, waitedSeconds } = place;
  const told = { QueuePosition: String(position), CurrentQueueSize: String(size), AvgQueueTime: String(waitedSeconds) };
  return { ...request, fields: { ...fields, QueueSid: sidOf("queue", queueId), ...told } };
}

/** Reads the inline document of a call order. */
function ordered(
  options: ApplicationGatewayOptions,
  callContext: ApplicationCallContext,
  document: string,
): ApplicationAnswer {
  const read = readDocument(document, null);
  const error = read.ok ? null : DOCUMENT_FAULTS[read.refusal];
  const { tenantId, callId, nth } = callContext;
  options.exchanges.add({
    tenantId,
    callId,
    nth,
    atMs: options.clock.nowMs(),
    kind: "document",
    method: "GET",
    url: "",
    status: null,
    durationMs: 0,
    error,
    fields: {},
    answer: document,
    warnings: read.ok ? read.value.warnings : [],
  });
  return read.ok ? documentOf(read.value, null) : { is: "failed", error: error ?? OUR_FAULT };
}

/** Requests the webhook, and the fallback if it returns no document, within one time budget. */
async function fetchDocument(
  options: ApplicationGatewayOptions,
  requestContext: AbortableRequestContext,
  {
    voice,
    fallback,
    wish,
  }: { readonly voice: Hook; readonly fallback: Hook | null; readonly wish: ApplicationRequest },
): Promise<ApplicationAnswer> {
  const beganMs = options.clock.nowMs();
  const { fields, budgetMs } = wish;
  const first: HookQuestion = { kind: "voice", hook: voice, fields, budgetMs: Math.min(budgetMs, HOOK_MS_MAX) };
  const read = await askHook(options, requestContext, first);
  if (read.ok) return documentOf(read.value, voice);
  const leftMs = budgetMs - (options.clock.nowMs() - beganMs);
  if (fallback === null || leftMs < HOOK_MS_MIN) return { is: "failed", error: read.refusal };
  const second = await askHook(options, requestContext, {
    kind: "fallback",
    hook: fallback,
    budgetMs: Math.min(leftMs, HOOK_MS_MAX),
    fields: { ...fields, ErrorCode: String(read.refusal), ErrorUrl: voice.url },
  });
  return second.ok ? documentOf(second.value, fallback) : { is: "failed", error: second.refusal };
}

function documentOf({ verbs }: ReadDocument, from: Hook | null): ApplicationAnswer {
  return { is: "document", verbs, from };
}

/** Resolves the queue names of the verbs; the id of an unknown queue is null. */
async function withQueues(
  { db }: ApplicationGatewayOptions,
  tenantId: string,
  verbs: readonly Verb[],
): Promise<readonly Verb[]> {
  const names = verbs.flatMap((verb) => (isOfQueue(verb) ? [verb.queue] : []));
  if (names.length === 0) return verbs;
  const ids = await inTenant(db, tenantId, (trx) => queuesNamed(trx, names));
  return verbs.map((verb) =>
    isOfQueue(verb) ? { ...verb, queueId: ids.get(verb.queue.toLowerCase()) ?? null } : verb,
  );
}

function isOfQueue(verb: Verb): verb is Extract<Verb, { readonly verb: "enqueue" | "take" }> {
  return verb.verb === "enqueue" || verb.verb === "take";
}

/** Removes speech input from a gather without speech recognition, so that it accepts keys only. */
function byKeysAlone(verb: Verb): Verb {
  if (verb.verb !== "gather") return verb;
  const { speech: _unheard, ...keys } = verb;
  return keys;
}

/** Logs warnings about unknown queues, and about speech input without speech recognition. */
function warnOf(
  { exchanges, clock, hearsSpeech }: ApplicationGatewayOptions,
  { tenantId, callId, nth }: ApplicationCallContext,
  { verbs, from }: { readonly verbs: readonly Verb[]; readonly from: Hook | null },
): void {
  const warnings = verbs.flatMap((verb): readonly DocumentWarning[] => {
    const warning = { number: SCHEMA_WARNING, attribute: null };
    if (isOfQueue(verb) && verb.queueId === null)
      return [{ ...warning, verb: verb.verb === "take" ? "Queue" : "Enqueue" }];
    const isUnheard = verb.verb === "gather" && verb.speech !== undefined && !hearsSpeech;
    return isUnheard ? [{ ...warning, verb: "Gather", attribute: "input" }] : [];
  });
  if (warnings.length === 0) return;
  exchanges.add({
    tenantId,
    callId,
    nth,
    atMs: clock.nowMs(),
    kind: "document",
    method: from?.method ?? "GET",
    url: from?.url ?? "",
    status: null,
    durationMs: 0,
    error: null,
    fields: {},
    answer: "",
    warnings,
  });
}
