/** The OpenAPI description of the native API, as served by the installation. */
import { queryOptions } from "@tanstack/react-query";
import type { ApiDescription } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { spokenLocale } from "../../data/client.ts";

/** The API description with its texts in the given language. */
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
