import type { NumberMode } from "../../../bridge/index.ts";
import { type PhoneDirectory, phoneAt } from "../phones/index.ts";
import { outboundTrunk, type TrunkDirectory } from "../trunks/index.ts";
import { isCallbackNumber } from "./callback-number.ts";
import { outsideKind } from "./dial-permission.ts";
import { type DialledFeatureCode, readFeatureCode } from "./feature-code.shared.ts";
import { isForPeople, isOneOf, type PeoplesCodes } from "./help-number.ts";
import type { RecordingNotice } from "./recording-notice.shared.ts";

/** What happens to calls of a code. */
export interface ServiceNumber {
  readonly code: string;
  readonly tenantId: string;
  readonly mode: NumberMode;
  readonly ringMs: number;
  readonly isRecorded: boolean;
  /** What callers are told first; left out for nothing but the notice as it begins. */
  readonly recordingNotice?: RecordingNotice;
  /** Phones to ring, all at once. */
  readonly phoneIds: readonly string[];
}

/** All that a route is found in. */
export interface RoutingDirectory extends PeoplesCodes {
  readonly trunks: TrunkDirectory;
  readonly phones: PhoneDirectory;
  readonly numbers: ReadonlyMap<string, ServiceNumber>;
  /** Call centres that are closed: their phones call for help and nothing else. */
  readonly closed: ReadonlySet<string>;
}

/** Where a dialled number leads. */
export type Route =
  | {
      readonly kind: "phones";
      readonly phoneIds: readonly string[];
      readonly number: ServiceNumber | null;
      /** The code that was called, from wherever: it may lead to a flow; null for a phone's own extension. */
      readonly called: string | null;
    }
  | {
      readonly kind: "trunk";
      readonly trunkId: string;
      readonly isEmergency: boolean;
      /** What a minute costs its call centre, in rupiah; a call for help costs nothing. */
      readonly minuteRupiah: number;
      /** The code that is shown to the called, and whose mode lets the call out; null for none. */
      readonly number: ServiceNumber | null;
    }
  /** A code of the agents' desk: the switch itself answers. */
  | { readonly kind: "desk"; readonly dialled: DialledFeatureCode }
  | { readonly kind: "nowhere"; readonly outcome: "unknown-number" | "no-phone" | "declined" };

/** Where a number leads that is no code of the desk: only whoever sits at a phone dials those. */
type NumberRoute = Exclude<Route, { readonly kind: "desk" }>;

/** A call between phones rings this long. */
export const INTERNAL_RING_MS = 30_000;

const COUNTRY_PREFIXES = ["+62", "62", "0"] as const;

/** A code as it may come over a line: as it is, or behind the country's or the trunk prefix. */
export function calledNumber(directory: RoutingDirectory, dialled: string): ServiceNumber | undefined {
  const ways = [
    dialled,
    ...COUNTRY_PREFIXES.filter((way) => dialled.startsWith(way)).map((way) => dialled.slice(way.length)),
  ];
  return ways.map((way) => directory.numbers.get(way)).find((found) => found !== undefined);
}

/** Where a call over a line leads: only to codes, and only to those of the line's tenant. */
export function routeFromTrunk(
  directory: RoutingDirectory,
  line: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const number = calledNumber(directory, dialled);
  if (number === undefined || number.tenantId !== line.tenantId) return { kind: "nowhere", outcome: "unknown-number" };
  return { kind: "phones", phoneIds: number.phoneIds, number, called: number.code };
}

/** Where a call of a phone leads: to the agents' desk, to an extension, to an own code, or over a line. */
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
 * Where a call that is handed on leads: to an extension or an own code. Never over a line: whoever is handed on outside
 * talks at the expense of the call centre, and nobody there is on the call any more.
 */
export function routeOfTransfer(
  directory: RoutingDirectory,
  call: { readonly tenantId: string },
  dialled: string,
): NumberRoute {
  const route = routeOfNumber(directory, call, dialled);
  return route.kind === "trunk" ? { kind: "nowhere", outcome: "declined" } : route;
}

/** Where a number leads that an agent asks at while his caller waits: wherever his phone may call, but for help. */
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
 * Where a number leads that a call of a code dials by itself: to phones, or over a line where the code may be used by everybody.
 * A code in test must reach nobody outside; to an emergency number, however it is written, only people call.
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
 * Where a callback of a caller of a code leads: over a line whose plan permits it, to a number that people are called back at,
 * and nowhere else. His own code is shown to him.
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

/** Where a call leads that an application orders, or why it leads nowhere. */
export type OrderedRoute =
  | Extract<NumberRoute, { readonly kind: "trunk" }>
  | { readonly kind: "phone"; readonly phoneId: string; readonly number: ServiceNumber }
  | { readonly kind: "refused"; readonly why: "number-off" | "not-dialled" | "no-line" | "phone-unreachable" };

/** Where a call leads that an application orders under one of its call centre's codes: over a line, or to a phone of the house. */
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
  // What is a phone or a code of the house is called as such.
  if (route.kind === "phones") return refused("not-dialled");
  return refused(route.outcome === "declined" ? "not-dialled" : "no-line");
}
