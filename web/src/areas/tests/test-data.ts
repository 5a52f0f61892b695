/** API requests of the operational test screens. */
import { keepPreviousData, queryOptions, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { neverOlder } from "../../data/never-older.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { ListQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import type { LetterFinding, Test, TestAnswers, TestCalendar, TestCommand, TestList, TestOffer } from "./test-types.ts";

/** The query type of the API; the server refuses other values. */
type TestsApiQuery = NonNullable<paths["/api/tests"]["get"]["parameters"]["query"]>;

/** The query of a list of tests. */
export type TestListQuery = ListQuery & { readonly scope?: "mine" | "queue" | "team"; readonly licence?: string };

/** A list of tests: the company's, the officers', or those of the user's team. */
export const testsQuery = (query: TestListQuery) =>
  queryOptions({
    queryKey: ["tests", query],
    queryFn: () => read<TestList>(api.GET("/api/tests", { params: { query: query as TestsApiQuery } })),
    placeholderData: keepPreviousData,
  });

/** A test, with the fields that its reader may see. */
export const testQuery = (id: string) =>
  queryOptions({
    queryKey: ["test", id],
    queryFn: () => read<Test>(api.GET("/api/tests/{id}", { params: { path: { id } } })),
    structuralSharing: neverOlder,
  });

/** All answers of a test. */
export const answersQuery = (id: string) =>
  queryOptions({
    queryKey: ["test", id, "answers"],
    queryFn: () => read<TestAnswers>(api.GET("/api/tests/{id}/answers", { params: { path: { id } } })),
  });

/** The tests that can be requested for a licence application now. */
export const offerQuery = (licenceId: string) =>
  queryOptions({
    queryKey: ["test-offer", licenceId],
    queryFn: () => read<TestOffer>(api.GET("/api/licences/{id}/test-offer", { params: { path: { id: licenceId } } })),
  });

/** Findings in an uploaded letter of request; the same file always has the same findings. */
export const letterQuery = (licenceId: string, file: string) =>
  queryOptions({
    queryKey: ["test-letter", licenceId, file],
    queryFn: () =>
      read<{ readonly findings: readonly LetterFinding[] }>(
        api.GET("/api/licences/{id}/test-letter", { params: { path: { id: licenceId }, query: { file } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The public calendar between two dates. */
export const calendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["test-calendar", from, to],
    queryFn: () => read<TestCalendar>(api.GET("/api/test-calendar", { params: { query: { from, to } } })),
  });

/** Sends commands with the version on screen; the server refuses a command when another user has changed the test since, and overwrites nothing. */
export function useTestCommand(test: Test): UseMutationResult<Test, Error, TestCommand> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: TestCommand) =>
      read<Test>(
        api.POST("/api/tests/{id}/commands", {
          params: { path: { id: test.id } },
          body: { version: test.version, command },
        }),
      ),
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

/** Refetches a test when the server reports a change. */
export function useTestLive(id: string): Liveness {
  const cache = useQueryClient();
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["test", id] });
  return useLive(`/api/live/tests/${id}`, CHANGED, { onEvent: refresh, onReturn: refresh });
}
