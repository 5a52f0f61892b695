/** The way out, for the account menu and the screens that hold somebody back. */
import { useNavigate } from "@tanstack/react-router";
import { api } from "../data/client.ts";
import { dropAllDrafts } from "../data/drafts.ts";
import { read } from "../data/problem.ts";
import { queryClient, sessionQuery } from "../data/queries.ts";

/** Ends the session here and on the server, and forgets drafts, because the device may be shared; then goes to `to`. */
export function useLogOut(to = "/"): () => void {
  const navigate = useNavigate();
  return () => {
    void read(api.DELETE("/api/session"))
      .catch(() => undefined)
      .then(async () => {
        dropAllDrafts();
        queryClient.clear();
        await queryClient.ensureQueryData(sessionQuery).catch(() => undefined);
        await navigate({ to });
      });
  };
}
