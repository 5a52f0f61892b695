/** What log-in, sign-up and the first administrator share: a form that ends in a session. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Problem, problemOf } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import type { Session } from "../../data/types.ts";

/** A path of this application that one may go back to; anything else leads home. */
export function safeBack(back: string | undefined): string {
  return back?.startsWith("/") && !back.startsWith("//") && !back.includes("\\") ? back : "/beranda";
}

interface Entering<Values> {
  readonly enter: (values: Values) => void;
  readonly working: boolean;
  readonly problem: Problem | null;
}

/** Runs `ask`, keeps the session it answers and goes to `back`. */
export function useEntering<Values>(
  ask: (values: Values) => Promise<Session>,
  back: string | undefined,
): Entering<Values> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: ask,
    onSuccess: async (session) => {
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: safeBack(back), replace: true });
    },
  });
  return {
    enter: mutation.mutate,
    working: mutation.isPending,
    problem: mutation.error === null ? null : problemOf(mutation.error),
  };
}
