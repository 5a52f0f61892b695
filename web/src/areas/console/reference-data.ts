/** The description of our own interface, as the installation gives it out. */
import { queryOptions } from "@tanstack/react-query";
import type { ApiDescription } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { spokenLocale } from "../../data/client.ts";

/** The description in a language: all that people read of it is in that language. */
export const descriptionQuery = (locale: string = spokenLocale()) =>
  queryOptions({
    queryKey: ["service", "api-description", locale],
    queryFn: async ({ signal }): Promise<ApiDescription> => {
      const answer = await fetch("/api/v1/openapi.json", {
        headers: { "accept-language": locale },
        credentials: "omit",
        signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()) as ApiDescription;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
