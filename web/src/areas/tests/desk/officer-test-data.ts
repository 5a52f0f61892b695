/** API requests of the officers' side of operational tests, in addition to those that both sides share. */
import { keepPreviousData, queryOptions, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import type { SkloBatch, SkloNow, TestOfficerCalendar, TestPeople } from "../test-types.ts";

/** Officers who can be named for a test on a day. */
export const testPeopleQuery = (day: string, test: string) =>
  queryOptions({
    queryKey: ["test-people", day, test],
    queryFn: () => read<TestPeople>(api.GET("/api/tests/people", { params: { query: { day, test } } })),
    staleTime: 0,
  });

/** The calendar with the tests of each day. */
export const officerCalendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["tests", "calendar", from, to],
    queryFn: () => read<TestOfficerCalendar>(api.GET("/api/tests/calendar", { params: { query: { from, to } } })),
    placeholderData: keepPreviousData,
  });

/** The current content of the SKLO of a test. */
export const skloQuery = (id: string) =>
  queryOptions({
    queryKey: ["test", id, "sklo"],
    queryFn: () => read<SkloNow>(api.GET("/api/tests/{id}/sklo", { params: { path: { id } } })),
    staleTime: 0,
  });

/** Signs several SKLOs, each identified by the digest of the content on screen. */
export function useSkloBatch() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: {
      readonly items: readonly { readonly id: string; readonly factsDigest: string }[];
      readonly code: string;
    }) =>
      read<SkloBatch>(api.POST("/api/tests/sklo-signatures", { body: { items: [...body.items], code: body.code } })),
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ queryKey: ["tests"] }), cache.invalidateQueries({ queryKey: ["test"] })]),
  });
}
