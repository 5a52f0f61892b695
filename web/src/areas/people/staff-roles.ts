/** Roles that an administrator assigns, and the teams that may hold them. */
import type { Role, Team } from "../../data/types.ts";

/** Roles of the ministry and of the operator. */
export const STAFF_ROLES: readonly Role[] = [
  "account-verifier",
  "front-desk",
  "evaluator",
  "sub-coordinator",
  "coordinator",
  "director",
  "test-team",
  "administrator",
  "operator-administrator",
  "operator-supervisor",
  "operator-agent",
];

const TEAMS: readonly Team[] = ["numbering", "licensing", "tests"];

/** The roles that belong to a team, and the teams that may hold them. */
export const TEAMS_OF: { readonly [role in Role]?: readonly Team[] } = {
  evaluator: TEAMS,
  "sub-coordinator": TEAMS,
  coordinator: TEAMS,
  "test-team": ["tests"],
};
