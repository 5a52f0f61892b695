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

/** The ministry's team responsible for these cases. */
export const TEST_TEAM = "tests";

/** The facts about a caller that decisions on tests depend on. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** The caller's rights on tests: for the companies whose applications they may edit, and in the test team. */
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

/** Whether a person may edit applications of a company. */
export function writesFor({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

/** Whether a person is a member of a company, and so sees its cases. */
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

/** The permission fields of a membership, with the person for whom a substitute acts. */
type Held = ActingHolding & { readonly actingForPersonId: string | null };

/** The role in which a person gives a command, "plh-director" for a substitute, and the person they act for. */
export function testRoleIn(
  command: string,
  memberships: readonly Held[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const permissions = RESTS_ON[command as TestCommandName] ?? [];
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, TEST_TEAM) ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}

/**
 * The capacity in which a caller signs a document: the letter of assignment with the permission to schedule, the SKLO
 * with the permission to decide. Null if they may not.
 */
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
