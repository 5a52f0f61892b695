import type { ImportRole } from "./people-columns.ts";

/** An existing agent. */
export interface KnownAgent {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The key of the address of the agent's account or open invitation; null for an agent without either. */
  readonly emailKey: string | null;
  readonly personId: string | null;
  readonly phoneId: string | null;
  readonly extension: string | null;
  readonly queues: readonly { readonly queueId: string; readonly tier: number }[];
  readonly skills: Readonly<Record<string, number>>;
}

/** A person with a role in the call centre. */
export interface KnownMember {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en";
}

/** An invitation that was neither accepted nor withdrawn, expired or not. */
export interface KnownInvitation {
  readonly email: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en";
}

/** The facts that the evaluation of a spreadsheet needs: those of this call centre only. */
export interface PeopleFacts {
  readonly members: readonly KnownMember[];
  readonly invitations: readonly KnownInvitation[];
  readonly agents: readonly KnownAgent[];
  readonly phones: readonly { readonly id: string; readonly extension: string }[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  /** The extensions of the spreadsheet that are access codes. */
  readonly codes: ReadonlySet<string>;
  readonly emergency: ReadonlySet<string>;
  /** The remaining numbers within the limits. */
  readonly room: { readonly agents: number; readonly phones: number; readonly invitations: number };
}

/** The normalised form of a mail address. */
export function addressKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Look-up tables of a call centre's people. */
export interface PeopleIndex {
  readonly memberAt: (email: string, role: ImportRole) => KnownMember | undefined;
  readonly invitationAt: (email: string, role: ImportRole) => KnownInvitation | undefined;
  /** The queue with a name, also in another case if only one matches. */
  readonly queueAt: (name: string) => string | undefined;
  readonly queueNames: ReadonlyMap<string, string>;
  readonly extensions: ReadonlySet<string>;
}

const personKey = (email: string, role: string): string => `${addressKey(email)} ${role}`;

/** Builds the look-up tables of a call centre, once for all lines. */
export function indexPeople(facts: PeopleFacts): PeopleIndex {
  const members = new Map(facts.members.map((one) => [personKey(one.email, one.role), one]));
  const invitations = new Map(facts.invitations.map((one) => [personKey(one.email, one.role), one]));
  const exact = new Map(facts.queues.map(({ id, name }) => [name, id]));
  const alike = Map.groupBy(facts.queues, ({ name }) => name.toLowerCase());
  return {
    memberAt: (email, role) => members.get(personKey(email, role)),
    invitationAt: (email, role) => invitations.get(personKey(email, role)),
    queueAt: (name) => {
      const others = alike.get(name.toLowerCase()) ?? [];
      return exact.get(name) ?? (others.length === 1 ? others[0]?.id : undefined);
    },
    queueNames: new Map(facts.queues.map(({ id, name }) => [id, name])),
    extensions: new Set(facts.phones.map(({ extension }) => extension)),
  };
}
