/** Sign-out, for the account menu and the screens of the second factor. */

import { forgetFieldPerson } from "../areas/tests/field/field-person.ts";
import { api } from "../data/client.ts";
import { dropAllDrafts } from "../data/drafts.ts";
import { read } from "../data/problem.ts";
import { queryClient } from "../data/queries.ts";

/** Ends the session in the browser and on the server and deletes drafts, because the device may be shared; then navigates to `to`. */
export function useLogOut(to = "/"): () => void {
  return () => {
    void read(api.DELETE("/api/session"))
      .catch(() => undefined)
      .then(async () => {
        dropAllDrafts();
        await forgetFieldPerson();
        queryClient.clear();
        location.assign(to);
      });
  };
}
