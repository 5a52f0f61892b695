/** Sentences that officers write again and again, kept at the server for each requirement. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";

/** What is wrong and what would satisfy it, by which rule. */
export interface Phrase {
  readonly note: string;
  readonly remedy: string;
  readonly rule: string;
}

/** A sentence as it is kept: the reader's own, or the team's. */
export interface SavedPhrase extends Phrase {
  readonly id: string;
  readonly isShared: boolean;
  readonly by: string;
  readonly mayDrop: boolean;
}

interface Phrases {
  readonly items: SavedPhrase[];
}

/** The sentences of a requirement: one's own first, then the team's. */
export const phrasesQuery = (requirement: string) =>
  queryOptions({
    queryKey: ["licence-phrases", requirement],
    queryFn: () => read<Phrases>(api.GET("/api/licence-phrases", { params: { query: { requirement } } })),
  });

/** Keeps a sentence; answers what is kept now. */
export const keepPhrase = (phrase: Phrase & { readonly requirement: string; readonly isShared: boolean }) =>
  read<Phrases>(api.PUT("/api/licence-phrases", { body: phrase }));

/** Lets go of a sentence. */
export const dropPhrase = (id: string) => read(api.DELETE("/api/licence-phrases/{id}", { params: { path: { id } } }));
