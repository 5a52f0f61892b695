/** Preview of a board as its screens show it, for its editors. */
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { WallGrid } from "./wall-grid.tsx";
import { useWall } from "./wall-stream.ts";

/** The screen of `/layanan/papan-dinding/ID/layar`. */
export function WallPreviewScreen(): ReactNode {
  const t = useTranslations("web.wallboards");
  const { id } = useParams({ from: "/layanan/papan-dinding/$id/layar" });
  const snapshot = useWall({ id });
  const back = (
    <Link to="/layanan/papan-dinding/$id" params={{ id }} className="button button-small wall-act">
      {t("back")}
    </Link>
  );
  return (
    <main id="content" className="wall-screen">
      {snapshot.view === null ? (
        <div className="wall-notice" role="status">
          <h1 className="wall-word">{t(`screen.${snapshot.state}.title`)}</h1>
          <p>{t(`screen.${snapshot.state}.text`)}</p>
          {back}
        </div>
      ) : (
        <WallGrid heard={snapshot} action={back} />
      )}
    </main>
  );
}
