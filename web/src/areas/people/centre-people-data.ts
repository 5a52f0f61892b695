/** API requests of the users screen of a call centre. */
import { queryOptions } from "@tanstack/react-query";
import type { Colleagues } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

/** All users with a role in the call centre, and the open invitations. */
export type CentrePeople = Pick<Colleagues, "people" | "invitations">;

/** One role of a user. */
export type CentrePerson = CentrePeople["people"][number];

/** The users of the current call centre. */
export const centrePeopleQuery = queryOptions({
  queryKey: ["service", "centre-people"],
  queryFn: () => read<CentrePeople>(api.GET("/api/centre-people")),
});
