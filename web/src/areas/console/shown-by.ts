/** The credentials of an API request as text. */
import { useTranslations } from "use-intl";
import type { ApiRequest } from "./console-data.ts";

/** The error number of requests without valid credentials. */
const UNAUTHENTICATED_ERROR = 20_003;

/** Returns the text: the name of the API key, or the kind of token. */
export function useShownBy(): (request: Pick<ApiRequest, "key" | "isTest" | "error">) => string {
  const t = useTranslations("web.console");
  return ({ key, isTest, error }) => {
    if (error === UNAUTHENTICATED_ERROR) return t("nothingThatCounts");
    if (isTest) return t("testToken");
    return key === null ? t("accountToken") : (key.name ?? t("keyGone"));
  };
}
