import type { ImportRole } from "./people-columns.ts";
import type { PeopleFault } from "./people-fault.ts";

/** The changes of a line, in the order of their display. */
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

/** One change, from the current to the new value. */
export interface PeopleChange {
  readonly what: (typeof PEOPLE_CHANGES)[number];
  readonly from: string;
  readonly to: string;
}

/** The results of lines. */
export const LINE_STANDINGS = ["new", "changed", "unchanged", "refused"] as const;

/** An invitation of a line; a null language is that of the importing person. */
export interface InvitationWork {
  readonly email: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en" | null;
}

/** The agent of a line; a null id is a new one. */
export interface AgentWork {
  readonly id: string | null;
  readonly expectedVersion: number;
  readonly name: string;
  /** The phone of the agent by its extension; an added one is in `newPhone` too. */
  readonly extension: string | null;
  readonly newPhone: string | null;
  readonly personId: string | null;
  readonly awaitedEmailKey: string | null;
  readonly queues: readonly { readonly queueId: string; readonly tier: number }[];
  readonly skills: Readonly<Record<string, number>>;
}

/** The result of one line, and the work for it. */
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
