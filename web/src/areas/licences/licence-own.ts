/** Whose a licence application is. */
import type { Session } from "../../data/types.ts";
import type { Licence } from "./licence-types.ts";

/** Whether the reader belongs to the company that applies. */
export function isOwn(session: Session | undefined, licence: Pick<Licence, "organisation">): boolean {
  return session?.memberships.some(({ organisationId }) => organisationId === licence.organisation.id) ?? false;
}
