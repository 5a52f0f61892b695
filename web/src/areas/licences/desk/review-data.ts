/** What the officers' side of licence applications reads and sends, beside what both sides share. */
import { queryOptions } from "@tanstack/react-query";
import { addressOf, api } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { AssigningOffice } from "../../applications/assign-bar.tsx";
import type { RoundContent } from "./review-types.ts";

/** What was handed in with one round. */
export const roundQuery = (id: string, round: number) =>
  queryOptions({
    queryKey: ["licence-round", id, round],
    queryFn: () =>
      read<RoundContent>(api.GET("/api/licences/{id}/rounds/{round}", { params: { path: { id, round } } })),
    // A round that was handed in never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Gives one case to an officer; a refusal is an answer of its own, so that the others still go. */
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

/** The office for licence applications. */
export const LICENSING_OFFICE: AssigningOffice = {
  list: "licences",
  officers: () => read(api.GET("/api/licences/assignees")),
  give: async (personId, cases) => {
    const items: Awaited<ReturnType<typeof give>>[] = [];
    // One after the other: a page of cases at once would be a hundred transactions at once.
    for (const one of cases) items.push(await give(personId, one));
    return { items };
  },
};

/** The picture of a page of a file on its slot; the digest makes it one of these very bytes. */
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
  /** Pixels of the longer side. */
  readonly side: number;
}): string =>
  addressOf(`/api/licences/{id}/documents/{slot}/page/${page}.png`, {
    path: { id, slot },
    query: { side, of: sha256.slice(0, 16) },
  });
