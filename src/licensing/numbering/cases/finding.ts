/** A finding before submission: its field, its code and the rule behind it. The texts are in the locales. */
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
  /** The held code whose row of the usage report has the finding. */
  readonly accessCode?: string;
}
