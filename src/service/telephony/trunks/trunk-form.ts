import { z } from "zod";
import type { RefusalTable } from "../../../kernel/index.ts";
import { daysBetween } from "../../../regulation/index.ts";
import type { FormFault } from "../../tenancy/tenants/index.ts";
import type { trunkFormSchema } from "./contract.ts";
import type { ForbiddenHost } from "./trunk.ts";

/** The form of a trunk. */
export type TrunkForm = z.infer<typeof trunkFormSchema>;

/** Faults of a trunk's form. */
const TRUNK_FAULTS = {
  "trunk-agreement-missing": "invalid",
  "trunk-agreement-day-missing": "invalid",
  "trunk-agreement-over": "invalid",
  "trunk-host-unfit": "invalid",
  "trunk-host-forbidden": "invalid",
  "trunk-keys-in-clear": "invalid",
  "trunk-address-unfit": "invalid",
  "trunk-address-loopback": "invalid",
} as const satisfies RefusalTable;

/** A fault of a trunk's form. */
export type TrunkFault = keyof typeof TRUNK_FAULTS;

/** Refusals of operations on trunks. */
export const TRUNK_REFUSALS = {
  ...TRUNK_FAULTS,
  "trunk-name-taken": ["taken", "name"],
  "trunk-address-taken": ["taken", "addresses"],
  "trunk-stale": "stale",
  "trunk-limit": "limit",
  "no-such-trunk": "not-found",
} as const satisfies RefusalTable;

/** Why an operation on a trunk is refused. */
export type TrunkRefusal = keyof typeof TRUNK_REFUSALS;

/** The number of days before the end of an agreement in which a warning is shown. */
const WARN_DAYS = 60;

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const DOTTED = /^[\d.]+$/;
const LOOPBACK = /^(127\.|::1$)/;
/** Not the address of one machine: "this network", multicast and reserved addresses (RFC 6890). */
const NOBODYS = /^(0\.|22[4-9]\.|2[3-5]\d\.|::$|ff)/i;

/** All faults of a trunk, at its fields. An agreement must be in force when the trunk is on. */
export function trunkFaults(
  form: TrunkForm,
  facts: { readonly today: string; readonly isLocal: boolean; readonly isForbidden: ForbiddenHost },
): readonly FormFault<TrunkFault>[] {
  return [
    ...agreementFaults(form, facts.today),
    ...hostFaults(form, facts.isForbidden),
    // RFC 4568 §7: an eavesdropper on the SIP messages could decrypt the calls.
    ...(form.isEncrypted && form.transport !== "tls" ? [at("isEncrypted", "trunk-keys-in-clear")] : []),
    ...addressFaults(form.addresses, facts.isLocal),
  ];
}

/** A host name is checked by the switch at each use of its address. */
function hostFaults({ host, port }: TrunkForm, isForbidden: ForbiddenHost): readonly FormFault<TrunkFault>[] {
  if (!isHost(host)) return [at("host", "trunk-host-unfit")];
  return isAddress(host) && isForbidden(host, port) ? [at("host", "trunk-host-forbidden")] : [];
}

function agreementFaults(form: TrunkForm, today: string): readonly FormFault<TrunkFault>[] {
  const number = form.agreementNumber === "" ? [at("agreementNumber", "trunk-agreement-missing")] : [];
  if (form.agreementUntil === null) return [...number, at("agreementUntil", "trunk-agreement-day-missing")];
  const isOver = form.isOn && form.agreementUntil < today;
  return isOver ? [...number, at("agreementUntil", "trunk-agreement-over")] : number;
}

function addressFaults(addresses: readonly string[], isLocal: boolean): readonly FormFault<TrunkFault>[] {
  if (addresses.some((address) => !isAddress(address) || NOBODYS.test(address))) {
    return [at("addresses", "trunk-address-unfit")];
  }
  const isOwn = addresses.some((address) => LOOPBACK.test(address));
  return isOwn && !isLocal ? [at("addresses", "trunk-address-loopback")] : [];
}

function at<Code extends TrunkFault>(path: string, code: Code): FormFault<Code> {
  return { path, code };
}

function isAddress(text: string): boolean {
  return z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success;
}

/** An IP address, or a name of RFC 1123 §2.1; digits and dots alone are a mistyped address. */
function isHost(host: string): boolean {
  if (isAddress(host)) return !NOBODYS.test(host);
  return !DOTTED.test(host) && host.split(".").every((label) => LABEL.test(label));
}

/** The state of an agreement on a local date; one without a last day is in force. */
export function agreementStatus(until: string | null, today: string): "in-force" | "ending" | "over" {
  if (until === null) return "in-force";
  const daysLeft = daysBetween(today, until) - 1;
  if (daysLeft < 0) return "over";
  return daysLeft > WARN_DAYS ? "in-force" : "ending";
}

/** The names of the fields in which two trunks differ. */
export function changedFields(before: TrunkForm, after: TrunkForm): readonly string[] {
  const names = Object.keys(before) as readonly (keyof TrunkForm)[];
  return names.filter((name) => written(before[name]) !== written(after[name]));
}

function written(value: TrunkForm[keyof TrunkForm]): string {
  if (!Array.isArray(value)) return String(value);
  const texts: readonly string[] = value;
  return texts.toSorted().join(" ");
}
