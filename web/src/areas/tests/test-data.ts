/** What the screens of operational tests read and send. */
import {
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { type Liveness, useLive } from "../../data/live.ts";
import { problemOf } from "../../data/problem.ts";
import type { ListQuery } from "../../data/queries.ts";
import { getTest, postTest } from "./test-door.ts";
import type { Test, TestAnswers, TestCalendar, TestCommand, TestList, TestOffer } from "./test-types.ts";

/** What is asked of a list of tests. */
export type TestsAsked = ListQuery & { readonly scope?: "mine" | "queue" | "team"; readonly licence?: string };

/** A list of tests: mine, the officers', or those of my team. */
export const testsQuery = (query: TestsAsked) =>
  queryOptions({
    queryKey: ["tests", query],
    queryFn: () => getTest<TestList>("/api/tests", { query: { ...query } }),
    placeholderData: keepPreviousData,
  });

/** One test as its reader sees it. */
export const testQuery = (id: string) =>
  queryOptions({
    queryKey: ["test", id],
    queryFn: () => getTest<Test>("/api/tests/{id}", { path: { id } }),
  });

/** All that was found in a test. */
export const answersQuery = (id: string) =>
  queryOptions({
    queryKey: ["test", id, "answers"],
    queryFn: () => getTest<TestAnswers>("/api/tests/{id}/answers", { path: { id } }),
  });

/** What can be asked for in a licence application now. */
export const offerQuery = (licenceId: string) =>
  queryOptions({
    queryKey: ["test-offer", licenceId],
    queryFn: () => getTest<TestOffer>("/api/licences/{id}/test-offer", { path: { id: licenceId } }),
  });

/** The public calendar between two days. */
export const calendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["test-calendar", from, to],
    queryFn: () => getTest<TestCalendar>("/api/test-calendar", { query: { from, to } }),
  });

/** Sends commands under the version that the person saw; someone else's change in between is refused, not overwritten. */
export function useTestCommand(test: Test): UseMutationResult<Test, Error, TestCommand> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: TestCommand) =>
      postTest<Test>("/api/tests/{id}/commands", {
        params: { path: { id: test.id } },
        body: { version: test.version, command },
      }),
    onSuccess: (after) => {
      cache.setQueryData(testQuery(test.id).queryKey, after);
      void cache.invalidateQueries({ queryKey: ["tests"] });
      void cache.invalidateQueries({ queryKey: ["test-calendar"] });
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void cache.invalidateQueries({ queryKey: ["test", test.id] });
    },
  });
}

const CHANGED = ["changed"] as const;

/** Reads a test again when the server says that it changed. */
export function useTestLive(id: string): Liveness {
  const cache = useQueryClient();
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["test", id] });
  return useLive(`/api/live/tests/${id}`, CHANGED, { onEvent: refresh, onReturn: refresh });
}
