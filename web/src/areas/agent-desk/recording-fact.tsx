/** Whether the talk is being recorded, why not, and how it is stopped and deleted when the caller no longer agrees. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { DesktopContact } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";

/** The fact in its list, with the button while something is recorded. */
export function RecordingFact({ stand }: { readonly stand: NonNullable<DesktopContact["recording"]> }): ReactNode {
  const t = useTranslations("web.agentDesk.recording");
  const [isAsking, setIsAsking] = useState(false);
  const withdraw = () =>
    read(
      api.POST("/api/service/desk/call/acts", {
        body: { act: { act: "withdraw-recording" }, idempotencyKey: crypto.randomUUID() },
      }),
    );
  return (
    <div className="desk-wide">
      <dt>{t("title")}</dt>
      <dd>
        <span role="status">{t(stand)}</span>{" "}
        {stand === "on" || stand === "paused" ? (
          <button type="button" className="button button-small" onClick={() => setIsAsking(true)}>
            {t("withdraw")}
          </button>
        ) : null}
      </dd>
      {isAsking ? (
        <EndDialog
          title={t("withdrawTitle")}
          text={t("withdrawText")}
          yes={t("withdrawYes")}
          end={withdraw}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </div>
  );
}
