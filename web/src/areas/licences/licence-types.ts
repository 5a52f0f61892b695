/** The shapes of a licence application as the HTTP API answers with it. */
import type { FileFacts } from "../../../../src/licensing/requirements/file-facts.shared.ts";
import type { LicenceForm, PartKey } from "../../../../src/licensing/requirements/form.shared.ts";
import type { StatedFacts } from "../../../../src/licensing/requirements/slot.shared.ts";
import type { PromiseView, RuleReference } from "../../data/types.ts";

/** Where a licence application stands. */
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

/** Where an objection to a rejection stands. */
export type ObjectionState = "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";

/** Where a finding is: a part and field, or a file, page and spot (fractions of the page from its top left). */
export interface Place {
  readonly part: string | null;
  readonly slot: string | null;
  readonly rowId: string | null;
  readonly field: string | null;
  readonly page: number | null;
}

/** A place that an officer may have pointed at on a page. */
export interface PointedPlace extends Place {
  readonly spot: { readonly x: number; readonly y: number } | null;
}

/** Something an officer wants mended. */
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
  /** The finding that it says once more; null where it is said for the first time. */
  readonly repeats: string | null;
  /** Why it comes only now, though nothing had changed there; published with it. */
  readonly lateReason?: string | null;
  readonly by: string | null;
  readonly at: string;
}

/** One requirement with the verdict on it. */
export interface Item {
  readonly key: string;
  readonly kind: "form" | "file" | "declaration" | "record";
  readonly parts: string[];
  readonly slots: string[];
  readonly rule: RuleReference;
  readonly template: string | null;
  /** Whether the template also comes as a text to be worded freely. */
  readonly isWord: boolean;
  readonly verdict: "open" | "accepted" | "returned";
  readonly locked: boolean;
  readonly changed: boolean;
  /** Why it is judged again though it had been accepted; null unless that was in this round. */
  readonly reopened?: { readonly at: string; readonly reason: string } | null;
  /** Whether the reader accepted it himself in this round, and may take that back. */
  readonly mayUndo?: boolean;
  readonly checkedBy: string | null;
  readonly checkedAt: string | null;
}

/** A file on its slot. */
export interface SlotFile {
  readonly slot: string;
  /** Null where nothing asks for it any more. */
  readonly requirement: string | null;
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pages: number | null;
  readonly stated: StatedFacts;
  /** `FileFacts`; null while it is being read. */
  readonly facts?: unknown;
  readonly attachedBy: string;
  readonly attachedAt: string;
  readonly version: number;
}

/** A part of the form with its own version. */
export interface SavedPart {
  readonly key: string;
  readonly value?: unknown;
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

/** One finding of the pre-check. */
export interface PreCheckFinding {
  readonly code: string;
  readonly level: "blocks" | "warns" | "not-checked";
  readonly requirement: string;
  readonly place: Place;
  readonly params: Readonly<Record<string, string | number>>;
  readonly rule: RuleReference | null;
}

/** Something that happened to the case. */
export interface LicenceEvent {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly actor: string | null;
  readonly role: string | null;
  readonly note: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A fact that an officer looked up outside. */
export interface RecordedFact {
  readonly requirement: string;
  readonly slot: string | null;
  readonly source: string;
  readonly result: "confirmed" | "contradicted" | "not-reachable";
  readonly note: string;
  readonly by: string;
  readonly at: string;
}

/** A whole licence application. */
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
  /** What the reading officer has said of an interest of his own; null for everybody else. */
  readonly interest?: "undeclared" | "none" | "declared" | null;
  /** The commitment decree of a verified application and how far it is made; null before. */
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
  /** Stamped receipts of what was handed in: round 0 the submission, n the n-th correction. */
  readonly receipts: { readonly fileId: string; readonly round: number; readonly at: string }[];
  /** Objections to its rejections, newest first, and until when the last one may be objected to. */
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
  /** Whether the reader may change parts and files now, where they are not locked. */
  readonly mayWrite: boolean;
  readonly commands: string[];
}

/** A line of a list of licence applications. */
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
  /** Late on documents so long that they would count as verified. */
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
