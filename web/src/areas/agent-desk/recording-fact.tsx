/**
 * Recording state of the call, the reason if it is not recorded, and the action that stops and deletes the recording
 * when the caller withdraws consent.
 */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { DesktopContact } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";

/** The entry in the list of facts, with the button while a recording runs. */
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
