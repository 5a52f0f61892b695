import type { NumberMode } from "../../../bridge/index.ts";
import { type PhoneDirectory, phoneAt } from "../phones/index.ts";
import { outboundTrunk, type TrunkDirectory } from "../trunks/index.ts";
import { isCallbackNumber } from "./callback-number.ts";
import { outsideKind } from "./dial-permission.ts";
import { type DialledFeatureCode, readFeatureCode } from "./feature-code.shared.ts";
import { isForPeople, isOneOf, type PeoplesCodes } from "./help-number.ts";
import type { RecordingNotice } from "./recording-notice.shared.ts";

/** The routing of a code's calls. */
export interface ServiceNumber {
  readonly code: string;
  readonly tenantId: string;
  readonly mode: NumberMode;
  readonly ringMs: number;
  readonly isRecorded: boolean;
  /** The recording notice; left out when callers only hear the announcement as a recording begins. */
  readonly recordingNotice?: RecordingNotice;
  /** The phones that ring, all at once. */
  readonly phoneIds: readonly string[];
}

/** The data that routing needs. */
export interface RoutingDirectory extends PeoplesCodes {
  readonly trunks: TrunkDirectory;
  readonly phones: PhoneDirectory;
  readonly numbers: ReadonlyMap<string, ServiceNumber>;
  /** Closed call centres: their phones may place emergency calls only. */
  readonly closed: ReadonlySet<string>;
}

/** The route of a dialled number. */
export type Route =
  | {
      readonly kind: "phones";
      readonly phoneIds: readonly string[];
      readonly number: ServiceNumber | null;
      /** The code that was called, by an external or internal caller: it may lead to a flow; null for a phone's extension. */
      readonly called: string | null;
    }
  | {
      readonly kind: "trunk";
      readonly trunkId: string;
      readonly isEmergency: boolean;
      /** The price of a minute for the call centre, in rupiah; an emergency call is free. */
      readonly minuteRupiah: number;
      /** The code that is sent as the caller's number, and whose mode permits the call; null for none. */
      readonly number: ServiceNumber | null;
    }
  /** A feature code: the switch answers. */
  | { readonly kind: "desk"; readonly dialled: DialledFeatureCode }
  | { readonly kind: "nowhere"; readonly outcome: "unknown-number" | "no-phone" | "declined" };

/** The route of a number that is no feature code; only phones may dial feature codes. */
type NumberRoute = Exclude<Route, { readonly kind: "desk" }>;

/** The ringing time of a call between phones. */
export const INTERNAL_RING_MS = 30_000;

const COUNTRY_PREFIXES = ["+62", "62", "0"] as const;

/** The code of a dialled number in the forms of trunks: without prefix, or after the country code or the trunk prefix. */
export function calledNumber(directory: RoutingDirectory, dialled: string): ServiceNumber | undefined {
  const ways = [
    dialled,
    ...COUNTRY_PREFIXES.filter((way) => dialled.startsWith(way)).map((way) => dialled.slice(way.length)),
  ];
  return ways.map((way) => directory.numbers.get(way)).find((found) => found !== undefined);
}

/** Routes a call from a trunk: only to codes, and only to those of the trunk's tenant. */
export function routeFromTrunk(
  directory: RoutingDirectory,
  line: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const number = calledNumber(directory, dialled);
  if (number === undefined || number.tenantId !== line.tenantId) return { kind: "nowhere", outcome: "unknown-number" };
  return { kind: "phones", phoneIds: number.phoneIds, number, called: number.code };
}

/** Routes a call of a phone: to a feature code, an extension, a code of the tenant, or a trunk. */
export function routeFromPhone(
  directory: RoutingDirectory,
  phone: { readonly tenantId: string },
  dialled: string,
): Route {
  const code = readFeatureCode(dialled);
  if (code === "malformed") return { kind: "nowhere", outcome: "unknown-number" };
  return code === null ? routeOfNumber(directory, phone, dialled) : { kind: "desk", dialled: code };
}

function routeOfNumber(
  directory: RoutingDirectory,
  { tenantId }: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const isEmergency = directory.emergency.has(dialled);
  if (!isEmergency) {
    const colleague = phoneAt(directory.phones, tenantId, dialled);
    if (colleague !== undefined) return { kind: "phones", phoneIds: [colleague.id], number: null, called: null };
    const number = calledNumber(directory, dialled);
    if (number?.tenantId === tenantId)
      return { kind: "phones", phoneIds: number.phoneIds, number: null, called: number.code };
  }
  const trunk = outboundTrunk(directory.trunks, tenantId);
  const outside = outsideKind(dialled);
  if (trunk === undefined || outside === null) return { kind: "nowhere", outcome: "unknown-number" };
  if (!isEmergency && !trunk.dials.includes(outside)) return { kind: "nowhere", outcome: "declined" };
  const own = [...directory.numbers.values()].filter((number) => number.tenantId === tenantId);
  const shown = own.find(({ mode }) => mode === "open") ?? own[0] ?? null;
  if (shown === null && !isEmergency) return { kind: "nowhere", outcome: "unknown-number" };
  const minuteRupiah = isEmergency ? 0 : (trunk.centreSpending?.prices[outside] ?? 0);
  return { kind: "trunk", trunkId: trunk.id, isEmergency, minuteRupiah, number: isEmergency ? null : shown };
}

