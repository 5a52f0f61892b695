import type { ImportRole } from "./people-columns.ts";

/** An agent as he stands. */
export interface KnownAgent {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The key of the address of his account, or of whom he waits for; null for an agent without an account. */
  readonly emailKey: string | null;
  readonly personId: string | null;
  readonly phoneId: string | null;
  readonly extension: string | null;
  readonly queues: readonly { readonly queueId: string; readonly tier: number }[];
  readonly skills: Readonly<Record<string, number>>;
}

/** Somebody who holds a role in the call centre. */
export interface KnownMember {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en";
}

/** An invitation that nobody accepted or withdrew, whether its days are over or not. */
export interface KnownInvitation {
  readonly email: string;
  readonly role: ImportRole;
  readonly locale: "id" | "en";
}

/** What a sheet of people is judged by: this call centre as it stands, and nothing of another. */
export interface PeopleFacts {
  readonly members: readonly KnownMember[];
  readonly invitations: readonly KnownInvitation[];
  readonly agents: readonly KnownAgent[];
  readonly phones: readonly { readonly id: string; readonly extension: string }[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  /** Those of the sheet's extensions that are access codes. */
  readonly codes: ReadonlySet<string>;
  readonly emergency: ReadonlySet<string>;
  /** How many more there may be. */
  readonly room: { readonly agents: number; readonly phones: number; readonly invitations: number };
}

/** The key under which an address is one. */
export function addressKey(email: string): string {
  return email.trim().toLowerCase();
}

/** A call centre's people as lines look them up. */
export interface PeopleIndex {
  readonly memberAt: (email: string, role: ImportRole) => KnownMember | undefined;
  readonly invitationAt: (email: string, role: ImportRole) => KnownInvitation | undefined;
  /** The queue of a name, in other letters too where only one has it. */
  readonly queueAt: (name: string) => string | undefined;
  readonly queueNames: ReadonlyMap<string, string>;
  readonly extensions: ReadonlySet<string>;
}

const personKey = (email: string, role: string): string => `${addressKey(email)} ${role}`;

/** Makes the look-ups of a call centre, once for all lines. */
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
