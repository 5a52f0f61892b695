import type { ImportRole } from "./people-columns.ts";
import type { PeopleFault } from "./people-fault.ts";

/** What a line would change, in the order in which it is told. */
export const PEOPLE_CHANGES = [
  "invited",
  "agent-added",
  "account",
  "name",
  "phone-added",
  "extension",
  "queues",
  "skills",
] as const;

/** One change, from what stands to what will. */
export interface PeopleChange {
  readonly what: (typeof PEOPLE_CHANGES)[number];
  readonly from: string;
  readonly to: string;
}

/** What becomes of a line. */
export const LINE_STANDINGS = ["new", "changed", "unchanged", "refused"] as const;

/** An invitation that a line needs; a null language is that of whoever imports. */
export interface InvitationWork {
  readonly email: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en" | null;
}

/** An agent as a line writes him; a null id is a new one. */
export interface AgentWork {
  readonly id: string | null;
  readonly expectedVersion: number;
  readonly name: string;
  /** His phone by its extension; the one that is added is named in `newPhone` too. */
  readonly extension: string | null;
  readonly newPhone: string | null;
  readonly personId: string | null;
  readonly awaitedEmailKey: string | null;
  readonly queues: readonly { readonly queueId: string; readonly tier: number }[];
  readonly skills: Readonly<Record<string, number>>;
}

/** What would happen to one line, and what is to be done for it. */
export interface PeopleVerdict {
  readonly line: number;
  readonly email: string;
  readonly role: ImportRole | null;
  readonly name: string;
  readonly standing: (typeof LINE_STANDINGS)[number];
  readonly changes: readonly PeopleChange[];
  readonly faults: readonly PeopleFault[];
  readonly invitation: InvitationWork | null;
  readonly agent: AgentWork | null;
}
