/** What the screen of a call centre's people reads. */
import { queryOptions } from "@tanstack/react-query";
import type { Colleagues } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

/** Everyone with a role in the call centre, and who is invited to it. */
export type CentrePeople = Pick<Colleagues, "people" | "invitations">;

/** One role of one person. */
export type CentrePerson = CentrePeople["people"][number];

/** The people of the caller's call centre. */
export const centrePeopleQuery = queryOptions({
  queryKey: ["service", "centre-people"],
  queryFn: () => read<CentrePeople>(api.GET("/api/centre-people")),
});
