/** API requests of the officers' side of licence applications, in addition to those that both sides share. */
import { queryOptions } from "@tanstack/react-query";
import { addressOf, api } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { AssigningOffice } from "../../applications/assign-bar.tsx";
import type { RoundContent } from "./review-types.ts";

/** The content of one submission round. */
export const roundQuery = (id: string, round: number) =>
  queryOptions({
    queryKey: ["licence-round", id, round],
    queryFn: () =>
      read<RoundContent>(api.GET("/api/licences/{id}/rounds/{round}", { params: { path: { id, round } } })),
    // A submitted round never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Assigns one case to an officer; a refusal is returned as a result, so that the remaining cases are still assigned. */
async function give(
  personId: string,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
) {
  try {
    const body = { version: expectedVersion, command: { command: "assign", personId } } as const;
    await read(api.POST("/api/licences/{id}/commands", { params: { path: { id } }, body }));
    return { id, refusal: null };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status === 0 || problem.status >= 500) throw error;
    return { id, refusal: { message: problem.message || problem.code } };
  }
}

/** Dependencies of the officers' queue for licence applications. */
export const LICENSING_OFFICE: AssigningOffice = {
  list: "licences",
  officers: () => read(api.GET("/api/licences/assignees")),
  give: async (personId, cases) => {
    const items: Awaited<ReturnType<typeof give>>[] = [];
    // Sequential: assigning a page of cases in parallel would open up to a hundred transactions at once.
    for (const one of cases) items.push(await give(personId, one));
    return { items };
  },
};

/** The URL of the image of a page of a slot's file; the digest ties it to exactly this content. */
export const pageAddress = ({
  id,
  slot,
  page,
  sha256,
  side,
}: {
  readonly id: string;
  readonly slot: string;
  readonly page: number;
  readonly sha256: string;
  /** Longer side in pixels. */
  readonly side: number;
}): string =>
  addressOf(`/api/licences/{id}/documents/{slot}/page/${page}.png`, {
    path: { id, slot },
    query: { side, of: sha256.slice(0, 16) },
  });
