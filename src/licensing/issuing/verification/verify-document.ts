import { DECREE_PROPERTY } from "../decrees/decree-document.ts";
import type { VerificationReason } from "./verification-reasons.ts";

/** The verdict on a file that claims to be a decree. */
export type DocumentVerdict = "valid" | "altered" | "unsigned" | "unknown-signer" | "not-a-pdf";

/** The result of the platform's check of the bytes. */
export interface BytesFinding {
  readonly verdict: DocumentVerdict;
  readonly reasons: readonly VerificationReason[];
  readonly signer: string | null;
  readonly signedAtMs: number | null;
  readonly properties: Readonly<Record<string, string>>;
}

/** The result of checking a file without the register. */
export interface DocumentCheck {
  readonly verdict: DocumentVerdict;
  readonly reasons: readonly VerificationReason[];
  readonly signer: string | null;
  readonly signedAtMs: number | null;
  /** Id and number that the file claims; proven only if the verdict is valid. */
  readonly decreeId: string | null;
  readonly decreeNumber: string | null;
}

const ID_PATTERN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const NUMBER_PATTERN = /^[0-9A-Za-z][0-9A-Za-z./ -]{0,58}$/u;

/** Names of the file properties that this module reads. */
export const DECREE_PROPERTY_NAMES: readonly string[] = Object.values(DECREE_PROPERTY);

/** Adds the decree that a checked file claims to be; malformed claims are dropped. */
export function documentCheck(finding: BytesFinding): DocumentCheck {
  const { properties, ...rest } = finding;
  return {
    ...rest,
    decreeId: matching(properties[DECREE_PROPERTY.id], ID_PATTERN),
    decreeNumber: matching(properties[DECREE_PROPERTY.number], NUMBER_PATTERN),
  };
}

function matching(text: string | undefined, pattern: RegExp): string | null {
  return text !== undefined && pattern.test(text) ? text : null;
}
