import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { seal } from "../../../platform/sealing/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../tenants/index.ts";
import type { EndpointForm } from "./contract.ts";
import { replayDeliveries } from "./delivery-view.store.ts";
import {
  endEndpoint,
  hasRoomForEndpoint,
  insertEndpoint,
  isEndpointNameTaken,
  lockEndpoint,
  replaceSecret,
  roomForTrial,
  updateEndpoint,
} from "./endpoint.store.ts";
import { publishWebhookEvent } from "./publish-webhook-event.effects.ts";
import { newSecret } from "./sign-call.effects.ts";
import type { WebhookRefusal } from "./webhook-refusal.ts";
import { isWebhookUrl } from "./webhook-url.shared.ts";
import { WEBHOOKS_CHANGED } from "./webhooks-changed.ts";

/** The time for which the previous secret is used for signatures too. */
const OVERLAP_MS = 86_400_000;
/** The time limit of a replayed delivery. */
const REPLAY_MS = 86_400_000;
const REPLAYED_MAX = 10_000;

interface Created {
  readonly id: string;
}

/** The saved value, or the refusal. */
type SaveResult<Value extends Created> = Value | { readonly refusal: WebhookRefusal };

/** Dependencies of saving endpoints; `key` encrypts their secrets. */
export interface EndpointKeeping {
  readonly kit: Kit;
  readonly key: Buffer;
}

/** Adds an endpoint; its secret is returned only here. */
export function addEndpoint(
  { kit, key }: EndpointKeeping,
  requestContext: RequestContext,
  form: EndpointForm,
): Promise<SaveResult<Created & { readonly secret: string }>> {
  const [id, secret] = [kit.ids.next(), newSecret()];
  const { name, url, kinds } = form;
  const act = { action: "webhook.added", detail: detailOf(form) };
  return keep<Created & { readonly secret: string }>(kit, requestContext, act, async (trx) => {
    if (!isNameable(kit, url)) return { refusal: "webhook-url-wrong" };
    const { tenantId, personId: createdBy } = requestContext;
    if (!(await hasRoomForEndpoint(trx, tenantId))) return { refusal: "webhook-limit" };
    const sealedSecret = seal(key, id, Buffer.from(secret));
    const createdAt = new Date(kit.clock.nowMs());
    await insertEndpoint(trx, {
      id,
      tenantId,
      name,
      url: new URL(url).href,
      kinds,
      sealedSecret,
      createdBy,
      createdAt,
    });
    return { id, secret };
  });
}

/** Updates an endpoint, also switches it on and off. */
export function changeEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  change: EndpointForm & { readonly id: string; readonly isOn: boolean; readonly expectedVersion: number },
): Promise<SaveResult<Created>> {
  const { id, name, kinds, isOn, expectedVersion } = change;
  const act = { action: "webhook.changed", detail: { ...detailOf(change), isOn } };
  return keep<Created>(kit, requestContext, act, async (trx) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return { refusal: "no-such-webhook" };
    if (endpoint.purpose === "callbacks") return keepPlace(trx, endpoint, change);
    if (!isNameable(kit, change.url)) return { refusal: "webhook-url-wrong" };
    if (endpoint.version !== expectedVersion) return { refusal: "webhook-stale" };
    const url = new URL(change.url).href;
    const isAnew = url !== endpoint.url || (isOn && !endpoint.isOn);
    await updateEndpoint(trx, { id, name, url, kinds, isOn, isAnew, version: expectedVersion + 1 });
    return { id };
  });
}

/** For a host that applications have named, only the switch on and off is stored. */
async function keepPlace(
  trx: DatabaseTransaction,
  place: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly isOn: boolean;
    readonly version: number;
  },
  {
    name,
    url,
    kinds,
    isOn,
    expectedVersion,
  }: EndpointForm & { readonly isOn: boolean; readonly expectedVersion: number },
): Promise<SaveResult<Created>> {
  const { id, version } = place;
  if (name !== place.name || url !== place.url || kinds.length > 0) return { refusal: "webhook-of-applications" };
  if (version !== expectedVersion) return { refusal: "webhook-stale" };
  const isAnew = isOn && !place.isOn;
  await updateEndpoint(trx, { id, name, url, kinds: [], isOn, isAnew, version: version + 1 });
  return { id };
}

