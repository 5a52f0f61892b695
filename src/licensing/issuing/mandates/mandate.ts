import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DecreeOffice } from "../decrees/decree-facts.ts";

/**
 * The kinds of decree: assignment, change, return and revocation of an access code; the commitment of a licensee; and the
 * papers of an operational test: the order to hold it, its report, and the statement of fitness (SKLO).
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

/** Roles of those who decide, and so sign. */
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
  // Whoever leads the team signs the report; the mandate says for which office.
  "test-report": SIGNING_ROLES,
  sklo: ["director"],
};

/** Whether somebody who holds these roles decides about decrees of a kind. */
export function decidesOn(kind: DecreeKind, roles: readonly SigningRole[]): boolean {
  return SIGNED_BY[kind].some((role) => roles.includes(role));
}

/** Who may sign one kind of decree for a time, and how the block reads. Days are local dates, both included. */
export interface Mandate {
  readonly id: string;
  readonly decreeKind: DecreeKind;
  /** Whose signature alone it is; null for whoever holds the office that decides. */
  readonly signerPersonId: string | null;
  readonly office: DecreeOffice;
  /** What the mandate itself rests on. */
  readonly legalBasis: readonly string[];
  /** True for a made-up office: whatever it signs is a demonstration. */
  readonly demonstration: boolean;
  readonly validFrom: string;
  /** Null while no end is known. */
  readonly validTo: string | null;
}

/** Who decides: himself, or in another's place. */
export interface DecreeSigner {
  readonly personId: string;
  readonly name: string;
  readonly acting: "plh" | "plt" | null;
  /** In whose place; null for his own office, or a vacant one. */
  readonly actingForPersonId: string | null;
}

/** Why nobody, or not this person, can sign today. */
export type MandateRefusal = "mandate-missing" | "mandate-other-signer";

/** Judges whether `signer` may sign under the mandate in force; undefined when none is. A vacant office is signed for by its Plt. */
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
 * The office as this signer signs for it. Whoever acts in another's place signs with his own name, and his last line of
 * capacity says so after "u.b." or "a.n.": "u.b. Plh. Direktur ...,".
 */
export function officeSignedBy(office: DecreeOffice, signer: Pick<DecreeSigner, "name" | "acting">): DecreeOffice {
  if (signer.acting === null) return office;
  const title = office.capacity.at(-1) ?? "";
  const lead = /^(?:u\.b\.|a\.n\.)\s+/u.exec(title)?.[0] ?? "";
  const acted = `${lead}${ACTING_TITLE[signer.acting]} ${title.slice(lead.length)}`;
  return { ...office, capacity: [...office.capacity.slice(0, -1), acted], signerName: signer.name, signerDetail: null };
}

/** What is asked when a mandate is added. */
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

/** Whether a mandate may be added on `today`; whether it overlaps another is for the database to judge. */
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

/** A mandate as far as its end goes. */
export interface MandatePeriod {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly isEnded: boolean;
}

/** How a mandate is ended: by its last day, or never begun (null). */
export interface MandateEnd {
  readonly lastDay: string | null;
}

/** Decides how a mandate ends after `lastDay`; one that has not begun by then never begins. */
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

/** Where a mandate stands on a day. */
export type MandateState = "to-come" | "in-force" | "over" | "cancelled";

/** Where a mandate stands on `today`. */
export function mandateState(
  mandate: { readonly validFrom: string; readonly validTo: string | null; readonly cancelled: boolean },
  today: string,
): MandateState {
  if (mandate.cancelled) return "cancelled";
  if (today < mandate.validFrom) return "to-come";
  return mandate.validTo !== null && mandate.validTo < today ? "over" : "in-force";
}
