import { type CheckFrame, inPart, isEmpty, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";

const FIELDS = ["phone", "email", "web", "address", "hours", "complaintDays", "escalation"] as const;
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,180}\.[^\s@,;<>".]{2,}$/u;
/** Digits in usual notation; a short code is a number too. */
const PHONE = /^\+?[\d\s().-]{3,30}$/u;
const WEB = /^(?:https?:\/\/)?[^\s./?#]+(?:\.[^\s./?#]+)+(?:[/?#]\S*)?$/iu;

/** Checks the contacts for customers before and after the sale: complete, and valid as telephone numbers and URLs. */
export function checkContact(frame: CheckFrame): readonly PreCheckFinding[] {
  const { contact } = frame.form;
  const misshapen = (value: string, shape: RegExp) => value.trim() !== "" && !shape.test(value.trim());
  return inPart(frame, "contact", [
    ...FIELDS.flatMap((field) => when(isEmpty(contact[field]), { code: "field-missing", field })),
    ...when(misshapen(contact.email, EMAIL), { code: "email-shape", field: "email" }),
    ...when(misshapen(contact.phone, PHONE), { code: "phone-shape", field: "phone" }),
    ...when(misshapen(contact.web, WEB), { code: "web-shape", level: "warns", field: "web" }),
  ]);
}
