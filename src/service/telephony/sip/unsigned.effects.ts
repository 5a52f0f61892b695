import type { Arrival, Destination, Target } from "../calls/index.ts";
import { CLIENT_FROM, WEBSITE_FROM } from "../cdr/index.ts";
import { INTERNAL_RING_MS, routeFromTrunk } from "../dial-plan/index.ts";
import { answer, begin, leadingTo, type ReceivedRequest, type RouterState } from "./begin-call.effects.ts";
import { answerRegister } from "./register.effects.ts";
import type { ClientCall } from "./webrtc-client-admission.effects.ts";

const MINUTE_MS = 60_000;
/** Maximum length of a number or a name in a record. */
const CALLED_MAX = 64;
/** The name of a caller without a number (RFC 3325 §9.1). */
const ANONYMOUS = "anonymous";
/** Prefix of clients in documents and records. */
const CLIENT = "client:";

/** Callers without an account may call only the number or the application that the portal's token permits. */
export function invitedUnsigned(routerState: RouterState, request: ReceivedRequest): void {
  const call = routerState.clients().callOf(request.request);
  if (call === undefined) handleWebCallerInvite(routerState, request);
  else invitedByClient(routerState, request, call);
}

/** A web caller calls one number and is anonymous. The call is treated as any call to that number. */
function handleWebCallerInvite(routerState: RouterState, request: ReceivedRequest): void {
  const visit = routerState.visitors().visitOf(request.request);
  if (visit === undefined) return answer(routerState, request, 403);
  const { id: callId, tenantId, widgetId, code, minutes } = visit;
  const legId = routerState.ids.next();
  if (routerState.book().closed.has(tenantId) || !routerState.visitors().take(visit, legId))
    return answer(routerState, request, 486);
  const parties = { caller: ANONYMOUS, called: code };
  const route = routeFromTrunk(routerState.book(), { tenantId }, code);
  begin(routerState, request, {
    callId,
    legId,
    parties,
    tenantId,
    far: ANONYMOUS,
    isEmergency: false,
    direction: "inbound",
    destination: leadingTo(routerState, route, parties),
    code: route.kind === "phones" ? code : null,
    party: { kind: "visitor", widgetId },
    from: WEBSITE_FROM,
    lastsMs: minutes * MINUTE_MS,
  });
}

/** A client's call is controlled by its application's document from the start, like a call to a number of an application. */
function invitedByClient(routerState: RouterState, request: ReceivedRequest, { client, parameters }: ClientCall): void {
  const { tenantId, identity, applicationId } = client;
  const legId = routerState.ids.next();
  if (routerState.book().closed.has(tenantId)) return answer(routerState, request, 486);
  const script = applicationId === null ? null : routerState.clientScriptOf({ tenantId, applicationId, parameters });
  if (script === null) return answer(routerState, request, 404);
  if (!routerState.clients().take(client, legId)) return answer(routerState, request, 486);
  const own = [...routerState.book().numbers.values()].find((one) => one.tenantId === tenantId && one.mode === "open");
  const caller = `${CLIENT}${identity}`;
  const called = (parameters["To"] ?? "")
    .replaceAll(/[^\P{C}]/gu, "")
    .slice(0, CALLED_MAX)
    .toWellFormed();
  begin(routerState, request, {
    legId,
    parties: { caller, called },
    tenantId,
    far: caller,
    isEmergency: false,
    direction: "inbound",
    code: null,
    party: { kind: "client", clientId: client.id },
    from: CLIENT_FROM,
    // Trunks are dialled under the number that an internal phone would present.
    ...(own === undefined ? {} : { dialsUnder: own.code }),
    destination: { kind: "tasks", script, isRecorded: false, areKeysSecret: false },
  });
}

/** A client registers; its connection authenticates it. */
export function registeringUnsigned(routerState: RouterState, request: ReceivedRequest): void {
  const client = routerState.clients().registeringOf(request.request);
  if (client === undefined || routerState.book().closed.has(client.tenantId)) return answer(routerState, request, 403);
  const { clock, ids } = routerState;
  const { bindings } = routerState.clients();
  const registrar = { core: routerState.core(), bindings, nowMs: clock.nowMs(), toTag: ids.secret(6) };
  answerRegister(registrar, request, { id: client.id, tenantId: client.tenantId, sittingId: null });
}

/** The browsers of a client name in a document; null for the name of an internal phone, and for any number. */
export function clientDestination(
  desk: Pick<RouterState, "book" | "clients" | "ids">,
  { tenantId }: Pick<Arrival, "tenantId">,
  dialled: string,
): Destination | null {
  if (!dialled.startsWith(CLIENT)) return null;
  const identity = dialled.slice(CLIENT.length);
  const targets = desk
    .clients()
    .rungAs(tenantId, identity)
    .map(({ id: clientId }): Target => ({ legId: desk.ids.next(), party: { kind: "client", clientId } }));
  return { kind: "targets", targets, ringMs: INTERNAL_RING_MS, isRecorded: false };
}
