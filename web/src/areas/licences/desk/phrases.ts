/** Officers' text snippets for findings, stored on the server for each requirement. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";

/** The fault, the correction that would satisfy the requirement, and the rule. */
export interface Phrase {
  readonly note: string;
  readonly remedy: string;
  readonly rule: string;
}

/** A stored snippet: the reader's or the team's. */
export interface SavedPhrase extends Phrase {
  readonly id: string;
  readonly isShared: boolean;
  readonly by: string;
  readonly mayDrop: boolean;
}

interface Phrases {
  readonly items: SavedPhrase[];
}

/** The snippets of a requirement: the reader's first, then the team's. */
export const phrasesQuery = (requirement: string) =>
  queryOptions({
    queryKey: ["licence-phrases", requirement],
    queryFn: () => read<Phrases>(api.GET("/api/licence-phrases", { params: { query: { requirement } } })),
  });

/** Saves a snippet; returns the snippets now stored. */
export const keepPhrase = (phrase: Phrase & { readonly requirement: string; readonly isShared: boolean }) =>
  read<Phrases>(api.PUT("/api/licence-phrases", { body: phrase }));

/** Deletes a snippet. */
export const dropPhrase = (id: string) => read(api.DELETE("/api/licence-phrases/{id}", { params: { path: { id } } }));
