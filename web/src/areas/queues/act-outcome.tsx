/** The reason why a command was not executed. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import type { AgentCommand } from "./queue-data.ts";

/** Shows why a command was not executed; renders nothing otherwise. */
export function ActOutcome({
  acting: { error, data },
}: {
  readonly acting: { readonly error: Error | null; readonly data: AgentCommand | undefined };
}): ReactNode {
  const t = useTranslations("web.queues");
  if (error !== null) return <FailureNotice error={error} />;
  if (data === undefined || data.state === "done") return null;
  return (
    <Notice tone="bad" urgent title={t("notDone")}>
      <p>{data.refusal?.message ?? t("noAnswer")}</p>
    </Notice>
  );
}
