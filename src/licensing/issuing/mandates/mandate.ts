import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DecreeOffice } from "../decrees/decree-facts.ts";

/**
 * The kinds of decree: assignment, change, return and revocation of an access code; the commitment of a licensee; and
 * the documents of an operational test: the letter of assignment, the report, and the certificate of operational
 * fitness (SKLO).
 */
export const DECREE_KINDS = [
  "assignment",
  "change",
  "return",
  "revocation",
  "commitment",
  "test-order",
  "test-report",
  "sklo",
] as const;

/** One of `DECREE_KINDS`. */
export type DecreeKind = (typeof DECREE_KINDS)[number];

/** Roles that decide, and so sign. */
export const SIGNING_ROLES = ["coordinator", "director"] as const;

/** One of `SIGNING_ROLES`. */
export type SigningRole = (typeof SIGNING_ROLES)[number];

const SIGNED_BY: Readonly<Record<DecreeKind, readonly SigningRole[]>> = {
  assignment: ["director"],
  change: ["director"],
  return: ["director"],
  revocation: ["director"],
  commitment: SIGNING_ROLES,
  "test-order": SIGNING_ROLES,
  // The lead of the team signs the report; the mandate determines the office.
  "test-report": SIGNING_ROLES,
  sklo: ["director"],
};

/** Whether the holder of these roles decides on decrees of a kind. */
export function decidesOn(kind: DecreeKind, roles: readonly SigningRole[]): boolean {
  return SIGNED_BY[kind].some((role) => roles.includes(role));
}

/** The right to sign one kind of decree for a period, with the signature block. Days are local dates, both included. */
export interface Mandate {
  readonly id: string;
  readonly decreeKind: DecreeKind;
  /** The only permitted signer; null for any holder of the deciding office. */
  readonly signerPersonId: string | null;
  readonly office: DecreeOffice;
  /** The legal basis of the mandate. */
  readonly legalBasis: readonly string[];
  /** True for a fictitious office: everything it signs is a demonstration. */
  readonly demonstration: boolean;
  readonly validFrom: string;
  /** Null if the end is open. */
  readonly validTo: string | null;
}

/** The deciding person, in their own office or as a substitute. */
export interface DecreeSigner {
  readonly personId: string;
  readonly name: string;
  readonly acting: "plh" | "plt" | null;
  /** The person for whom a substitute acts; null for their own office, or a vacant one. */
  readonly actingForPersonId: string | null;
}

/** Why this person, or anyone, cannot sign today. */
export type MandateRefusal = "mandate-missing" | "mandate-other-signer";

/** Checks whether `signer` may sign under the mandate in force; `found` is undefined if there is none. The Plt. of a vacant office signs for it. */
export function judgeMandate<Found extends Pick<Mandate, "signerPersonId">>(
  found: Found | undefined,
  signer: Pick<DecreeSigner, "personId" | "acting" | "actingForPersonId">,
): Result<Found, MandateRefusal> {
  if (found === undefined) return refuse("mandate-missing");
  const { signerPersonId } = found;
  if (signerPersonId === null || signer.personId === signerPersonId) return ok(found);
  const actsForSigner = signer.acting !== null && (signer.actingForPersonId ?? signerPersonId) === signerPersonId;
  return actsForSigner ? ok(found) : refuse("mandate-other-signer");
}

const ACTING_TITLE = { plh: "Plh.", plt: "Plt." } as const;

/**
 * The signature block of this signer. A substitute signs with their own name, and the last line of the capacity states
 * it after "u.b." or "a.n.": "u.b. Plh. Direktur ...,".
 */
export function officeSignedBy(office: DecreeOffice, signer: Pick<DecreeSigner, "name" | "acting">): DecreeOffice {
  if (signer.acting === null) return office;
  const title = office.capacity.at(-1) ?? "";
  const lead = /^(?:u\.b\.|a\.n\.)\s+/u.exec(title)?.[0] ?? "";
  const acted = `${lead}${ACTING_TITLE[signer.acting]} ${title.slice(lead.length)}`;
  return { ...office, capacity: [...office.capacity.slice(0, -1), acted], signerName: signer.name, signerDetail: null };
}

/** The form of a new mandate. */
export interface MandateForm {
  readonly decreeKinds: readonly DecreeKind[];
  readonly signerPersonId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Why a mandate is not added or ended. */
export type MandateFormRefusal =
  | "mandate-begins-in-the-past"
  | "mandate-days-order"
  | "mandate-signer-unfit"
  | "mandate-overlaps"
  | "mandate-ended-already"
  | "mandate-end-in-the-past"
  | "mandate-end-later"
  | "no-such-mandate";

/** Why a mandate may not be added on `today`; the database checks for overlaps. */
export function mandateFormRefusal(
  form: MandateForm,
  facts: { readonly today: string; readonly maySign: (personId: string, kind: DecreeKind) => boolean },
): MandateFormRefusal | undefined {
  if (form.validTo !== null && form.validTo < form.validFrom) return "mandate-days-order";
  if (form.validFrom < facts.today) return "mandate-begins-in-the-past";
  const { signerPersonId } = form;
  const isFit = signerPersonId === null || form.decreeKinds.every((kind) => facts.maySign(signerPersonId, kind));
  return isFit ? undefined : "mandate-signer-unfit";
}

/** The fields of a mandate that determine its end. */
export interface MandatePeriod {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly isEnded: boolean;
}

/** The end of a mandate: its last day, or null if it never began. */
export interface MandateEnd {
  readonly lastDay: string | null;
}

/** Decides the end of a mandate after `lastDay`; one that has not begun by then is cancelled. */
export function decideMandateEnd(
  mandate: MandatePeriod,
  lastDay: string,
  today: string,
): Result<MandateEnd, MandateFormRefusal> {
  if (mandate.isEnded) return refuse("mandate-ended-already");
  if (lastDay < today) return refuse("mandate-end-in-the-past");
  if (mandate.validTo !== null && lastDay > mandate.validTo) return refuse("mandate-end-later");
  return ok({ lastDay: lastDay < mandate.validFrom ? null : lastDay });
}

/** States of a mandate on a day. */
export type MandateState = "to-come" | "in-force" | "over" | "cancelled";

/** The state of a mandate on `today`. */
export function mandateState(
  mandate: { readonly validFrom: string; readonly validTo: string | null; readonly cancelled: boolean },
  today: string,
): MandateState {
  if (mandate.cancelled) return "cancelled";
  if (today < mandate.validFrom) return "to-come";
  return mandate.validTo !== null && mandate.validTo < today ? "over" : "in-force";
}
