/** Shared logic of login, sign-up, first administrator and second factor: a form whose response is a session. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { keepDraftsOf } from "../../data/drafts.ts";
import { type Problem, problemOf } from "../../data/problem.ts";
import { sessionQuery, type worthRetrying } from "../../data/queries.ts";
import type { Session } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { wayOn } from "./way-on.ts";

interface Entering<Values> {
  readonly enter: (values: Values) => void;
  readonly working: boolean;
  readonly problem: Problem | null;
}

/**
 * Sends the form, stores the returned session and navigates to `back`, through the second factor if required. With
 * `again`, repeatable requests are retried like reads.
 */
export function useEntering<Values>(
  ask: (values: Values) => Promise<Session>,
  back: string | undefined,
  again: typeof worthRetrying | false = false,
): Entering<Values> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: ask,
    retry: again,
    onSuccess: async (session) => {
      if (session.person !== null) keepDraftsOf(session.person.id);
      // A session request in flight would return the state before the login, so it is cancelled.
      await cache.cancelQueries({ queryKey: sessionQuery.queryKey });
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: wayOn(session.secondFactor, back), replace: true });
    },
  });
  return {
    enter: mutation.mutate,
    working: mutation.isPending,
    problem: mutation.error === null ? null : problemOf(mutation.error),
  };
}