/** Ends an endpoint: it receives no more events. */
export function dropEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<SaveResult<Created>> {
  return keep<Created>(kit, requestContext, { action: "webhook.ended", detail: {} }, async (trx) => {
    const isEnded = await endEndpoint(trx, id, new Date(kit.clock.nowMs()));
    return isEnded ? { id } : { refusal: "no-such-webhook" };
  });
}

/** Gives an endpoint a new secret, returned only here; the previous one is used for signatures too for a day. */
export function renewSecret(
  { kit, key }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<SaveResult<Created & { readonly secret: string }>> {
  const secret = newSecret();
  const act = { action: "webhook.secret-replaced", detail: {} };
  return keep<Created & { readonly secret: string }>(kit, requestContext, act, async (trx) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return { refusal: "no-such-webhook" };
    if (endpoint.purpose === "callbacks") return { refusal: "webhook-of-applications" };
    const until = new Date(kit.clock.nowMs() + OVERLAP_MS);
    await replaceSecret(trx, { id, sealedSecret: seal(key, id, Buffer.from(secret)), until });
    return { id, secret };
  });
}

/** Orders a test event, which is delivered like all events. */
export function tryEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<SaveResult<Created>> {
  const atMs = kit.clock.nowMs();
  return keep<Created>(kit, requestContext, { action: "webhook.tried", detail: {} }, async (trx) => {
    const room = await roomForTrial(trx, id);
    if (room === "none") return { refusal: "no-such-webhook" };
    if (room === "of-applications") return { refusal: "webhook-of-applications" };
    if (room === "off") return { refusal: "webhook-off" };
    if (room === "full") return { refusal: "webhook-busy" };
    const event = { id: kit.ids.next(), wish: null, kind: "test", subjectId: null, atMs } as const;
    await publishWebhookEvent(trx, { ...event, about: { test: { by: "Sambung" } }, chosen: [id] });
    return { id };
  });
}

/** Replays all dead deliveries, or one event even if it was delivered; under the same ids. */
export function replayEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  { id, eventId }: { readonly id: string; readonly eventId?: string },
): Promise<SaveResult<Created & { readonly count: number }>> {
  const nowMs = kit.clock.nowMs();
  const act = { action: "webhook.replayed", detail: eventId === undefined ? {} : { eventId } };
  return keep<Created & { readonly count: number }>(kit, requestContext, act, async (trx) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return { refusal: "no-such-webhook" };
    if (!endpoint.isOn) return { refusal: "webhook-off" };
    const count = await replayDeliveries(trx, {
      endpointId: id,
      at: new Date(nowMs),
      until: new Date(nowMs + REPLAY_MS),
      limit: REPLAYED_MAX,
      ...(eventId === undefined ? { states: ["dead"] } : { eventId, states: ["dead", "delivered"] }),
    });
    return count === 0 && eventId !== undefined ? { refusal: "no-such-webhook-event" } : { id, count };
  });
}

const isNameable = (kit: Kit, url: string): boolean => isWebhookUrl(url, new Set(kit.settings.hookHosts));

function detailOf({ name, url, kinds }: EndpointForm): ActedFact["detail"] {
  return { name, host: URL.canParse(url) ? new URL(url).host : "", kinds: [...kinds] };
}

async function keep<Value extends Created>(
  kit: Kit,
  requestContext: RequestContext,
  { action, detail }: { readonly action: string; readonly detail: ActedFact["detail"] },
  work: (trx: DatabaseTransaction) => Promise<SaveResult<Value>>,
): Promise<SaveResult<Value>> {
  try {
    const kept = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const done = await work(trx);
      if ("refusal" in done) return done;
      const fact = { subjectKind: "webhook", subjectId: done.id, action, detail } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return done;
    });
    kit.changeFeed.announce(WEBHOOKS_CHANGED);
    return kept;
  } catch (error) {
    if (isEndpointNameTaken(error)) return { refusal: "webhook-name-taken" };
    throw error;
  }
}
