import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { seal } from "../../../platform/sealing/index.ts";
import type { ActedFact, RequestContext } from "../tenants/index.ts";
import type { EndpointForm } from "./contract.ts";
import { replayDeliveries } from "./delivery-view.store.ts";
import {
  endEndpoint,
  hasRoomForEndpoint,
  insertEndpoint,
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

/** The time for which the previous secret signs too. */
const OVERLAP_MS = 86_400_000;
/** How long a replayed delivery is retried. */
const REPLAY_MS = 86_400_000;
const REPLAYED_MAX = 10_000;

const OPTIONS = { announces: WEBHOOKS_CHANGED, taken: { webhook_endpoint_name: "webhook-name-taken" } } as const;

type Done<Value> = Result<Value, WebhookRefusal>;

/** Dependencies of commands on webhook endpoints: the key encrypts their secrets. */
export interface EndpointKeeping {
  readonly kit: Kit;
  readonly key: Buffer;
}

const fact = (
  what: "added" | "changed" | "ended" | "secret-replaced" | "tried" | "replayed",
  subjectId: string,
  detail: ActedFact["detail"] = {},
): ActedFact => ({ action: `webhook.${what}`, subjectKind: "webhook", subjectId, detail });

/** Adds an endpoint; its secret is returned only here. */
export async function addEndpoint(
  { kit, key }: EndpointKeeping,
  requestContext: RequestContext,
  form: EndpointForm,
): Promise<Done<{ readonly id: string; readonly secret: string }>> {
  const [id, secret] = [kit.ids.next(), newSecret()];
  const { name, url, kinds } = form;
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!isNameable(kit, url)) return refuse("webhook-url-wrong");
    const { tenantId, personId: createdBy } = requestContext;
    if (!(await hasRoomForEndpoint(trx, tenantId))) return refuse("webhook-limit");
    const sealedSecret = seal(key, id, Buffer.from(secret));
    await insertEndpoint(trx, {
      id,
      tenantId,
      name,
      url: new URL(url).href,
      kinds,
      sealedSecret,
      createdBy,
      createdAt: at,
    });
    await audit(fact("added", id, detailOf(form)));
    return ok({ id, secret });
  });
}

type EndpointChange = EndpointForm & {
  readonly id: string;
  readonly isOn: boolean;
  readonly expectedVersion: number;
};

type LockedEndpoint = NonNullable<Awaited<ReturnType<typeof lockEndpoint>>>;

/** Changes an endpoint at the version that was read, also on and off. */
export async function changeEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  change: EndpointChange,
): Promise<Done<null>> {
  const { id, isOn } = change;
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return refuse("no-such-webhook");
    const isOfApplications = endpoint.purpose === "callbacks";
    const written = await (isOfApplications
      ? writeCallbackHost(trx, endpoint, change)
      : writeEndpoint(trx, kit, { endpoint, change }));
    if (!written.ok) return written;
    await audit(fact("changed", id, { ...detailOf(change), isOn }));
    return written;
  });
}

async function writeEndpoint(
  trx: DatabaseTransaction,
  kit: Kit,
  { endpoint, change }: { readonly endpoint: LockedEndpoint; readonly change: EndpointChange },
): Promise<Done<null>> {
  const { id, name, kinds, isOn, expectedVersion } = change;
  if (!isNameable(kit, change.url)) return refuse("webhook-url-wrong");
  if (endpoint.version !== expectedVersion) return refuse("webhook-stale");
  const url = new URL(change.url).href;
  const isAnew = url !== endpoint.url || (isOn && !endpoint.isOn);
  await updateEndpoint(trx, { id, name, url, kinds, isOn, isAnew, version: expectedVersion + 1 });
  return ok(null);
}

/** Changes a host that applications have named: only on and off. */
async function writeCallbackHost(
  trx: DatabaseTransaction,
  host: LockedEndpoint,
  { name, url, kinds, isOn, expectedVersion }: EndpointChange,
): Promise<Done<null>> {
  const { id, version } = host;
  if (name !== host.name || url !== host.url || kinds.length > 0) return refuse("webhook-of-applications");
  if (version !== expectedVersion) return refuse("webhook-stale");
  const isAnew = isOn && !host.isOn;
  await updateEndpoint(trx, { id, name, url, kinds: [], isOn, isAnew, version: version + 1 });
  return ok(null);
}

/** Ends an endpoint: it receives no more events. */
export async function dropEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!(await endEndpoint(trx, id, at))) return refuse("no-such-webhook");
    await audit(fact("ended", id));
    return ok(null);
  });
}

/** Gives an endpoint a new secret, which is returned only here; the previous one signs too for a day. */
export async function renewSecret(
  { kit, key }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<Done<{ readonly secret: string }>> {
  const secret = newSecret();
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return refuse("no-such-webhook");
    if (endpoint.purpose === "callbacks") return refuse("webhook-of-applications");
    const until = new Date(at.getTime() + OVERLAP_MS);
    await replaceSecret(trx, { id, sealedSecret: seal(key, id, Buffer.from(secret)), until });
    await audit(fact("secret-replaced", id));
    return ok({ secret });
  });
}

/** Orders a test event, which is delivered like any other. */
export async function tryEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  id: string,
): Promise<Done<null>> {
  const atMs = kit.clock.nowMs();
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    const room = await roomForTrial(trx, id);
    if (!room.ok) return room;
    const event = { id: kit.ids.next(), wish: null, kind: "test", subjectId: null, atMs } as const;
    await publishWebhookEvent(trx, { ...event, about: { test: { by: "Sambung" } }, chosen: [id] });
    await audit(fact("tried", id));
    return ok(null);
  });
}

/** Replays expired deliveries under the same ids: all of them, or one event, which may have been delivered. */
export async function replayEndpoint(
  { kit }: EndpointKeeping,
  requestContext: RequestContext,
  { id, eventId }: { readonly id: string; readonly eventId?: string },
): Promise<Done<{ readonly count: number }>> {
  const nowMs = kit.clock.nowMs();
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    const endpoint = await lockEndpoint(trx, id);
    if (endpoint === undefined) return refuse("no-such-webhook");
    if (!endpoint.isOn) return refuse("webhook-off");
    const count = await replayDeliveries(trx, {
      endpointId: id,
      at: new Date(nowMs),
      until: new Date(nowMs + REPLAY_MS),
      limit: REPLAYED_MAX,
      ...(eventId === undefined ? { states: ["dead"] } : { eventId, states: ["dead", "delivered"] }),
    });
    if (count === 0 && eventId !== undefined) return refuse("no-such-webhook-event");
    await audit(fact("replayed", id, eventId === undefined ? {} : { eventId }));
    return ok({ count });
  });
}

const isNameable = (kit: Kit, url: string): boolean => isWebhookUrl(url, new Set(kit.settings.hookHosts));

function detailOf({ name, url, kinds }: EndpointForm): ActedFact["detail"] {
  return { name, host: URL.canParse(url) ? new URL(url).host : "", kinds: [...kinds] };
}
