/** By what a program proved itself, in words. */
import { useTranslations } from "use-intl";
import type { ApiRequest } from "./console-data.ts";

/** The number of whoever shows nothing that counts. */
const UNAUTHENTICATED_ERROR = 20_003;

/** The words: the key by its name, or which token. */
export function useShownBy(): (request: Pick<ApiRequest, "key" | "isTest" | "error">) => string {
  const t = useTranslations("web.console");
  return ({ key, isTest, error }) => {
    if (error === UNAUTHENTICATED_ERROR) return t("nothingThatCounts");
    if (isTest) return t("testToken");
    return key === null ? t("accountToken") : (key.name ?? t("keyGone"));
  };
}
