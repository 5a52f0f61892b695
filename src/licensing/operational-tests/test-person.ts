import {
  type ActingHolding,
  holdingFor,
  type Permission,
  permissionsOf,
  permitsInTeam,
  type RoleHolding,
  roleActed,
} from "../../identity/index.ts";
import type { TestPerson } from "./test-facts.ts";
import type { TestCommandName } from "./test-words.shared.ts";

/** The team of the ministry whose cases these are. */
export const TEST_TEAM = "tests";

/** A caller as far as decisions on tests go. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** What a caller may do with tests: for the companies he writes for, and in the team of tests. */
export function testPerson({ personId, memberships }: CallerFacts): TestPerson {
  const may = (permission: Permission) => permitsInTeam(memberships, permission, TEST_TEAM);
  const written = memberships.filter((one) => permissionsOf([one]).has("application.write"));
  return {
    personId,
    organisationIds: new Set(written.map(({ organisationId }) => organisationId).filter((id) => id !== null)),
    mayArrange: may("application.assign"),
    mayTest: may("test.carry-out"),
    mayPrepare: may("application.check"),
    mayEndorse: may("application.endorse"),
    mayPropose: may("application.propose"),
    maySign: may("application.decide"),
  };
}

/** Whether somebody writes applications for a company. */
export function writesFor({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

/** Whether somebody belongs to a company, so that he sees its cases. */
export function belongsTo({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some((one) => one.organisationId === organisationId);
}

const RESTS_ON: Readonly<Partial<Record<TestCommandName, readonly Permission[]>>> = {
  "grant-self-test": ["application.assign"],
  "refuse-self-test": ["application.assign"],
  "confirm-date": ["application.assign"],
  "propose-date": ["application.assign"],
  "name-team": ["application.assign"],
  move: ["application.assign"],
  "order-field-check": ["application.assign"],
  "declare-interest": ["test.carry-out"],
  begin: ["test.carry-out"],
  "record-no-show": ["test.carry-out"],
  "draw-report": ["test.carry-out"],
  reopen: ["test.carry-out"],
  "sign-report": ["test.carry-out"],
  "refuse-report": ["test.carry-out"],
  "prepare-sklo": ["application.check"],
  "endorse-sklo": ["application.endorse"],
  "propose-sklo": ["application.propose"],
  "send-sklo-back": ["application.endorse", "application.propose", "application.decide"],
  "sign-sklo": ["application.decide"],
};

/** A membership as far as acting goes, with the person in whose place it is held. */
type Held = ActingHolding & { readonly actingForPersonId: string | null };

/** The role in which somebody gives a command, "plh-director" in another's place; and in whose place, if he does. */
export function testRoleIn(
  command: string,
  memberships: readonly Held[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const permissions = RESTS_ON[command as TestCommandName] ?? [];
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, TEST_TEAM) ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}

/** In what capacity a caller signs a paper: the letter of task as who arranges, the SKLO as who decides. Null when he may not. */
export function testDocumentSigner(
  caller: {
    readonly personId: string;
    readonly name: string;
    readonly memberships: readonly (Held & { readonly id: string })[];
  },
  kind: "test-order" | "sklo",
) {
  const held = holdingFor(caller.memberships, kind === "sklo" ? "application.decide" : "application.assign", TEST_TEAM);
  if (held === undefined) return null;
  const { id: membershipId, acting, actingForPersonId } = held;
  return { personId: caller.personId, name: caller.name, membershipId, acting, actingForPersonId };
}
