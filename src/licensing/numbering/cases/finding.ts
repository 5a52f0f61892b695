/** A fault found before submitting: where, which, and the rule behind it. The texts are in the locales. */
export interface Finding {
  readonly place:
    | "organisation"
    | "kbli"
    | "service"
    | "numberKind"
    | "code"
    | "purpose"
    | "letter"
    | "declaration"
    | "newService"
    | "basis"
    | "usageReport"
    | "userLetter"
    | "decree"
    | "newValues"
    | "licences"
    | "citation"
    | "reason";
  readonly code: string;
  readonly ruleId: string;
  /** The code already held whose row of the usage report has the fault. */
  readonly accessCode?: string;
}
