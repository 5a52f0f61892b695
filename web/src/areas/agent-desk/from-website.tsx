/** A contact that started on a website: the message entered there, and the action that blocks a number or stops abuse. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Notice } from "../../parts/notice.tsx";

/** The notice with its button; `name` is the name of the widget. */
export function FromWebsite({
  contactId,
  name,
  at,
  note,
}: {
  readonly contactId: string;
  readonly name: string;
  readonly at: string;
  readonly note: string;
}): ReactNode {
  const t = useTranslations("web.agentDesk.fromWebsite");
  const [isAsking, setIsAsking] = useState(false);
  const [isBlocked, setIsBlocked] = useState(false);
  const block = async (): Promise<void> => {
    await read(api.POST("/api/service/desk/contacts/{id}/number-block", { params: { path: { id: contactId } } }));
    setIsBlocked(true);
  };
  return (
    <Notice tone="info" title={t("title")}>
      <p className="[overflow-wrap:anywhere]">{t("text", { name, at })}</p>
      {note === "" ? null : <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note}</p>}
      {isBlocked ? null : (
        <button type="button" className="button button-small mt-2" onClick={() => setIsAsking(true)}>
          {t("block")}
        </button>
      )}
      <p role="status">{isBlocked ? t("blocked") : ""}</p>
      {isAsking ? (
        <EndDialog
          title={t("blockTitle")}
          text={t("blockText")}
          yes={t("blockYes")}
          end={block}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </Notice>
  );
}

/** The notice for a click-to-call contact: the widget's name, and the action against abuse. */
export function TalksFromWebsite({
  contactId,
  name,
}: {
  readonly contactId: string;
  readonly name: string;
}): ReactNode {
  const t = useTranslations("web.agentDesk.fromWebsite");
  const [isAsking, setIsAsking] = useState(false);
  const [isBlocked, setIsBlocked] = useState(false);
  const block = async (): Promise<void> => {
    await read(api.POST("/api/service/desk/contacts/{id}/caller-block", { params: { path: { id: contactId } } }));
    setIsBlocked(true);
  };
  return (
    <Notice tone="info" title={t("talkTitle")}>
      <p className="[overflow-wrap:anywhere]">{t("talkText", { name })}</p>
      {isBlocked ? null : (
        <button type="button" className="button button-small mt-2" onClick={() => setIsAsking(true)}>
          {t("nuisance")}
        </button>
      )}
      <p role="status">{isBlocked ? t("nuisanced") : ""}</p>
      {isAsking ? (
        <EndDialog
          title={t("nuisanceTitle")}
          text={t("nuisanceText")}
          yes={t("nuisanceYes")}
          end={block}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </Notice>
  );
}
