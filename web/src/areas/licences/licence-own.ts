/** Ownership of a licence application. */
import type { Session } from "../../data/types.ts";
import type { Licence } from "./licence-types.ts";

/** Whether the user belongs to the applying company. */
export function isOwn(session: Session | undefined, licence: Pick<Licence, "organisation">): boolean {
  return session?.memberships.some(({ organisationId }) => organisationId === licence.organisation.id) ?? false;
}
