/** Proposed officer roles and mandates that await approval by a second person, as returned by the HTTP API. */
import { queryOptions } from "@tanstack/react-query";
import type { paths } from "../generated/api.d.ts";
import { api } from "./client.ts";
import { read } from "./problem.ts";

type Answered = paths["/api/authority-proposals"]["get"]["responses"]["200"]["content"]["application/json"];

/** One proposal. */
export type AuthorityProposal = Answered["items"][number];

/** The open proposals, oldest first. */
export const authorityProposalsQuery = queryOptions({
  queryKey: ["authority-proposals"],
  queryFn: () => read<Answered>(api.GET("/api/authority-proposals")),
});