/**
 * Routes a transfer: to an extension or a code of the tenant. Never to a trunk: the call would continue at the expense of the call centre without
 * any of its agents on the call.
 */
export function routeOfTransfer(
  directory: RoutingDirectory,
  call: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const route = routeOfNumber(directory, call, dialled);
  return route.kind === "trunk" ? { kind: "nowhere", outcome: "declined" } : route;
}

/** Routes a consultation: to the same targets as the agent's phone, except emergency numbers. */
export function routeOfConsult(
  directory: RoutingDirectory,
  phone: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const route = routeOfNumber(directory, phone, dialled);
  return route.kind === "trunk" && isOneOf(directory.emergency, dialled)
    ? { kind: "nowhere", outcome: "declined" }
    : route;
}

/**
 * Routes a number that the script of a code's call dials: to phones, or to a trunk if the code is open. A code in test must not reach external
 * numbers; emergency numbers in any written form are for people only.
 */
export function routeOfDial(
  directory: RoutingDirectory,
  call: { readonly tenantId: string; readonly code: string | null },
  dialled: string,
): NumberRoute {
  const route = routeOfNumber(directory, call, dialled);
  if (route.kind !== "trunk") return route;
  const own = call.code === null ? undefined : directory.numbers.get(call.code);
  const isOpen = own?.tenantId === call.tenantId && own.mode === "open";
  if (route.isEmergency || isForPeople(directory, dialled) || !isOpen) return { kind: "nowhere", outcome: "declined" };
  return { ...route, number: own };
}

/**
 * Routes a callback to the caller of a code: only to a trunk whose dialling permission includes it, and only to a number allowed for callbacks. The
 * code that was called is sent as the caller's number.
 */
export function routeOfCallback(
  directory: RoutingDirectory,
  call: { readonly tenantId: string; readonly called: string },
  number: string,
): Exclude<NumberRoute, { readonly kind: "phones" }> {
  const own = calledNumber(directory, call.called);
  const declined = { kind: "nowhere", outcome: "declined" } as const;
  if (own === undefined || isForPeople(directory, number) || !isCallbackNumber(number)) return declined;
  const route = routeOfDial(directory, { tenantId: call.tenantId, code: own.code }, number);
  return route.kind === "phones" ? declined : route;
}

/** The route of a call that an application originates, or the reason why there is none. */
export type OrderedRoute =
  | Extract<NumberRoute, { readonly kind: "trunk" }>
  | { readonly kind: "phone"; readonly phoneId: string; readonly number: ServiceNumber }
  | { readonly kind: "refused"; readonly why: "number-off" | "not-dialled" | "no-line" | "phone-unreachable" };

/** Routes a call that an application originates under one of its call centre's codes: to a trunk, or to a phone of the tenant. */
export function routeOfOrder(
  directory: RoutingDirectory,
  order: { readonly tenantId: string; readonly from: string },
  to: { readonly kind: "number"; readonly number: string } | { readonly kind: "phone"; readonly extension: string },
): OrderedRoute {
  const refused = (why: Extract<OrderedRoute, { readonly kind: "refused" }>["why"]) =>
    ({ kind: "refused", why }) as const;
  const { tenantId, from } = order;
  const own = directory.numbers.get(from);
  if (own?.tenantId !== tenantId || own.mode === "off" || directory.closed.has(tenantId)) return refused("number-off");
  if (to.kind === "phone") {
    const phone = phoneAt(directory.phones, tenantId, to.extension);
    return phone === undefined ? refused("phone-unreachable") : { kind: "phone", phoneId: phone.id, number: own };
  }
  if (isForPeople(directory, to.number) || outsideKind(to.number) === null) return refused("not-dialled");
  const route = routeOfNumber(directory, { tenantId }, to.number);
  if (route.kind === "trunk") return { ...route, number: own };
  // Phones and codes of the tenant must be addressed as such.
  if (route.kind === "phones") return refused("not-dialled");
  return refused(route.outcome === "declined" ? "not-dialled" : "no-line");
}
