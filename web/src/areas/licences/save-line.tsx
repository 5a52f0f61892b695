/** The save status of a part: saved on the server, in transit, or stored only on this device. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { clockTime } from "../../words/dates.ts";
import type { PartHandle } from "./part-save.ts";

/** One status line, updated in place; a refusal is shown in full. */
export function SaveLine({ handle }: { readonly handle: PartHandle }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const { saving, savedAt, isUnsaved, error } = handle;
  const isUnreachable = error !== null && problemOf(error).status === 0;
  const state = saving ? "saving" : isUnreachable ? "unreachable" : isUnsaved ? "unsaved" : "saved";
  return (
    <>
      <p role="status" className="flex min-h-6 items-center gap-2 text-small text-soft">
        {state === "saved" && savedAt === null ? (
          t("save.nothing")
        ) : (
          <>
            <span className={state === "saved" ? "text-good" : state === "unreachable" ? "text-bad" : ""}>
              <Icon name={state === "saved" ? "check" : state === "unreachable" ? "warning" : "clock"} size={18} />
            </span>
            {state === "saved" && savedAt !== null
              ? t("save.saved", { time: clockTime(Date.parse(savedAt), locale).slice(0, 5) })
              : t(`save.${state}`)}
          </>
        )}
      </p>
      {error === null || isUnreachable ? null : <FailureNotice error={error} />}
    </>
  );
}
