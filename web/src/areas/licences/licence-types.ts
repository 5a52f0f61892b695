/** Types of a licence application as the HTTP API returns it. */
import type { FileFacts } from "../../../../src/licensing/requirements/file-facts.shared.ts";
import type { LicenceForm, PartKey } from "../../../../src/licensing/requirements/form.shared.ts";
import type { StatedFacts } from "../../../../src/licensing/requirements/slot.shared.ts";
import type { PromiseView, RuleReference } from "../../data/types.ts";

/** The status of a licence application. */
export type LicenceState =
  | "draft"
  | "submitted"
  | "checking"
  | "returned"
  | "checked"
  | "endorsed"
  | "verified"
  | "rejected"
  | "withdrawn"
  | "lapsed";

/** The status of an objection to a rejection. */
export type ObjectionState = "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";

/** The place of a finding: a part and field, or a file and page. */
export interface Place {
  readonly part: string | null;
  readonly slot: string | null;
  readonly rowId: string | null;
  readonly field: string | null;
  readonly page: number | null;
}

/** A place with an optional spot on the page (fractions of width and height from the top left). */
export interface PointedPlace extends Place {
  readonly spot: { readonly x: number; readonly y: number } | null;
}

/** A defect that an officer requires the applicant to correct. */
export interface Finding {
  readonly id: string;
  readonly requirement: string;
  readonly round: number;
  readonly state: "draft" | "sent" | "answered" | "settled";
  readonly place: PointedPlace;
  readonly rule: RuleReference | null;
  readonly note: string;
  readonly remedy: string;
  readonly dueDate: string | null;
  /** The earlier finding that this one repeats; null for a first finding. */
  readonly repeats: string | null;
  /** The reason why the finding comes late on an unchanged item; published with it. */
  readonly lateReason?: string | null;
  readonly by: string | null;
  readonly at: string;
}

/** A requirement with its verdict. */
export interface Item {
  readonly key: string;
  readonly kind: "form" | "file" | "declaration" | "record";
  readonly parts: string[];
  readonly slots: string[];
  readonly rule: RuleReference;
  readonly template: string | null;
  /** Whether the template is also available as an editable text document. */
  readonly isWord: boolean;
  readonly verdict: "open" | "accepted" | "returned";
  readonly locked: boolean;
  readonly changed: boolean;
  /** The reason why an accepted item was reopened; null unless that happened in this round. */
  readonly reopened?: { readonly at: string; readonly reason: string } | null;
  /** Whether the reader accepted the item in this round and may undo it. */
  readonly mayUndo?: boolean;
  readonly checkedBy: string | null;
  readonly checkedAt: string | null;
}

/** A file in its slot. */
export interface SlotFile {
  readonly slot: string;
  /** Null where no requirement asks for the file any more. */
  readonly requirement: string | null;
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pages: number | null;
  readonly stated: StatedFacts;
  /** `FileFacts`; null while the file is being read. */
  readonly facts?: unknown;
  readonly attachedBy: string;
  readonly attachedAt: string;
  readonly version: number;
}

/** A part of the form with its version. */
export interface SavedPart {
  readonly key: string;
  readonly value?: unknown;
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

/** A finding of the pre-check. */
export interface PreCheckFinding {
  readonly code: string;
  readonly level: "blocks" | "warns" | "not-checked";
  readonly requirement: string;
  readonly place: Place;
  readonly params: Readonly<Record<string, string | number>>;
  readonly rule: RuleReference | null;
}

/** An event of the case. */
export interface LicenceEvent {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly actor: string | null;
  readonly role: string | null;
  readonly note: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A fact that an officer verified outside the system. */
export interface RecordedFact {
  readonly requirement: string;
  readonly slot: string | null;
  readonly source: string;
  readonly result: "confirmed" | "contradicted" | "not-reachable";
  readonly note: string;
  readonly by: string;
  readonly at: string;
}

/** A complete licence application. */
export interface Licence {
  readonly id: string;
  readonly number: string | null;
  readonly state: LicenceState;
  readonly paused: boolean;
  readonly round: number;
  readonly version: number;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly isGovernment: boolean;
    readonly kbli: string[];
    readonly ownLicence: boolean;
  };
  readonly codes: { readonly code: string; readonly display: string; readonly decree: string | null }[];
  readonly ruleVersion: string;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly assignee: string | null;
  readonly promise: PromiseView | null;
  readonly repairUntil: string | null;
  readonly parts: SavedPart[];
  readonly items: Item[];
  readonly documents: SlotFile[];
  readonly findings: Finding[];
  readonly preCheck: PreCheckFinding[];
  readonly events: LicenceEvent[];
  readonly recordedFacts: RecordedFact[];
  readonly deemed: {
    readonly since: string;
    readonly escalatedAt: string;
    readonly recordedAt: string | null;
  } | null;
  /** The reading officer's declaration of interest; null for all other users. */
  readonly interest?: "undeclared" | "none" | "declared" | null;
  /** The commitment decree of a verified application and its issuing state; null before verification. */
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
  /** Stamped receipts: round 0 is the submission, round n the n-th correction. */
  readonly receipts: { readonly fileId: string; readonly round: number; readonly at: string }[];
  /** Objections to rejections of the application, newest first, and the last day to object to the latest rejection. */
  readonly objections: {
    readonly items: {
      readonly id: string;
      readonly number: string;
      readonly state: ObjectionState;
      readonly filedAt: string;
    }[];
    readonly until: string | null;
    readonly mayFile: boolean;
    readonly refusal: string | null;
    readonly rule: RuleReference | null;
  };
  /** Whether the reader may edit unlocked parts and files now. */
  readonly mayWrite: boolean;
  readonly commands: string[];
}

/** A row of a list of licence applications. */
export interface LicenceRow {
  readonly id: string;
  readonly number: string | null;
  readonly state: LicenceState;
  readonly paused: boolean;
  readonly round: number;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly configurations: string[];
  readonly submittedAt: string | null;
  readonly assignee: string | null;
  readonly promise: PromiseView | null;
  readonly version?: number;
  /** So late in document evaluation that the documents would count as verified. */
  readonly deemed?: boolean;
}

/** A message between the company and the officers of a case. */
export interface LicenceMessage {
  readonly id: string;
  readonly side: "applicant" | "ministry";
  readonly by: string;
  readonly at: string;
  readonly text: string;
}

export type { FileFacts, LicenceForm, PartKey, StatedFacts };
